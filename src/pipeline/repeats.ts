// Texts that repeat an earlier text of the same body: replaced by a reference and what changed, where that is clearly shorter.
// Law: lossless. What the reference leaves out can be read above it, and the original can be fetched besides.
import { readCall } from '../compress/origin/read-call.ts';
import { createCandidates, LEAST_SHARED, type Candidates } from '../compress/repeat/candidates.ts';
import { findRepeat, LONGEST_CHARACTERS, type Repeat } from '../compress/repeat/find-repeat.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { RetrievalWay, Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Decision, KeepReason, LedgerEntry, Markers } from './ports.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import { areLinesAlike, asSent, countParts, referableOf, type Referable } from './referable.ts';
import type { StandingTexts } from './standing-texts.ts';

export interface RepeatsContext {
  readonly markers: Markers;
  readonly way: Exclude<RetrievalWay, 'none'>;
  readonly earlier: EarlierTexts;
}

/** By estimate, against what would be sent otherwise: far enough that the error of the estimate cannot turn it. */
const CLEAR_WIN = 0.7;
const LEAST_SAVED_TOKENS = 60;

/**
 * The entries of a body with repeats among them, text by text. `decisions`: those that stand already; `before`: what the body
 * leaves out.
 */
export function* withRepeats(
  about: {
    readonly segments: readonly Segment[];
    readonly decisions: ReadonlyMap<SegmentKey, Decision>;
    readonly entries: readonly LedgerEntry[];
    readonly before?: StandingTexts | undefined;
  },
  context: RepeatsContext,
): Generator<undefined, readonly LedgerEntry[]> {
  const { segments, decisions, entries, before } = about;
  const fresh = new Map(entries.map((entry) => [entry.key, entry]));
  const targets = new Map<Segment, Segment>();
  for (const segment of segments) {
    const entry = fresh.get(segment.key);
    if (mayRepeat(segment, entry)) targets.set(segment, asSent(segment, entry.decision));
  }
  const isAlone = segments.length === 1 && before === undefined;
  if (targets.size === 0 || isAlone) return entries;
  const asked = yield* linesOfAll(targets.values(), context.earlier);
  const linesOf = (segment: Segment): ReadonlySet<number> =>
    targets.size === 1 ? asked : new Set(context.earlier.print(segment).hashes);
  const parts = before?.countParts(segments) ?? countParts(segments);
  const seen = new Set<SegmentKey>();
  const earlier = createEarlier(asked, before, () => before?.referable(parts) ?? NONE);
  for (const segment of segments) {
    yield;
    const { key } = segment;
    const entry = fresh.get(key);
    const standing = decisions.get(key) ?? entry?.decision;
    if (standing === undefined || seen.has(key) || before?.segment(key) !== undefined) continue;
    const sent = targets.get(segment);
    const repeated =
      entry && sent ? repeatOf(segment, entry, { sent, earlier, linesOf, context }) : undefined;
    if (repeated !== undefined) fresh.set(key, repeated);
    const one = referableOf(segment, repeated?.decision ?? standing, { ...context, parts });
    if (one === undefined) continue;
    seen.add(key);
    earlier.candidates.add(one.call, one);
  }
  return entries.map((entry) => fresh.get(entry.key) ?? entry);
}

const NONE: ReadonlyMap<string, Referable> = new Map();

/** Hashes of the lines of all texts that may turn out to be repeats. */
function* linesOfAll(
  targets: Iterable<Segment>,
  earlier: EarlierTexts,
): Generator<undefined, ReadonlySet<number>> {
  const hashes = new Set<number>();
  for (const target of targets) {
    yield;
    if (target.text.length > LONGEST_CHARACTERS) continue;
    for (const hash of earlier.print(target).hashes) hashes.add(hash);
  }
  return hashes;
}

/** Reasons after which a text was looked at and found to have no shorter form; every other reason is a rule that keeps it. */
const LOOKED_AT: ReadonlySet<KeepReason> = new Set([
  'no-compressor',
  'not-smaller',
  'no-retrieval',
]);
/** What an agent follows or has just written stays as it is. */
const UNTOUCHED: ReadonlySet<string> = new Set(['skill', 'edit', 'retrieval']);

function mayRepeat(segment: Segment, entry: LedgerEntry | undefined): entry is LedgerEntry {
  if (entry === undefined) return false;
  const { decision } = entry;
  if (segment.tool === undefined) return false;
  if (decision.action === 'keep' && !LOOKED_AT.has(decision.reason)) return false;
  return !UNTOUCHED.has(readCall(segment.tool, segment.toolInput).origin.use);
}

/** What a text may repeat, by the names of calls. */
interface Earlier {
  /** Of the body itself, up to the text; also of what stands before it, once a text had something in common with that. */
  readonly candidates: Candidates<Referable>;
  /** A long conversation is gone through only for a text that shares something with it. */
  lookBefore(text: string, lines: () => ReadonlySet<number>): void;
}

function createEarlier(
  asked: ReadonlySet<number>,
  before: StandingTexts | undefined,
  referable: () => ReadonlyMap<string, Referable>,
): Earlier {
  const candidates = createCandidates<Referable>(asked);
  let hasLooked = before === undefined;
  return {
    candidates,
    lookBefore: (text, lines) => {
      if (hasLooked || before === undefined || text.length > LONGEST_CHARACTERS) return;
      if (!before.mayHold(text) && before.mostShared(lines()) < LEAST_SHARED) return;
      hasLooked = true;
      candidates.addBefore(referable());
    },
  };
}

function repeatOf(
  segment: Segment,
  entry: LedgerEntry,
  about: {
    /** The text that is compared. */
    readonly sent: Segment;
    readonly earlier: Earlier;
    readonly linesOf: (segment: Segment) => ReadonlySet<number>;
    readonly context: RepeatsContext;
  },
): LedgerEntry | undefined {
  const { sent, earlier, context } = about;
  const lines = (): ReadonlySet<number> => about.linesOf(sent);
  earlier.lookBefore(sent.text, lines);
  const repeat = findRepeat(sent.text, earlier.candidates, lines);
  if (repeat === undefined) return undefined;
  if (sent !== segment && !areLinesAlike(sent.text, repeat.earlier.text)) return undefined;
  const { markers, way } = context;
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

function wordsFor({ earlier, sent, isBlame }: Repeat<Referable>): string {
  if (sent === '') return `same text as the earlier full result of ${earlier.call}`;
  return isBlame
    ? `line numbers behind a commit stand for lines of the earlier full result of ${earlier.call}`
    : `ranges marked below stand unchanged in the earlier full result of ${earlier.call}`;
}
