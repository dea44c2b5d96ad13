// The decisions about all texts of one body: recalled where there are any, taken and recorded where there are none.
// Law: a text that was decided about is not decided about again, unless the text it refers to has left the body.
import type { Profile } from '../compress/compressor.ts';
import type { RetrievalWay, Segment, SegmentKey } from '../wire/wire-format.ts';
import type { Fresh } from './count-later.ts';
import { decide, type DecideContext } from './decide.ts';
import { eachOf, inTurns } from './in-turns.ts';
import { keepReason } from './policy.ts';
import type {
  CompressionEngine,
  Decision,
  DecisionLedger,
  GiveWay,
  LedgerEntry,
  Markers,
} from './ports.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import { findOrphans, wholeKey } from './repeat-base.ts';
import { withRepeats } from './repeats.ts';
import type { StandingTexts } from './standing-texts.ts';

export interface DecidingParts {
  readonly ledger: DecisionLedger;
  readonly markers: Markers;
  readonly engine: CompressionEngine;
  readonly profile: Profile;
  readonly onFault: (where: string, error: unknown) => void;
  /** Absent: nobody else needs the thread. */
  readonly giveWay?: GiveWay | undefined;
}

/** What the decisions of one body depend on besides its texts. */
export interface BodyQuestion {
  readonly question: string | undefined;
  readonly way: RetrievalWay;
  readonly mayDropEarlier: boolean;
  /** False: replay, but write nothing down. */
  readonly records: boolean;
  /** As in `PrepareRequest`. */
  readonly claim?: (() => boolean) | undefined;
  /** Of a body that holds only what a turn added: the texts before it. */
  readonly before?: StandingTexts;
  /** Called once the compressors are at work: what takes time is best done then. */
  readonly meanwhile?: () => void;
}

/** Decisions under way: two requests that meet the same text at once share one. */
export type Undecided = Map<SegmentKey, Promise<LedgerEntry>>;

/** What requests have in common while the process lives. */
export interface Shared {
  readonly undecided: Undecided;
  readonly earlier: EarlierTexts;
}

export interface BodyDecisions {
  readonly decisions: ReadonlyMap<SegmentKey, Decision>;
  /** Those of this request; what is sent for a text whose base is gone is among them. */
  readonly fresh: readonly Fresh[];
  /** Keys of texts that were never decided about before. */
  readonly firsts: ReadonlySet<SegmentKey>;
}

/** One decision for every text. */
export async function decideBody(
  segments: readonly Segment[],
  about: BodyQuestion,
  parts: DecidingParts & Shared,
): Promise<BodyDecisions> {
  const { ledger, giveWay } = parts;
  const known = await inTurns(recall(segments, about, ledger), giveWay);
  const orphans = findOrphans({ segments, decisions: known, ...about });
  const wholeKeys = orphans.map(({ key }) => wholeKey(key));
  const whole = await inTurns(recallKeys(wholeKeys, ledger), giveWay);
  const standing = new Map(known);
  for (const { key } of orphans) replaceIn(standing, key, whole.get(wholeKey(key)));
  const asked = { ...parts, ...about };
  const fresh = unique(segments.filter(({ key }) => !known.has(key)));
  const deciding: Promise<LedgerEntry>[] = [];
  const start = (segment: Segment) => deciding.push(awaitedLater(decideFirst(segment, asked)));
  await inTurns(eachOf(fresh, start), giveWay);
  about.meanwhile?.();
  await inTurns(readyMeanwhile(fresh, asked), giveWay);
  const first = await Promise.all(deciding);
  const again = await Promise.all(
    orphans.filter(({ key }) => !standing.has(key)).map((segment) => decideWhole(segment, asked)),
  );
  const repeats = await repeatsAmong(first, { segments, standing, ...asked });
  const isInTime = about.claim?.() ?? true;
  const entries = isInTime ? [...repeats, ...again] : [...first, ...again].map(keptTooLate);
  const decided = about.records ? await inTurns(commit(entries, ledger), giveWay) : byKey(entries);
  return settle(segments, { standing, decided, fresh, orphans }, asked);
}

