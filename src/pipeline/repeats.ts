// Texts that repeat an earlier text of the same body: replaced by a reference and what changed, where that is clearly shorter.
// Law: lossless. What the reference leaves out can be read above it, and the original can be fetched besides.
import { originOf } from '../compress/origin.ts';
import { findRepeat, type EarlierText, type Repeat } from '../compress/repeat/find-repeat.ts';
import { readToolInput } from '../compress/tool-input.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { RetrievalWay, Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Decision, KeepReason, LedgerEntry, Markers } from './ports.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import { isShownWhole } from './repeat-base.ts';

export interface RepeatsContext {
  readonly markers: Markers;
  readonly way: Exclude<RetrievalWay, 'none'>;
  readonly earlier: EarlierTexts;
}

/** By estimate, against what would be sent otherwise: far enough that the error of the estimate cannot turn it. */
const CLEAR_WIN = 0.7;
const LEAST_SAVED_TOKENS = 60;

/** The entries of a body with repeats among them. `decisions`: those that stand already. */
export function withRepeats(
  about: {
    readonly segments: readonly Segment[];
    readonly decisions: ReadonlyMap<SegmentKey, Decision>;
    readonly entries: readonly LedgerEntry[];
  },
  context: RepeatsContext,
): readonly LedgerEntry[] {
  const fresh = new Map(about.entries.map((entry) => [entry.key, entry]));
  const wanted = about.segments.filter((segment) => mayRepeat(segment, fresh.get(segment.key)));
  if (wanted.length === 0) return about.entries;
  const targets = new Set(wanted);
  const callParts = countParts(about.segments);
  const seen = new Map<SegmentKey, Earlier>();
  for (const segment of about.segments) {
    const entry = fresh.get(segment.key);
    const standing = about.decisions.get(segment.key) ?? entry?.decision;
    if (standing === undefined || seen.has(segment.key)) continue;
    const repeated =
      entry && targets.has(segment) ? repeatOf(segment, entry, { seen, context }) : undefined;
    if (repeated !== undefined) fresh.set(segment.key, repeated);
    const decision = repeated?.decision ?? standing;
    // A reader is pointed to a call; a result of several texts has no single one.
    const isAlone = segment.callId !== undefined && callParts.get(segment.callId) === 1;
    if (isAlone && segment.tool !== undefined && isShownWhole(decision))
      seen.set(segment.key, earlierText(segment, decision, context.earlier));
  }
  return about.entries.map((entry) => fresh.get(entry.key) ?? entry);
}

/** An earlier text that may be pointed to. */
interface Earlier extends EarlierText {
  readonly key: SegmentKey;
  readonly call: string;
}

function earlierText(segment: Segment, decision: Decision, earlier: EarlierTexts): Earlier {
  const { key, text } = segment;
  return {
    key,
    text,
    call: earlier.call(segment),
    hasLines: keepsLines(decision),
    print: () => earlier.print(segment),
  };
}

function countParts(segments: readonly Segment[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { callId } of segments) {
    if (callId !== undefined) parts.set(callId, (parts.get(callId) ?? 0) + 1);
  }
  return parts;
}

/** Reasons after which a text was looked at and found to have no shorter form; every other reason is a rule that keeps it. */
const LOOKED_AT: ReadonlySet<KeepReason> = new Set([
  'no-compressor',
  'not-smaller',
  'no-retrieval',
]);
/** What an agent follows or has just written stays as it is. */
const UNTOUCHED: ReadonlySet<string> = new Set(['skill', 'edit', 'retrieval']);

function mayRepeat(segment: Segment, entry: LedgerEntry | undefined): boolean {
  if (entry === undefined) return false;
  const { decision } = entry;
  if (segment.form !== 'string' || segment.tool === undefined) return false;
  if (decision.action === 'keep' && !LOOKED_AT.has(decision.reason)) return false;
  return !UNTOUCHED.has(originOf(segment.tool, readToolInput(segment.toolInput)).use);
}

function repeatOf(
  segment: Segment,
  entry: LedgerEntry,
  about: { readonly seen: ReadonlyMap<SegmentKey, Earlier>; readonly context: RepeatsContext },
): LedgerEntry | undefined {
  const repeat = findRepeat(segment.text, latestByCall([...about.seen.values()]));
  if (repeat === undefined) return undefined;
  const { markers, way } = about.context;
  const handle = markers.handleFor(segment.text);
  const marker = markers.marker({ handle, lost: [], way, instead: wordsFor(repeat) });
  const text = repeat.sent === '' ? marker : `${marker}\n${repeat.sent}`;
  const tokensAfter = repeat.tokens + estimateTokens(marker);
  const { decision } = entry;
  const isReplaced = decision.action === 'replace';
  const tokensBefore = isReplaced ? decision.tokensBefore : estimateTokens(segment.text);
  const otherwise = isReplaced ? decision.tokensAfter : tokensBefore;
  if (tokensAfter > otherwise * CLEAR_WIN || otherwise - tokensAfter < LEAST_SAVED_TOKENS)
    return undefined;
  return {
    key: segment.key,
    decision: {
      action: 'replace',
      text,
      by: 'repeat',
      kind: isReplaced ? decision.kind : 'text',
      fidelity: 'exact',
      tokensBefore,
      tokensAfter,
      handle,
      base: repeat.earlier.key,
    },
    original: {
      handle,
      text: segment.text,
      ...(segment.tool !== undefined && { tool: segment.tool }),
    },
  };
}

/** Of calls with one name the words "the earlier full result of" mean the latest. */
function latestByCall(earlier: readonly Earlier[]): readonly Earlier[] {
  const latest = new Map<string, Earlier>();
  for (const one of earlier) {
    latest.delete(one.call);
    latest.set(one.call, one);
  }
  return [...latest.values()];
}

function wordsFor({ earlier, sent }: Repeat<Earlier>): string {
  return sent === ''
    ? `same text as the earlier full result of ${earlier.call}`
    : `ranges marked below stand unchanged in the earlier full result of ${earlier.call}`;
}

/** Compressors after which the lines of a text are still its lines. */
const LINE_BY_LINE: ReadonlySet<string> = new Set(['gutter', 'terminal']);

function keepsLines(decision: Decision): boolean {
  if (decision.action === 'keep') return true;
  return decision.by.split('+').every((step) => LINE_BY_LINE.has(step));
}
