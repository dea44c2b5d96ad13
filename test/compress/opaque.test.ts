import { describe, expect, it } from 'vitest';
import { compressText } from '../../src/compress/compress-text.ts';
import type { TextJob, TextResult } from '../../src/compress/text-job.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';

const PICTURE = Buffer.from(
  Array.from({ length: 12_000 }, (_, at) => (at * 7_919 + at ** 3) % 251),
);
const ROWS = Array.from({ length: 12 }, (_, id) => ({
  id,
  name: `kettle ${id}`,
  state: 'boiling',
}));

function compress(text: string, about: Partial<TextJob> = {}): Promise<TextResult> {
  const signal = new AbortController().signal;
  return compressText(
    { text, tool: 'mcp__browser__look', profile: 'balanced', mayLose: true, ...about },
    { loadCounter: loadTokenCounter, signal },
  );
}

describe('encoded bytes in a text that is too long', () => {
  const encoded = PICTURE.toString('base64');

  it('go alone where that is enough', async () => {
    const result = await compress(JSON.stringify({ rows: ROWS, picture: encoded }));
    if (result.action === 'keep') throw new Error(result.reason);
    expect(result.fidelity).toBe('lossy');
    expect(result.lost.map(({ unit }) => unit)).toEqual(['character']);
    for (const { name } of ROWS) expect(result.text).toContain(name);
  });

  it('go before anything else does', async () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, at) => `The kettle says ${at}: all is well here.`,
    );
    const result = await compress([...lines, encoded, 'the end'].join('\n'));
    if (result.action === 'keep') throw new Error(result.reason);
    expect(result.by).toMatch(/\bblob\+/);
    expect(result.text.length).toBeLessThan(lines.join('\n').length / 2);
    expect(result.text).not.toContain(encoded.slice(100, 200));
  });

  it('leave the characters that go after them where they are in the original', async () => {
    const story = (of: string): string =>
      Array.from({ length: 60 }, (_, at) => `The ${of} number ${at} was boiled.`).join(' ');
    const records = Array.from({ length: 12 }, (_, id) => ({ id, tale: story(`pot of ${id}`) }));
    const text = JSON.stringify({ picture: encoded, records, lid: encoded.slice(2) });
    const result = await compress(text, { question: 'which pot of 7 was boiled first?' });
    if (result.action === 'keep') throw new Error(result.reason);
    expect(result.by).toMatch(/^blob\+/);
    const lost = result.lost
      .filter(({ unit }) => unit === 'character')
      .toSorted((one, other) => one.from - other.from);
    expect(lost.length).toBeGreaterThan(2);
    for (const [index, { from, to }] of lost.entries()) {
      expect(from).toBeGreaterThan(lost[index - 1]?.to ?? 0);
      const part = text.slice(from - 1, to);
      expect(encoded.includes(part) || part.startsWith('The ') || part.includes(' was ')).toBe(
        true,
      );
      expect(result.text).not.toContain(part);
    }
  });

  it('stay in a file that is read, and where nothing may be lost', async () => {
    const script = `const kettle = 1;\n`.repeat(300) + `const picture = '${encoded}';\n`;
    const read = { tool: 'Read', toolInput: '{"file_path":"src/picture.ts"}' };
    expect((await compress(script, read)).action).toBe('keep');
    expect((await compress(encoded, { mayLose: false })).action).toBe('keep');
  });
});
