import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_FILE_BYTES, readSourceFile } from '../../src/mcp/read-source-file.ts';

describe('readSourceFile', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-source-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('reads absolute paths and paths relative to the working directory', async () => {
    await writeFile(join(folder, 'a.txt'), 'höhe\n');
    expect(await readSourceFile('a.txt', folder)).toBe('höhe\n');
    expect(await readSourceFile(join(folder, 'a.txt'), '/')).toBe('höhe\n');
  });

  it.each([
    ['missing.txt', /cannot be read \(ENOENT\)/],
    ['.', /is not a regular file/],
    ['binary', /is not a text file/],
    ['latin1', /is not UTF-8 text/],
    ['huge', /is larger than 8 MB/],
  ])('refuses %s', async (name, message) => {
    await writeFile(join(folder, 'binary'), Buffer.of(80, 75, 0, 4));
    await writeFile(join(folder, 'latin1'), Buffer.from('höhe', 'latin1'));
    await writeFile(join(folder, 'huge'), '');
    await truncate(join(folder, 'huge'), LARGEST_FILE_BYTES + 1);
    await expect(readSourceFile(name, folder)).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
      message: expect.stringMatching(message) as string,
    });
  });

  it.skipIf(process.platform === 'win32')('refuses pipes and devices at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(readSourceFile('pipe', folder)).rejects.toThrow('is not a regular file');
    await expect(readSourceFile('/dev/zero', folder)).rejects.toThrow('is not a regular file');
  });
});
