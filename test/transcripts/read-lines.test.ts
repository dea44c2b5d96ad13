import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readObjects } from '../../src/transcripts/read-lines.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

describe('lines of JSON', () => {
  it('are read across chunks, and damaged ones counted', async () => {
    const long = { text: 'ü'.repeat(1_500_000) };
    const { objects, counts } = await read(
      `{"a":1}\n\n\r\n{"b":\r\n[1]\n${JSON.stringify(long)}\r\nnull\n{"last":true}`,
    );
    expect(objects).toEqual([{ a: 1 }, long, { last: true }]);
    expect(counts).toMatchObject({ lines: 6, damagedLines: 3 });
  });

  it('end in the middle of one without harm', async () => {
    const { objects, counts } = await read('{"a":1}\n{"b":"cut of');
    expect(objects).toEqual([{ a: 1 }]);
    expect(counts).toEqual({ lines: 2, damagedLines: 1, bytes: 20 });
  });
});

async function read(text: string) {
  const path = join(temporaryFolder(), 'lines.jsonl');
  writeFileSync(path, text);
  const counts = { lines: 0, damagedLines: 0, bytes: 0 };
  const objects: unknown[] = [];
  for await (const some of readObjects(path, counts)) objects.push(...some);
  return { objects, counts };
}
