// Reads `rg --json`, one record a line, as the hits that rg would have printed without it.
import type { SearchLine } from './read-hits.ts';

const FIRST_RECORD = '{"type":"begin"';

/** A line for each record, in order; undefined for anything else, and for paths or texts that are no UTF-8. */
export function readRgJson(text: string): readonly SearchLine[] | undefined {
  if (!text.startsWith(FIRST_RECORD)) return undefined;
  const read: SearchLine[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const found = readRecord(parse(line));
    if (found === undefined) return undefined;
    read.push(found);
  }
  return read;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readRecord(record: unknown): SearchLine | undefined {
  const data = member(record, 'data');
  switch (member(record, 'type')) {
    case 'match':
      return readHit(data, { kind: 'hit', separator: ':' });
    case 'context':
      return readHit(data, { kind: 'context', separator: '-' });
    case 'begin':
    case 'end':
      return { kind: 'other', text: '' };
    case 'summary':
      return { kind: 'other', text: printSummary(data) };
    default:
      return undefined;
  }
}

function readHit(
  data: unknown,
  how: { readonly kind: 'hit' | 'context'; readonly separator: string },
): SearchLine | undefined {
  const path = member(member(data, 'path'), 'text');
  const text = member(member(data, 'lines'), 'text');
  const line = member(data, 'line_number');
  if (typeof path !== 'string' || typeof text !== 'string') return undefined;
  const place = typeof line === 'number' ? String(line) : '';
  return { ...how, path, place, text: text.replace(/\r?\n$/, '') };
}

const COUNTS = ['matches', 'matched_lines', 'searches_with_match', 'searches', 'bytes_searched'];

/** "summary: matches:87 matched_lines:85 ...", in rg's own words. */
function printSummary(data: unknown): string {
  const stats = member(data, 'stats');
  const elapsed = member(member(data, 'elapsed_total'), 'human');
  const counts = COUNTS.flatMap((name) => {
    const count = member(stats, name);
    return typeof count === 'number' ? [`${name}:${count}`] : [];
  });
  if (typeof elapsed === 'string') counts.push(`elapsed:${elapsed}`);
  return `summary: ${counts.join(' ')}`;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