/** A text that stands before the body, too, is what it is there. */
function* recall(
  segments: readonly Segment[],
  { before }: BodyQuestion,
  ledger: DecisionLedger,
): Generator<undefined, ReadonlyMap<SegmentKey, Decision>> {
  const keys = segments.map(({ key }) => key);
  const known = new Map(yield* recallKeys(keys, ledger));
  for (const key of keys) {
    const decision = before?.decision(key);
    if (decision !== undefined) known.set(key, decision);
  }
  return known;
}

const KEYS_AT_ONCE = 64;

function* recallKeys(
  keys: readonly SegmentKey[],
  ledger: DecisionLedger,
): Generator<undefined, ReadonlyMap<SegmentKey, Decision>> {
  const known = new Map<SegmentKey, Decision>();
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const found = ledger.recall(keys.slice(at, at + KEYS_AT_ONCE));
    for (const [key, decision] of found) known.set(key, decision);
    yield;
  }
  return known;
}

/** Others may have their turn before anybody waits for it: a rejection must not count as one that nobody handles. */
function awaitedLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

function replaceIn(
  decisions: Map<SegmentKey, Decision>,
  key: SegmentKey,
  decision: Decision | undefined,
): void {
  if (decision === undefined) decisions.delete(key);
  else decisions.set(key, decision);
}

/** Of texts with one key the first. */
function unique(segments: readonly Segment[]): readonly Segment[] {
  const first = new Map<SegmentKey, Segment>();
  for (const segment of segments) {
    if (!first.has(segment.key)) first.set(segment.key, segment);
  }
  return [...first.values()];
}

type Asked = BodyQuestion & DecidingParts & Shared;

async function decideFirst(segment: Segment, asked: Asked): Promise<LedgerEntry> {
  const reason = keepReason(segment, asked);
  if (reason !== undefined) return { key: segment.key, decision: { action: 'keep', reason } };
  return shared(segment.key, asked.undecided, () => decide(segment, asked));
}

/** Longer texts would hold up the streams of other requests, perhaps for nothing. */
const LONGEST_READIED_CHARACTERS = 256_000;
/** What was made ready first would be forgotten before it is needed. */
const MOST_READIED_CHARACTERS = 1_000_000;

/** What recording and looking for repeats will need, worked out while the compressors work in their thread. */
function* readyMeanwhile(fresh: readonly Segment[], asked: Asked): Generator<undefined, void> {
  if (asked.way === 'none') return;
  let left = MOST_READIED_CHARACTERS;
  for (const segment of fresh) {
    const isUnderWay = asked.undecided.has(segment.key);
    if (!isUnderWay || segment.text.length > LONGEST_READIED_CHARACTERS) continue;
    left -= segment.text.length;
    if (left < 0) return;
    if (asked.records) asked.ledger.expect?.(segment.text);
    if (!asked.mayDropEarlier) asked.earlier.print(segment);
    yield;
  }
}

/** A text that may no longer refer to its base comes back with all it says. */
async function decideWhole(segment: Segment, asked: Asked): Promise<LedgerEntry> {
  const key = wholeKey(segment.key);
  const lossless: DecideContext = { ...asked, way: 'none' };
  return shared(key, asked.undecided, () => decide({ ...segment, key }, lossless));
}

function shared(
  key: SegmentKey,
  undecided: Undecided,
  start: () => Promise<LedgerEntry>,
): Promise<LedgerEntry> {
  const running = undecided.get(key) ?? start();
  undecided.set(key, running);
  return running.finally(() => undecided.delete(key));
}

/** The one step that looks at several texts at once. A fault in it costs the repeats, nothing else. */
async function repeatsAmong(
  entries: readonly LedgerEntry[],
  about: Asked & {
    readonly segments: readonly Segment[];
    readonly standing: ReadonlyMap<SegmentKey, Decision>;
  },
): Promise<readonly LedgerEntry[]> {
  const { segments, standing: decisions, markers, way, earlier, before } = about;
  if (entries.length === 0 || way === 'none' || about.mayDropEarlier) return entries;
  try {
    const steps = withRepeats({ segments, decisions, entries, before }, { markers, way, earlier });
    return await inTurns(steps, about.giveWay);
  } catch (error) {
    about.onFault('repeat', error);
    return entries;
  }
}

