// What is said about the rows that are left out is counted again from the rows themselves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { timeIn } from '../../../src/compress/smart-crusher/lossy/read-time.ts';
import { contextFor } from '../context-for.ts';

interface Summary {
  readonly text: string;
  readonly left: readonly Record<string, unknown>[];
}

/** The summary of the rows that are missing, and those rows. */
function summaryOf(rows: readonly Record<string, unknown>[], budgetTokens = 400): Summary {
  const compressed = jsonRows.compress(JSON.stringify(rows), contextFor('json', { budgetTokens }));
  if (compressed === undefined || compressed instanceof Promise) throw new Error('all rows stay');
  const text = /^\(… .*\)$/m.exec(compressed.text)?.[0] ?? '';
  const shown = new Set([...compressed.text.matchAll(/^(\d+)\t/gm)].map(([, row]) => Number(row)));
  const left = rows.filter((_, index) => !shown.has(index + 1));
  expect(text).toContain(`(… ${left.length} rows`);
  return { text, left };
}

function count<Value>(values: readonly Value[], wanted: Value): number {
  return values.filter((value) => value === wanted).length;
}

const WORDS = ['lid', 'pot', 'jug', 'mug', 'tin'];

describe('the summary of rows left out', () => {
  it('has no value more for rows that lack one', () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: at,
      what: `${WORDS[at % 5] ?? ''} number ${at}`,
      ...(at % 4 !== 0 && { state: at % 3 === 0 ? 'cold' : 'warm' }),
    }));
    const { text, left } = summaryOf(rows);
    const states = left.map((row) => row['state']);
    expect(text).toContain(`state warm×${count(states, 'warm')} cold×${count(states, 'cold')}`);
    expect(text).not.toContain('+1');
  });

  it('says how many rows have no number, and of which column it speaks', () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: `cup ${(at * 7919) % 997}`,
      heat: { state: at % 3 === 0 ? 'cold' : 'warm', ...(at % 9 !== 4 && { degrees: at * 3.5 }) },
      guest: { state: at % 2 === 0 ? 'thirsty' : 'gone' },
    }));
    const { text, left } = summaryOf(rows);
    const none = left.filter((row) => !JSON.stringify(row).includes('degrees')).length;
    expect(none).toBeGreaterThan(3);
    expect(text).toMatch(new RegExp(`degrees [\\d.]+ none×${none}\\b`));
    expect(text).toMatch(/heat\.state warm×/);
    expect(text).toMatch(/guest\.state (?:gone|thirsty)×/);
  });

  it('counts alike rows where some write their columns apart', () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: at,
      cup:
        at % 10 === 7
          ? { size: at % 50, colour: 'red', kind: WORDS[at % 5] ?? '' }
          : { kind: WORDS[at % 5] ?? '', colour: at % 2 === 0 ? 'red' : 'blue', size: at % 50 },
    }));
    const { text, left } = summaryOf(rows);
    const alike = left.filter((row) => JSON.stringify(row['cup']).startsWith('{"kind"'));
    expect(alike.length).toBeLessThan(left.length);
    expect(text).toContain(`(… ${left.length} rows, ${alike.length} alike: `);
    const red = alike.filter((row) => JSON.stringify(row['cup']).includes('"red"')).length;
    expect(text).toMatch(new RegExp(`\\bred×${red}\\b`));
  });

  it('tells times apart that differ in less than a millisecond, and long integers', () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      at: `2031-05-10T21:31:00.2504${String((at * 7) % 300).padStart(3, '0')}Z`,
      id: `12345678901234${String(567_000 + ((at * 11) % 300))}`,
      what: `${WORDS[at % 5] ?? ''} number ${(at * 13) % 300}`,
    }));
    const json = JSON.stringify(rows).replaceAll(/"id":"(\d+)"/g, '"id":$1');
    const compressed = jsonRows.compress(json, contextFor('json', { budgetTokens: 400 }));
    if (compressed === undefined || compressed instanceof Promise) throw new Error('all rows stay');
    const shown = new Set(
      [...compressed.text.matchAll(/^(\d+)\t/gm)].map(([, row]) => Number(row)),
    );
    const left = rows.filter((_, index) => !shown.has(index + 1));
    const range = (values: readonly string[]): string => {
      const sorted = values.toSorted();
      return `${sorted[0] ?? ''}..${sorted.at(-1) ?? ''}`;
    };
    expect(compressed.text).toContain(`at ${range(left.map(({ at }) => at))}`);
    expect(compressed.text).toContain(`id ${range(left.map(({ id }) => id))}`);
  });
});

describe('a time without a zone', () => {
  const before = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = 'America/New_York';
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it('is the same wherever it is read', () => {
    expect(new Date(2031, 0, 1).getTimezoneOffset()).toBe(300);
    // On this day clocks there go from 2:00 to 3:00.
    for (const text of ['2030-03-10 02:30:00', '2030-03-10T02:30:00', '2030-03-10 02:30'])
      expect(timeIn(text)).toBe(Date.UTC(2030, 2, 10, 2, 30));
    expect(timeIn('2030-03-10')).toBe(Date.UTC(2030, 2, 10));
    expect(timeIn('2030-03-10 02:30:00 +0100')).toBe(Date.UTC(2030, 2, 10, 1, 30));
    expect(timeIn('2030-03-10 02:30 in the morning')).toBeNaN();
    expect(timeIn('2030-13')).toBeUndefined();
  });
});
