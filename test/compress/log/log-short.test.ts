import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logShort } from '../../../src/compress/log/log-short.ts';
import { readQuery } from '../../../src/compress/relevance/read-query.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { accessLog, packageLog, serverLog } from './sample-logs.ts';

const context = contextFor('log', { budgetTokens: 0 });

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

  it('leaves the line that took long as it is', () => {
    const lines = Array.from(
      { length: 240 },
      (_, at) =>
        `worker ${at} picked up a job from the queue after ${at === 99 ? 8120 : 3 + (at % 4)} ms`,
    );
    const short = roundTrip(lines.join('\n')) ?? '';
    expect(short).toMatch(/^&\w worker \* picked up/m);
    expect(short).toContain('worker 99 picked up a job from the queue after 8120 ms');
  });

  it('writes lines of one kind as values of a template, wherever they stand', () => {
    const lines = Array.from({ length: 240 }, (_, at) =>
      at % 3 === 0
        ? `worker ${at} picked up job number ${at * 7} from the waiting queue after ${at % 13} ms`
        : `shard ${at} wrote ${at * 11} rows to the primary table and ${at % 5} rows to the index`,
    );
    const short = roundTrip(lines.join('\n')) ?? '';
    expect(short).toMatch(/^&\w worker \* picked up job number \* from/m);
    expect(short).toMatch(/^&\w 3 21 3$/m);
    expect(estimateTokens(short)).toBeLessThan(estimateTokens(lines.join('\n')) * 0.6);
  });

  it('shares the date among lines that are values of a template, and leaves it with all others', () => {
    const time = (at: number): string => `2031-05-04T10:${20 + (at >> 6)}:11.${100 + at}Z`;
    const lines = Array.from(
      { length: 240 },
      (_, at) => `${time(at)} INFO stored order ${at * 31} in shard ${at % 17} of the west region`,
    );
    lines[77] = `${time(77)} ERROR shard 4 of the west region is read-only`;
    const short = roundTrip(lines.join('\n')) ?? '';
    expect(short).toMatch(/^@2031-05-04T…$/m);
    expect(short).toMatch(/^10:20:11\.105Z &a 155 5$/m);
    expect(short).toContain(lines[77]);
  });

  it('takes another slot when the text uses *', () => {
    const text = Array.from(
      { length: 60 },
      (_, at) => `job ${at} matched the pattern src/*.ts in ${at * 3} files and ${at * 17} lines`,
    ).join('\n');
    expect(roundTrip(text)).toContain('its □ are the values');
  });

  it('puts the file that neighbouring tests share on a line of its own', () => {
    const text = Array.from(
      { length: 60 },
      (_, at) => `tests/orders/test_prices_${at >> 4}.py::test_price_${at * 7919} PASSED`,
    ).join('\n');
    expect(roundTrip(text)).toMatch(/^@tests\/orders\/test_prices_0\.py::…\ntest_price_0 PASSED$/m);
  });

  it('leaves what was asked for as it is', () => {
    const text = packageLog(100);
    const line = text.split('\n')[77] ?? '';
    const version = /1\.\d+\.0-1/.exec(line)?.[0] ?? '';
    const query = readQuery(
      `When was version "${version}" of the package installed on this machine?`,
    );
    const compressed = logShort.compress(text, {
      ...context,
      ...(query !== undefined && { query }),
    });
    expect((compressed as { text: string }).text).toContain(line);
  });

  it('gives up on a text that will not get near its budget when a lossy form follows', () => {
    const text = serverLog(600);
    const tight = { ...context, budgetTokens: 300 };
    expect(logShort.compress(text, tight)).toBeDefined();
    expect(logShort.compress(text, { ...tight, lossyFollows: true })).toBeUndefined();
    expect(
      logShort.compress(text, { ...context, budgetTokens: 50_000, lossyFollows: true }),
    ).toBeDefined();
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
      ...['日本語', '\ud800', '', ' ', '7', 'GET "/a" (b) <none>', '*', '□', '…', 'a::b…', '::'],
      ...['read 7 blocks of file 12 again ', 'read 8 blocks of file 3 again '],
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
