// A decision that refers to an earlier text counts only while that text stands before it in the body, whole.
// Law: what a reader is pointed to is there to be read, in the very same request.
import { createHash } from 'node:crypto';
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Decision } from './ports.ts';

type Decisions = ReadonlyMap<SegmentKey, Decision>;

/** Whether a reader can see all of a text: sent verbatim or losslessly, and not as a reference itself. */
export function isShownWhole(decision: Decision): boolean {
  return (
    decision.action === 'keep' || (decision.fidelity !== 'lossy' && decision.base === undefined)
  );
}

/** Under this key stands what is sent for a text whose base is gone. Its first decision stays as it is, for bodies that have it. */
export function wholeKey(key: SegmentKey): SegmentKey {
  return createHash('sha256').update(`whole:${key}`).digest('hex');
}

/** Texts of this body whose decision refers to a text that is not there. */
export function findOrphans(about: {
  readonly segments: readonly Segment[];
  readonly decisions: Decisions;
  readonly mayDropEarlier: boolean;
}): readonly Segment[] {
  const { segments, decisions, mayDropEarlier } = about;
  const seen = new Map<SegmentKey, Segment>();
  const orphans: Segment[] = [];
  for (const segment of segments) {
    if (seen.has(segment.key)) continue;
    const decision = decisions.get(segment.key);
    if (decision?.action === 'replace' && decision.base !== undefined) {
      const base = seen.get(decision.base);
      if (mayDropEarlier || base === undefined || !isThere(base, decisions)) orphans.push(segment);
    }
    seen.set(segment.key, segment);
  }
  return orphans;
}

/** History without a record is sent as it is. */
function isThere(base: Segment, decisions: Decisions): boolean {
  const decision = decisions.get(base.key);
  return decision === undefined ? base.zone === 'settled' : isShownWhole(decision);
}
