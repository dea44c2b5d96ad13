import { describe, expect, it } from 'vitest';
import { clipTexts } from '../../../src/compress/select/clip-line.ts';

const FILLER = 'libkettle4:amd64 (1.2, 1.3), kettle-dev:all (7, 8), '.repeat(60);

function clip(line: string, terms: readonly string[], words: readonly string[] = []): string {
  const { texts } = clipTexts([line], { longest: 500, words, terms: new Set(terms) });
  return texts[0] ?? '';
}

describe('clipTexts', () => {
  it('keeps what stands around a plain word of the question, where it stands by itself', () => {
    const line = `Upgrade: ${FILLER}kettle:amd64 (4.1, 4.2), ${FILLER}end`;
    expect(clip(line, ['kettle', 'upgraded'])).toContain('kettle:amd64 (4.1, 4.2)');
    expect(clip(line, ['upgraded'])).not.toContain('kettle:amd64 (4.1, 4.2)');
  });

  it('does not follow a word that stands all over the line', () => {
    const line = `Upgrade: ${'kettle (1.2), '.repeat(300)}`;
    expect(clip(line, ['kettle'])).toBe(clip(line, []));
  });

  it('tells which characters are missing', () => {
    const line = `${'a'.repeat(2_000)} kettle ${'b'.repeat(2_000)}`;
    const { texts, lost } = clipTexts([line], { longest: 500, words: ['kettle'] });
    const gone = lost.get(0) ?? [];
    const left = gone.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    expect((texts[0] ?? '').replace(/\[… \d+ characters\]/g, '').length).toBe(line.length - left);
  });
});
