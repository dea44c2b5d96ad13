// Texts that repeat an earlier text of the same body: replaced by a reference and what changed, where that is clearly shorter.
// Law: lossless. What the reference leaves out can be read above it, and the original can be fetched besides.
import { readCall } from '../compress/origin/read-call.ts';
import {
  findRepeat,
  LEAST_SHARED,
  LONGEST_CHARACTERS,
  type Repeat,
} from '../compress/repeat/find-repeat.ts';
import type { LinePrint } from '../compress/repeat/line-print.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { RetrievalWay, Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Decision, KeepReason, LedgerEntry, Markers } from './ports.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import { countParts, noteLatest, referableOf, type Referable } from './referable.ts';
import type { StandingTexts } from './standing-texts.ts';

export interface RepeatsContext {
  readonly markers: Markers;
  readonly way: Exclude<RetrievalWay, 'none'>;
  readonly earlier: EarlierTexts;
}

/** By estimate, against what would be sent otherwise: far enough that the error of the estimate cannot turn it. */
const CLEAR_WIN = 0.7;
const LEAST_SAVED_TOKENS = 60;

/** The entries of a body with repeats among them. `decisions`: those that stand already; `before`: what the body leaves out. */
export function withRepeats(
  about: {
    readonly segments: readonly Segment[];
    readonly decisions: ReadonlyMap<SegmentKey, Decision>;
    readonly entries: readonly LedgerEntry[];
    readonly before?: StandingTexts | undefined;
  },
  context: RepeatsContext,
): readonly LedgerEntry[] {
  const { segments, decisions, entries, before } = about;
  const fresh = new Map(entries.map((entry) => [entry.key, entry]));
  const targets = new Set(segments.filter((segment) => mayRepeat(segment, fresh.get(segment.key))));
  if (targets.size === 0) return entries;
  const parts = before?.countParts(segments) ?? countParts(segments);
  const seen = new Set<SegmentKey>();
  const latest = new Map<string, Referable>();
  const first = before?.referable(parts) ?? NONE;
  for (const segment of segments) {
    const { key } = segment;
    const entry = fresh.get(key);
    const standing = decisions.get(key) ?? entry?.decision;
    if (standing === undefined || seen.has(key) || before?.segment(key) !== undefined) continue;
    const repeated =
      entry && targets.has(segment)
        ? repeatOf(segment, entry, { first, latest, before, context })
        : undefined;
    if (repeated !== undefined) fresh.set(key, repeated);
    const one = referableOf(segment, repeated?.decision ?? standing, { ...context, parts });
    if (one === undefined) continue;
    seen.add(key);
    noteLatest(latest, one);
  }
  return entries.map((entry) => fresh.get(entry.key) ?? entry);
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
  if (segment.tool === undefined) return false;
  if (decision.action === 'keep' && !LOOKED_AT.has(decision.reason)) return false;
  return !UNTOUCHED.has(readCall(segment.tool, segment.toolInput).origin.use);
}

/** What a text may repeat, by the names of calls. */
interface Earlier {
  /** Stands before the body. */
  readonly first: ReadonlyMap<string, Referable>;
  /** Of the body itself, up to the text. */
  readonly latest: ReadonlyMap<string, Referable>;
  readonly before: StandingTexts | undefined;
}

const NONE: ReadonlyMap<string, Referable> = new Map();

/** In order. A long conversation is gone through only for a text that shares something with it. */
function candidatesFor(
  text: string,
  print: () => LinePrint,
  { first, latest, before }: Earlier,
): readonly Referable[] {
  const own = [...latest.values()];
  if (before === undefined || first.size === 0 || text.length > LONGEST_CHARACTERS) return own;
  if (!before.mayHold(text) && before.mostShared(new Set(print().hashes)) < LEAST_SHARED)
    return own;
  return [...[...first.values()].filter(({ call }) => !latest.has(call)), ...own];
}

function repeatOf(
  segment: Segment,
  entry: LedgerEntry,
  about: Earlier & { readonly context: RepeatsContext },
): LedgerEntry | undefined {
  const print = (): LinePrint => about.context.earlier.print(segment);
  const repeat = findRepeat(segment.text, candidatesFor(segment.text, print, about), print);
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

function wordsFor({ earlier, sent, isBlame }: Repeat<Referable>): string {
  if (sent === '') return `same text as the earlier full result of ${earlier.call}`;
  return isBlame
    ? `line numbers behind a commit stand for lines of the earlier full result of ${earlier.call}`
    : `ranges marked below stand unchanged in the earlier full result of ${earlier.call}`;
}
