// The time that a report is about, as it is asked for on the command line.
import { HeadroomError } from '../../src/errors.ts';

export interface ReportWindow {
  /** Null: everything. */
  readonly sinceMs: number | null;
  /** "the last 7 days" */
  readonly period: string;
}

export interface WindowOptions {
  readonly hours?: string;
  readonly days?: string;
  readonly all?: boolean;
}

const DEFAULT_DAYS = '7';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether a window was asked for at all. */
export function isWindowAsked({ hours, days, all }: WindowOptions): boolean {
  return hours !== undefined || days !== undefined || all === true;
}

/** Throws `BAD_OPTION`. */
export function windowOf(options: WindowOptions, nowMs: number): ReportWindow {
  if (options.all) return { sinceMs: null, period: 'all time' };
  if (options.hours !== undefined) {
    const hours = positive(options.hours, '--hours');
    return { sinceMs: nowMs - hours * HOUR_MS, period: lastOf(hours, 'hour') };
  }
  const days = positive(options.days ?? DEFAULT_DAYS, '--days');
  return { sinceMs: nowMs - days * DAY_MS, period: lastOf(days, 'day') };
}

function positive(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new HeadroomError('BAD_OPTION', `${flag}: "${text}" is not a number above 0.`, {
    hint: `For example: headroom perf ${flag} 24. With --all you see everything there is.`,
  });
}

function lastOf(count: number, unit: string): string {
  return count === 1 ? `the last ${unit}` : `the last ${count} ${unit}s`;
}
