import { describe, expect, it } from 'vitest';
import type { CodeLanguage } from '../../src/compress/code/syntax.ts';
import { createSyntaxReader } from '../../src/engine/read-syntax.ts';

const readSyntax = createSyntaxReader();
const isInstalled = (await readSyntax('a', 'go', () => true)) === true;

describe.skipIf(!isInstalled)('createSyntaxReader', () => {
  it('lends a tree', async () => {
    expect(await readSyntax('package a\n', 'go', (cursor) => cursor.nodeType)).toBe('source_file');
  });

  it('lends nothing for a language without a grammar', async () => {
    expect(await readSyntax('x', 'klingon' as CodeLanguage, () => true)).toBeUndefined();
  });

  it('is of use again after a reader that threw', async () => {
    const failing = readSyntax('a = 1', 'python', () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await readSyntax('a = 1', 'python', () => true)).toBe(true);
  });

  it('gives the memory of a tree back', async () => {
    const source = 'def boil(water):\n    return [water, {1: 2}]\n'.repeat(2_000);
    const parse = (): Promise<boolean | undefined> => readSyntax(source, 'python', () => true);
    for (let round = 0; round < 5; round++) await parse();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 40; round++) await parse();
    // Without it each of these trees would keep four megabytes.
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });
});
