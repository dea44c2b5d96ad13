import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { compressText } from '../../src/compress/compress-text.ts';
import type { Profile } from '../../src/compress/compressor.ts';
import type { Replacement } from '../../src/compress/text-job.ts';
import { placedWithReturns, withoutReturns } from '../../src/compress/windows-ends.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';

const CONTENT = new URL('../fixtures/content/', import.meta.url);
const FIXTURES = ['code', 'config', 'listing', 'log', 'prose', 'search', 'table'].flatMap((kind) =>
  readdirSync(new URL(`${kind}/`, CONTENT)).map((name) => `${kind}/${name}`),
);

interface Call {
  readonly profile: Profile;
  readonly command: string;
}

async function compress(text: string, call: Call): Promise<Replacement | undefined> {
  const toolInput = JSON.stringify({ command: call.command });
  const result = await compressText(
    { text, tool: 'Bash', toolInput, profile: call.profile, mayLose: true },
    { loadCounter: loadTokenCounter, signal: new AbortController().signal },
  );
  return result.action === 'replace' ? result : undefined;
}

function inWindows(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

describe('a text with the line ends of Windows', () => {
  test.each(FIXTURES)('is as short as any other: %s', async (name) => {
    const plain = readFileSync(new URL(name, CONTENT), 'utf8').replaceAll('\r\n', '\n');
    const call: Call = { profile: 'aggressive', command: 'make check' };
    const short = await compress(plain, call);
    const windows = await compress(inWindows(plain), call);
    if (short?.fidelity !== 'lossy') return;
    expect(windows?.text.replaceAll('\r', '')).toBe(short.text);
    expect(windows?.lost).toEqual(short.lost);
  });

  it('keeps them where its lines may be quoted', async () => {
    const bodies = Array.from(
      { length: 90 },
      (_, at) =>
        `export function boil${at}(water: number): number {\n${`  heat(water, ${at});\n`.repeat(9)}}\n`,
    );
    const call: Call = { profile: 'aggressive', command: 'cat src/kettle.ts' };
    const short = await compress(inWindows(bodies.join('\n')), call);
    expect(short?.fidelity).toBe('lossy');
    expect(short?.text).toContain('export function boil7(water: number): number {\r\n');
    expect(short?.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('placedWithReturns', () => {
  const windows = 'one\r\ntwo\r\nthree four\r\nfive';
  const plain = withoutReturns(windows) ?? '';

  it('tells characters by their places in the original, and lines as they are', () => {
    const from = plain.indexOf('four') + 1;
    const [characters, lines] = placedWithReturns(
      [
        { unit: 'character', from, to: from + 3 },
        { unit: 'line', from: 2, to: 3 },
      ],
      plain,
    );
    expect(windows.slice((characters?.from ?? 0) - 1, characters?.to)).toBe('four');
    expect(lines).toEqual({ unit: 'line', from: 2, to: 3 });
  });

  it('leaves a text alone of which one line ends otherwise', () => {
    expect(withoutReturns('a\r\nb\nc\r\n')).toBeUndefined();
    expect(withoutReturns('a')).toBeUndefined();
  });
});
