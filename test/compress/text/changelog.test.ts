import { describe, expect, it } from 'vitest';
import { openLinesOfChangelog } from '../../../src/compress/text/changelog.ts';

const HEADINGS: Readonly<Record<string, (version: string) => string>> = {
  markdown: (version) => `## [${version}] - 2026-01-02\n`,
  underlined: (version) => `${version} / 2026-01-02\n===\n`,
  'with a word': (version) => `Version ${version}\n-------\n`,
  'between signs': (version) => `=== ${version} / 2026-01-02 ===\n`,
  'behind stars': (version) => `*** Release ${version} [2026-Jan-02]\n`,
  'with a v': (version) => `# v${version} (2026-01-02)\n`,
};

describe('openLinesOfChangelog', () => {
  it.each(Object.entries(HEADINGS))('ends behind the newest release: %s', (_, heading) => {
    const releases = [5, 4, 3, 2, 1].map((minor) => `${heading(`1.${minor}.0`)}\n- a change\n`);
    const lines = ['# Changes', '', 'Unreleased', '', '- more', '', ...releases]
      .join('\n')
      .split('\n');
    const open = openLinesOfChangelog(lines) ?? 0;
    expect(lines.slice(0, open).join('\n')).toContain('1.5.0');
    expect(lines[open]).toContain('1.4.0');
  });

  it('is undefined for a text with a few versions in it', () => {
    expect(openLinesOfChangelog(['# 1.2.0', 'text', '# 1.1.0', 'text'])).toBeUndefined();
    expect(openLinesOfChangelog(['1.2 GB were read', '0.5 s', '', 'done'])).toBeUndefined();
  });
});
