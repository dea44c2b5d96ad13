// A log whose lines have been weighed.
import { ERROR, FAILURE, SUCCESS, SUMMARY, WARNING } from '../lines/meaning.ts';

export interface LogLine {
  meaning: number;
  importance: number;
  /** The report this line belongs to. */
  parent?: number;
  /** Lines with the same shape repeat each other. */
  shape: number;
  /** For a frame of a trace that stands further up as well: the report it belongs to there. */
  sameAs?: number;
  /** There it has other addresses or arguments. */
  hasOtherValues?: boolean;
}

export interface Log {
  /** Without stamps. */
  readonly lines: readonly string[];
  readonly read: readonly LogLine[];
  readonly isAccessLog?: boolean;
  /** Each line stands for itself: its neighbours have nothing to do with it. */
  readonly standAlone?: boolean;
}

/** What a report means. */
export const REPORT = ERROR | FAILURE | WARNING;

/** Whether a line only says that something went well. */
export function isOnlySuccess(meaning: number): boolean {
  return (meaning & (SUCCESS | SUMMARY | ERROR | FAILURE)) === SUCCESS;
}

/** At least so much. */
export function raise(line: LogLine | undefined, least: number): void {
  if (line !== undefined) line.importance = Math.max(line.importance, least);
}

export function isBlank(line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    if (line.charCodeAt(at) > 32) return false;
  }
  return true;
}
