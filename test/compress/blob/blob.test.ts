import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blob, isMostlyBlob } from '../../../src/compress/blob/blob.ts';
import { findBlobs } from '../../../src/compress/blob/find-blobs.ts';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { contextFor } from '../context-for.ts';

const CONTENT = fileURLToPath(new URL('../../fixtures/content/blob', import.meta.url));
const SCREENSHOT = readFileSync(join(CONTENT, 'screenshot.json'), 'utf8');
const WRAPPED = readFileSync(join(CONTENT, 'base64.txt'), 'utf8');

function fold(text: string): Compressed | undefined {
  const context = contextFor('text', { budgetTokens: 1_800 });
  const compressed = blob.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed;
}

function noise(bytes: number): Buffer {
  let seed = 11;
  return Buffer.from(
    Array.from({ length: bytes }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) >> 16),
  );
}

describe('blob', () => {
  it('folds the positions of a source map, not its sources', () => {
    const mappings = 'AAAA,OAAO,EAAE,QAAQ;AACpC,MAAM,WAAW;'.repeat(60);
    const map = JSON.stringify({
      version: 3,
      sources: ['../brew.ts'],
      mappings,
      sourcesContent: ['boil()'],
    });
    const { text } = fold(map) ?? { text: map };
    expect(text).toMatch(
      /"mappings":"AAAA,OAAO,[^"]{1,30}\[… \d+ characters: positions, 121 lines\]"/,
    );
    expect(text).toContain('"sourcesContent":["boil()"]');
    expect(findBlobs(JSON.stringify({ mappings: 'tea and milk, '.repeat(200) }))).toEqual([]);
  });

  it('leaves a document that can be read, and says what was in it', () => {
    const folded = fold(SCREENSHOT)?.text ?? '';
    expect(JSON.parse(folded)).toMatchObject({ page: '/kettle', errors: ['no favicon'] });
    expect(folded).toMatch(/image\/png 48x32, \d+ bytes, sha256 [0-9a-f]{12}\]/);
    expect(folded.length).toBeLessThan(300);
  });

  it('says of the bytes how many they are and which, not of their letters', () => {
    const bytes = noise(3_000);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const said = `3000 bytes, sha256 ${hash}]`;
    const wrapped = bytes.toString('base64').replaceAll(/.{60}/g, '$&\n');
    for (const text of [bytes.toString('hex'), bytes.toString('base64url'), wrapped])
      expect(fold(`bytes ${text}`)?.text).toContain(said);
    expect(fold(`CERT=${bytes.toString('base64')}`)?.text).toContain(said);
    expect(fold(`${'x'.repeat(60)}\n`.repeat(40))?.text).toContain('"x" 2400 times');
  });

  it('says which characters are missing', () => {
    const [lost] = fold(SCREENSHOT)?.lost ?? [];
    const from = SCREENSHOT.indexOf('iVBOR') + 24;
    expect(lost).toMatchObject({ unit: 'character', from: from + 1 });
    expect(SCREENSHOT[lost?.to ?? 0]).toBe('"');
  });

  it('folds rows of one length', () => {
    expect(fold(`before\n${WRAPPED}after\n`)?.text).toMatch(
      /^before\niVBORw0.{17}\[… \d+ characters: image\/png 48x32, .*\]\nafter\n$/,
    );
  });

  it.each([
    ['escaped line ends', noise(3_000).toString('base64').replaceAll(/.{60}/g, '$&\\n')],
    ['escaped slashes', noise(3_000).toString('base64').replaceAll('/', '\\/')],
    ['hex', noise(3_000).toString('hex')],
    ['the alphabet of links', noise(3_000).toString('base64url')],
    ['one character', '='.repeat(3_000)],
  ])('folds %s', (_, encoded) => {
    expect(fold(`{"a": "${encoded}", "b": 1}`)?.text.length).toBeLessThan(160);
  });

  it.each([
    ['a token', `token: ${noise(500).toString('base64')}`],
    ['words without blanks', `"${'kettle\\nspout\\nLid4\\n'.repeat(200)}"`],
    ['a list of names', Array.from({ length: 300 }, (_, at) => `name${at}Of`).join('\n')],
    ['code', 'const kettle = boil(water[0], { degrees: 100 });\n'.repeat(80)],
  ])('leaves %s alone', (_, text) => {
    expect(fold(text)).toBeUndefined();
  });

  it('finds every run it is given, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.integer({ min: 800, max: 2_000 })), { maxLength: 4 }),
        (parts) => {
          const text = parts
            .map(([before, bytes]) => `${before} ${noise(bytes).toString('base64')} `)
            .join('');
          expect(findBlobs(text)).toHaveLength(parts.length);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('isMostlyBlob', () => {
  it('is true for encoded bytes alone', () => {
    expect(isMostlyBlob(WRAPPED)).toBe(true);
    expect(isMostlyBlob(`const picture = 1;\n`.repeat(40) + WRAPPED)).toBe(false);
    expect(isMostlyBlob('')).toBe(false);
  });
});
