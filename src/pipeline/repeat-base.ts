// A decision that refers to an earlier text counts only while that text stands before it in the body, whole.
// Law: what a reader is pointed to is there to be read, in the very same request.
import { createHash } from 'node:crypto';
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Decision } from './ports.ts';
import { isShownWhole } from './referable.ts';
import type { StandingTexts } from './standing-texts.ts';

type Decisions = ReadonlyMap<SegmentKey, Decision>;

/** Under this key stands what is sent for a text whose base is gone. Its first decision stays as it is, for bodies that have it. */
export function wholeKey(key: SegmentKey): SegmentKey {
  return createHash('sha256').update(`whole:${key}`).digest('hex');
}

/** Texts of this body whose decision refers to a text that is not there. */
export function findOrphans(about: {
  readonly segments: readonly Segment[];
  readonly decisions: Decisions;
  readonly mayDropEarlier: boolean;
  readonly before?: StandingTexts | undefined;
}): readonly Segment[] {
  const { segments, decisions, mayDropEarlier, before } = about;
  const seen = new Map<SegmentKey, Segment>();
  const orphans: Segment[] = [];
  for (const segment of segments) {
    if (seen.has(segment.key) || before?.segment(segment.key) !== undefined) continue;
    const decision = decisions.get(segment.key);
    if (decision?.action === 'replace' && decision.base !== undefined) {
      const base = seen.get(decision.base) ?? before?.segment(decision.base);
      const standing = base && (decisions.get(base.key) ?? before?.decision(base.key));
      if (mayDropEarlier || base === undefined || !isThere(base, standing)) orphans.push(segment);
    }
    seen.set(segment.key, segment);
  }
  return orphans;
}

/** History without a record is sent as it is. */
function isThere(base: Segment, decision: Decision | undefined): boolean {
  return decision === undefined ? base.zone === 'settled' : isShownWhole(decision);
}