/**
 * Nothing that is not durable may leave: without a store every new text is kept. What is too much for one transaction is written in
 * several, in the order of the body; a store that fails is not asked for each of them.
 */
function* commit(
  entries: readonly LedgerEntry[],
  ledger: DecisionLedger,
): Generator<undefined, ReadonlyMap<SegmentKey, Decision>> {
  const standing = new Map<SegmentKey, Decision>();
  let isAvailable = true;
  for (let at = 0; at < entries.length;) {
    const batch = isAvailable ? batchAt(entries, at) : entries.slice(at);
    at += batch.length;
    const recorded = ledger.record(batch);
    isAvailable = recorded.status === 'recorded';
    for (const { key } of batch) {
      const stands = recorded.status === 'recorded' ? recorded.standing.get(key) : undefined;
      standing.set(key, stands ?? STORE_UNAVAILABLE);
    }
    yield;
  }
  return standing;
}

/** About as much as is written in the time that others may wait. */
const MOST_ENTRIES_AT_ONCE = 100;
const MOST_CHARACTERS_AT_ONCE = 256_000;

function batchAt(entries: readonly LedgerEntry[], from: number): readonly LedgerEntry[] {
  let characters = 0;
  let to = from;
  for (; to < entries.length && to - from < MOST_ENTRIES_AT_ONCE; to++) {
    characters += entries[to]?.original?.text.length ?? 0;
    if (to > from && characters > MOST_CHARACTERS_AT_ONCE) break;
  }
  return entries.slice(from, to);
}

/** What the provider has read once must not become something else: the body went out before anything was written down. */
function keptTooLate({ key }: LedgerEntry): LedgerEntry {
  return { key, decision: { action: 'keep', reason: 'too-late' } };
}

const STORE_UNAVAILABLE: Decision = { action: 'keep', reason: 'store-unavailable' };
const BASE_GONE: Decision = { action: 'keep', reason: 'base-gone' };

function byKey(entries: readonly LedgerEntry[]): ReadonlyMap<SegmentKey, Decision> {
  return new Map(entries.map((entry) => [entry.key, entry.decision]));
}

/** Puts recalled and new decisions together, and looks once more at what another process may have written first. */
function settle(
  segments: readonly Segment[],
  found: {
    readonly standing: ReadonlyMap<SegmentKey, Decision>;
    readonly decided: ReadonlyMap<SegmentKey, Decision>;
    readonly fresh: readonly Segment[];
    readonly orphans: readonly Segment[];
  },
  about: BodyQuestion & Pick<DecidingParts, 'ledger'>,
): BodyDecisions {
  const { fresh, orphans, decided } = found;
  const decisions = new Map(found.standing);
  const taken: Fresh[] = [];
  const take = (segment: Segment, ledgerKey: SegmentKey): void => {
    const decision = decided.get(ledgerKey) ?? STORE_UNAVAILABLE;
    decisions.set(segment.key, decision);
    taken.push({ segment, ledgerKey, decision });
  };
  for (const segment of fresh) take(segment, segment.key);
  for (const segment of orphans) {
    if (!decisions.has(segment.key)) take(segment, wholeKey(segment.key));
  }
  for (const { key } of findOrphans({ segments, decisions, ...about })) {
    const kept = [{ key: wholeKey(key), decision: BASE_GONE }];
    const recorded = about.records ? about.ledger.record(kept) : undefined;
    decisions.set(
      key,
      (recorded?.status === 'recorded' && recorded.standing.get(wholeKey(key))) || BASE_GONE,
    );
  }
  const firsts = new Set(fresh.map(({ key }) => key));
  return {
    decisions,
    fresh: taken.filter(({ segment, decision }) => decisions.get(segment.key) === decision),
    firsts,
  };
}
