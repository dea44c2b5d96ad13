// Which texts of a conversation a later one may refer to, and by what name.
import { haveOnePrefix } from '../compress/page/page-head.ts';
import type { EarlierText } from '../compress/repeat/candidates.ts';
import { areReadAlike } from '../compress/xml/xml-head.ts';
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import type { Decision } from './ports.ts';

/** An earlier text that may be pointed to. */
export interface Referable extends EarlierText {
  readonly key: SegmentKey;
  readonly call: string;
}

/** Whether a reader can see all of a text: sent verbatim or losslessly, and not as a reference itself. */
export function isShownWhole(decision: Decision): boolean {
  return (
    decision.action === 'keep' || (decision.fidelity !== 'lossy' && decision.base === undefined)
  );
}

/** How many texts each call gave. */
export type CallParts = ReadonlyMap<string, number>;

/** Of these segments. */
export function countParts(segments: readonly Segment[]): CallParts {
  const parts = new Map<string, number>();
  for (const { callId } of segments) {
    if (callId !== undefined) parts.set(callId, (parts.get(callId) ?? 0) + 1);
  }
  return parts;
}

/** The text as one that may be pointed to, if it may be. */
export function referableOf(
  segment: Segment,
  decision: Decision,
  about: { readonly earlier: EarlierTexts; readonly parts: CallParts },
): Referable | undefined {
  const { key, callId, tool } = segment;
  // A reader is pointed to a call; a result of several texts has no single one.
  const isAlone = callId !== undefined && about.parts.get(callId) === 1;
  if (!isAlone || tool === undefined || !isShownWhole(decision)) return undefined;
  const sent = asSent(segment, decision);
  return {
    key,
    text: sent.text,
    call: about.earlier.call(segment),
    hasLines: sent !== segment || keepsLines(decision),
    print: () => about.earlier.print(sent),
  };
}

/** Compressors that write lines of their own, to which a later text in the same notation can be compared. */
const LINES_OF_ITS_OWN: ReadonlySet<string> = new Set(['page-short', 'xml-short']);

/** Whether equal lines of two such texts say the same. */
export function areLinesAlike(one: string, other: string): boolean {
  return haveOnePrefix(one, other) && areReadAlike(one, other);
}

/** The segment with the lines that a reader sees where those are of such a notation; else the very same. */
export function asSent(segment: Segment, decision: Decision): Segment {
  const isOwn = decision.action === 'replace' && LINES_OF_ITS_OWN.has(decision.by);
  return isOwn ? { ...segment, key: `${segment.key} as sent`, text: decision.text } : segment;
}

/** Compressors after which the lines of a text are still its lines. */
const LINE_BY_LINE: ReadonlySet<string> = new Set(['gutter', 'terminal']);

function keepsLines(decision: Decision): boolean {
  if (decision.action === 'keep') return true;
  return decision.by.split('+').every((step) => LINE_BY_LINE.has(step));
}

/** Of calls with one name the words "the earlier full result of" mean the latest. */
export function noteLatest(latest: Map<string, Referable>, one: Referable): void {
  latest.delete(one.call);
  latest.set(one.call, one);
}
