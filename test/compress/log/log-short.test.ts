import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompressContext } from '../../../src/compress/compressor.ts';
import { logShort } from '../../../src/compress/log/log-short.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { accessLog, packageLog, serverLog } from './sample-logs.ts';

const context: CompressContext = {
  kind: 'log',
  profile: 'balanced',
  budgetTokens: 0,
  estimate: estimateTokens,
  signal: new AbortController().signal,
};

function shorten(text: string): string | undefined {
  const compressed = logShort.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed?.text;
}

function roundTrip(text: string): string | undefined {
  const short = shorten(text);
  if (short !== undefined) expect(logShort.expand?.(short)).toBe(text);
  return short;
}

describe('logShort', () => {
  it.each([
    ['an access log', accessLog(400), 0.6],
    ['a server log', serverLog(400), 0.8],
    ['a package log', packageLog(100), 0.8],
  ])('shortens %s and gives it back', (_, text, most) => {
    const short = roundTrip(text);
    expect(estimateTokens(short ?? text)).toBeLessThan(estimateTokens(text) * most);
  });

  it('writes adjacent repeats once', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `waiting for lock ${at >> 2}`);
    expect(roundTrip(lines.join('\n'))).toContain('waiting for lock 1 ×4\n');
  });

  it('puts a shared head on a line of its own', () => {
    expect(roundTrip(packageLog(100))).toMatch(/^@2031-05-04 10:20:\d\d$/m);
  });

  it('lists long shared stretches once and cuts between words only', () => {
    const short = roundTrip(accessLog(400)) ?? '';
    const listed = [...short.matchAll(/^&\w (.*)$/gm)].map((match) => match[1] ?? '');
    expect(listed.length).toBeGreaterThan(2);
    for (const segment of listed) expect(segment).toMatch(/^["\w/].*["\w/)>]$/);
  });

  it('leaves errors, warnings and rare lines as they are', () => {
    const text = serverLog(400);
    const short = roundTrip(text) ?? '';
    const reports = text.split('\n').filter((line) => /ERROR|WARN|rotated/.test(line));
    expect(reports.length).toBeGreaterThan(2);
    for (const line of reports) expect(short).toContain(line);
  });

  it('keeps Windows line ends', () => {
    const text = packageLog(100).replaceAll('\n', '\r\n');
    expect(roundTrip(text)).toContain('\r\n');
  });

  it('takes another sign when the text uses &', () => {
    const text = accessLog(400).replaceAll('cart?step=', 'cart?page=1&step=');
    const short = roundTrip(text) ?? '';
    expect(short.split('\n')[0]).not.toContain('&a');
    expect(short.length).toBeLessThan(text.length);
  });

  it('has nothing to offer for its own output, short texts and texts without repeats', () => {
    expect(shorten(roundTrip(accessLog(400)) ?? '')).toBeUndefined();
    expect(shorten('a\nb')).toBeUndefined();
    expect(shorten(Array.from({ length: 50 }, (_, at) => `${at} ${at * at}`).join('\n'))).toBe(
      undefined,
    );
  });

  it('refuses a text that holds its marks', () => {
    expect(shorten(`${'same line again here\n'.repeat(40)}ready ×3\n`)).toBeUndefined();
  });

  it('gives every text back, hostile ones too', () => {
    const piece = fc.constantFrom(
      ...['@', '=', '&a', '§b', '×2', ' ×3', '@2031-05-04 10:20:30', '2031-05-04 10:20:30 '],
      ...['2031-05-04 10:20:30 =x', 'status="ready" ', 'common words that many lines share here'],
      ...['[in short form; ×3 = line stands 3 times]', '&a common', 'error', '\r', '\t'],
      ...['日本語', '\ud800', '', ' ', '7', 'GET "/a" (b) <none>'],
    );
    const line = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    const repeated = fc
      .tuple(line, fc.integer({ min: 1, max: 7 }))
      .map(([text, times]) => Array.from({ length: times }, () => text));
    const lines = fc.array(repeated, { maxLength: 30 }).map((groups) => groups.flat());
    const ends = fc.constantFrom('\n', '\r\n');
    let shortened = 0;
    fc.assert(
      fc.property(lines, ends, (all, end) => {
        if (roundTrip(all.join(end)) !== undefined) shortened++;
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(shortened).toBeGreaterThan(100);
  });
});
