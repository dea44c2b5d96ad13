import { describe, expect, it } from 'vitest';
import { nameByFolder } from '../../../src/compress/listing/name-by-folder.ts';

describe('nameByFolder', () => {
  it('writes the folder once for several names, and the whole path for one alone', () => {
    const files = ['src/a.ts', 'types/lid.d.ts', 'src/b.ts', 'README.md'];
    expect(nameByFolder(files.map((path) => ({ path, note: '×1' })))).toBe(
      'src/ a.ts×1 b.ts×1\ntypes/lid.d.ts×1\nREADME.md×1',
    );
  });

  it('keeps blanks in names apart from the next name', () => {
    expect(nameByFolder([{ path: 'src/my file.ts', note: '×2' }])).toBe('src/ "my file.ts"×2');
  });

  it('says the folder again where a line of names would be very long', () => {
    const files = Array.from({ length: 90 }, (_, at) => ({
      path: `src/util/word${at}.ts`,
      note: '',
    }));
    const lines = nameByFolder(files).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      expect(line).toMatch(/^src\/util\/ word\d+\.ts/);
      expect(line.length).toBeLessThan(400);
    }
    const named = lines.flatMap((line) => line.split(' ').slice(1));
    expect(named).toEqual(files.map(({ path }) => path.slice('src/util/'.length)));
  });
});
