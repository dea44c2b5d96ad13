// Joins what was kept, with a short mark for each gap, and lists what is missing.
import type { Compressed, Omission } from '../compressor.ts';

/** A kept or dropped piece of a text; positions count from 1 in the original. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface GapOptions {
  readonly unit?: Omission['unit'];
  /** The kept lines show their own numbers, so a mark need not say which are missing. */
  readonly numbered?: boolean;
  /** A few words on the pieces [start, end) that are missing: "118 PASSED". */
  readonly describe?: (start: number, end: number) => string | undefined;
  /** Stands between pieces. */
  readonly separator?: string;
}

/** The kept pieces in order; `…` alone or `[… 214-331 118 PASSED]` for what is missing between them. */
export function joinKept(
  pieces: readonly Piece[],
  kept: ReadonlySet<number>,
  options: GapOptions = {},
): Compressed {
  const parts: string[] = [];
  const lost: Omission[] = [];
  let gapStart = 0;
  let lastMark: string | undefined;
  for (let index = 0; index <= pieces.length; index++) {
    const piece = pieces[index];
    if (piece !== undefined && !kept.has(index)) continue;
    if (gapStart < index) {
      const omission = omissionOf(pieces, { start: gapStart, end: index }, options);
      if (omission !== undefined) {
        const mark = gapMark(omission, options);
        lost.push(omission);
        // Several pieces may come from the same lines: once is enough to say from which.
        parts.push(mark === lastMark && options.numbered !== true ? '[…]' : mark);
        lastMark = mark;
      }
    }
    if (piece !== undefined) parts.push(piece.text);
    gapStart = index + 1;
  }
  return { text: parts.join(options.separator ?? '\n'), lost };
}

function gapMark(omission: Omission, options: GapOptions): string {
  const about = omission.about;
  if (options.numbered === true) return about === undefined ? '…' : `… ${about}`;
  const range =
    omission.from === omission.to ? String(omission.from) : `${omission.from}-${omission.to}`;
  return about === undefined ? `[… ${range}]` : `[… ${range}: ${about}]`;
}

function omissionOf(
  pieces: readonly Piece[],
  gap: { readonly start: number; readonly end: number },
  options: GapOptions,
): Omission | undefined {
  const first = pieces[gap.start];
  const last = pieces[gap.end - 1];
  if (first === undefined || last === undefined) return undefined;
  const about = options.describe?.(gap.start, gap.end);
  return {
    unit: options.unit ?? 'line',
    from: first.from,
    to: last.to,
    ...(about !== undefined && { about }),
  };
}
