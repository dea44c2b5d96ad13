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
});
