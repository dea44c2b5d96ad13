// Reads `--since`: a day, a point in time, or a span back from now.
import { HeadroomError } from '../../src/errors.ts';

export interface Since {
  /** Null: from the beginning. */
  readonly sinceMs: number | null;
  /** "since 2026-01-31", "the last 7 days", "all time" */
  readonly period: string;
}

const UNITS: Readonly<Record<string, readonly [name: string, ms: number]>> = {
  h: ['hour', 3_600_000],
  d: ['day', 86_400_000],
  w: ['week', 604_800_000],
};
const SPAN = /^(\d{1,5}(?:\.\d{1,3})?)([hdw])$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Throws a HeadroomError for what is neither. */
export function readSince(text: string | undefined, nowMs: number): Since {
  if (text === undefined) return { sinceMs: null, period: 'all time' };
  const [, count = '', letter = ''] = SPAN.exec(text) ?? [];
  const unit = UNITS[letter];
  if (unit !== undefined) {
    const [name, ms] = unit;
    const period = count === '1' ? `the last ${name}` : `the last ${count} ${name}s`;
    return { sinceMs: nowMs - Number(count) * ms, period };
  }
  const sinceMs = DAY.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(sinceMs)) return { sinceMs, period: `since ${text}` };
  throw new HeadroomError('BAD_OPTION', `--since: "${text}" is no day and no span of time.`, {
    hint: 'For example: --since 2026-01-31, --since 7d, --since 12h.',
  });
}
