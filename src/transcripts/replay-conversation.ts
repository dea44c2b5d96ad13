// Replays one conversation turn by turn through the pipeline. Each turn's body holds only what it added: the texts before it were
// decided about in their own turn, and decisions replay. They are still there for texts that repeat them.
import type { Profile } from '../compress/compressor.ts';
import { parseJson } from '../json/parse.ts';
import { decideBody, type DecidingParts, type Shared } from '../pipeline/decide-body.ts';
import { createLateCounts, type LateCounts } from '../pipeline/count-later.ts';
import { createEarlierTexts } from '../pipeline/earlier-texts.ts';
import type { CompressionEngine, Decision, Markers } from '../pipeline/ports.ts';
import type { SegmentOutcome, TokenPair } from '../pipeline/prepared.ts';
import { createStandingTexts, type StandingTexts } from '../pipeline/standing-texts.ts';
import { questionOf } from '../wire/question.ts';
import { ownWords } from '../wire/own-words.ts';
import type { RetrievalWay, Segment, TokenUsage } from '../wire/wire-format.ts';
import { assumedUsage, usageWithout } from './cache-model.ts';
import { createCountsOnce } from './count-once.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { countAdded, escaped, estimateAdded } from './text-tokens.ts';
import { createTokenRate, type OwnTokens, type TokenRate } from './token-rate.ts';
import { turnBody } from './turn-body.ts';
import type { Turn } from './turn.ts';
import { WIRE_FORMATS } from './wire-formats.ts';

export interface ReplayParts {
  readonly engine: CompressionEngine;
  readonly markers: Markers;
  readonly profile: Profile;
  readonly onFault: (where: string, error: unknown) => void;
}

/** What would have become of one turn. */
export interface ReplayedTurn {
  readonly turn: Turn;
  /** Texts that came with this turn. */
  readonly segments: readonly SegmentOutcome[];
  /** Texts before them that had been replaced in an earlier turn. */
  readonly earlier: Saved;
  readonly retrieval: RetrievalWay;
  readonly bytes: number;
  /** As recorded, or assumed where nothing was. */
  readonly usage: TokenUsage;
  /** The same request, made smaller. */
  readonly smallerUsage: TokenUsage;
}

/** Texts that were replaced, and their tokens. */
export interface Saved {
  readonly texts: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

export interface ConversationReplay {
  /** Undefined: no body can be made of this turn. */
  take(turn: Turn): Promise<ReplayedTurn | undefined>;
}

/** A conversation from its start; its turns must come in order. */
export function replayConversation(parts: ReplayParts): ConversationReplay {
  const once = createCountsOnce(parts.engine);
  const engine = { ...parts.engine, count: once.count };
  const withLedger = { ...parts, engine, ledger: createMemoryLedger() };
  const earlier = createEarlierTexts();
  const state: State = {
    parts: { ...withLedger, undecided: new Map(), earlier },
    counts: createLateCounts(withLedger),
    before: createStandingTexts(earlier),
    standing: [],
    words: [],
    rate: createTokenRate(),
  };
  return {
    take: (turn) => {
      once.forget();
      return take(turn, state);
    },
  };
}

interface State {
  readonly parts: DecidingParts & Shared;
  readonly counts: LateCounts;
  /** Tool outputs as they stand in the conversation now. */
  readonly before: StandingTexts;
  /** Turns that still stand. */
  readonly standing: StandingTurn[];
  /** What the person said, the newest last. */
  readonly words: string[];
  /** Providers do not count as we do. */
  readonly rate: TokenRate;
}

interface StandingTurn {
  readonly atMs: number;
  /** Segments up to its end. */
  readonly segments: number;
  readonly promptTokens: number;
  /** Whether the provider said so. */
  readonly isCounted: boolean;
  /** Texts up to its end that were replaced. */
  readonly replaced: Saved;
  readonly saved: OwnTokens;
}

async function take(turn: Turn, state: State): Promise<ReplayedTurn | undefined> {
  const bytes = turnBody(turn);
  const parsed = parseJson(bytes);
  if (!parsed.ok) return undefined;
  if (turn.keeps !== undefined) truncate(state, turn.keeps);
  const wire = WIRE_FORMATS[turn.wire];
  const all = [...wire.segments(parsed.document)];
  noteWords(all, state.words);
  const retrieval = wire.retrieval(parsed.document);
  const added = all.filter(({ kind }) => kind === 'tool-output');
  const segments = added.length === 0 ? [] : await decideAbout(added, retrieval, state);
  const saved = await savedIn(added, segments, state);
  const earlier = state.standing.at(-1)?.replaced ?? NOTHING;
  const usage = turn.usage ?? assumed(turn, state.standing.at(-1));
  await learnRate(turn, usage, state);
  const smallerUsage = smaller(turn, { usage, saved }, state);
  state.standing.push({
    atMs: turn.atMs,
    segments: state.before.length,
    promptTokens: promptTokensOf(usage),
    isCounted: turn.usage !== undefined,
    replaced: sumOf([earlier, replacedIn(segments)]),
    saved,
  });
  return { turn, segments, earlier, retrieval, bytes: bytes.length, usage, smallerUsage };
}

const NOTHING: Saved = { texts: 0, tokensBefore: 0, tokensAfter: 0 };
const NONE_SAVED: OwnTokens = { text: 0, escapes: 0 };

function truncate({ standing, before }: State, keeps: number): void {
  standing.length = Math.min(keeps, standing.length);
  before.truncate(standing.at(-1)?.segments ?? 0);
}

/** As many as make up a question. */
const WORDS = 3;

function noteWords(segments: readonly Segment[], words: string[]): void {
  for (const { kind, text } of segments) {
    if (kind === 'user-text' && ownWords(text) !== '') words.push(text);
  }
  words.splice(0, words.length - WORDS);
}

async function decideAbout(
  added: readonly Segment[],
  way: RetrievalWay,
  { parts, counts, before, words }: State,
): Promise<readonly SegmentOutcome[]> {
  const question = questionOf(words.toReversed());
  const about = { question, way, mayDropEarlier: false, records: true, before };
  const decided = await decideBody(added, about, parts);
  before.add(added, decided.decisions);
  for (const one of decided.fresh) void counts.start(one);
  return Promise.all(
    added.map(async (segment) => {
      const decision = decided.decisions.get(segment.key) ?? SETTLED;
      return {
        key: segment.key,
        first: decided.firsts.has(segment.key),
        zone: segment.zone,
        bytes: segment.node.end - segment.node.start,
        decision: withCounts(decision, await counts.of(segment.key, decision)),
        ...(segment.tool !== undefined && { tool: segment.tool }),
      };
    }),
  );
}

const SETTLED: Decision = { action: 'keep', reason: 'settled' };

function withCounts(decision: Decision, counts: TokenPair | undefined): Decision {
  if (decision.action === 'keep' || counts === undefined) return decision;
  return { ...decision, tokensBefore: counts.before, tokensAfter: counts.after };
}

function replacedIn(segments: readonly SegmentOutcome[]): Saved {
  return sumOf(
    segments.flatMap(({ decision }) =>
      decision.action === 'replace' ? [{ ...decision, texts: 1 }] : [],
    ),
  );
}

async function savedIn(
  added: readonly Segment[],
  outcomes: readonly SegmentOutcome[],
  { rate, parts }: State,
): Promise<OwnTokens> {
  const { tokensBefore, tokensAfter } = replacedIn(outcomes);
  const text = tokensBefore - tokensAfter;
  if (text === 0) return NONE_SAVED;
  if (!rate.needsEscapes()) return { text, escapes: 0 };
  const before: string[] = [];
  const after: string[] = [];
  for (const [index, { decision }] of outcomes.entries()) {
    if (decision.action === 'keep') continue;
    before.push(escaped(added[index]?.text ?? ''));
    after.push(escaped(decision.text));
  }
  const counts = await parts.engine.count([...before, ...after]);
  const escapedSaved = counts.reduce(
    (sum, count, index) => (index < before.length ? sum + count : sum - count),
    0,
  );
  return { text, escapes: escapedSaved - text };
}

/** What this turn added, by the provider's count and by ours. */
async function learnRate(turn: Turn, usage: TokenUsage, state: State): Promise<void> {
  const { standing, rate, parts } = state;
  const last = standing.at(-1);
  const grownBy = promptTokensOf(usage) - (last?.promptTokens ?? 0);
  if (turn.usage === undefined || last?.isCounted !== true) return;
  if (grownBy <= 0 || !rate.isLearning()) return;
  rate.note(await countAdded(turn, parts.engine), grownBy);
}

/** Providers cache in steps, and the last words of a prompt not at all. */
const CACHE_STEP_TOKENS = 256;

/** A text that was saved earlier was read from the cache, if the provider read that part of the prompt from it in this turn. */
function smaller(
  turn: Turn,
  about: { readonly usage: TokenUsage; readonly saved: OwnTokens },
  { standing, rate }: State,
): TokenUsage {
  const { usage } = about;
  const convert = (tokens: OwnTokens): number =>
    turn.usage === undefined ? tokens.text : rate.convert(tokens);
  let read = 0;
  let fresh = convert(about.saved);
  for (const { promptTokens, saved } of standing) {
    if (saved === NONE_SAVED) continue;
    if (promptTokens <= usage.cacheRead + CACHE_STEP_TOKENS) read += convert(saved);
    else fresh += convert(saved);
  }
  return usageWithout(usage, { read, fresh });
}

function assumed(turn: Turn, last: StandingTurn | undefined): TokenUsage {
  const before = last?.promptTokens ?? 0;
  return assumedUsage({
    tokens: before + estimateAdded(turn),
    tokensBefore: before,
    sinceLastMs: turn.atMs - (last?.atMs ?? 0),
    writesAreBilled: turn.wire === 'anthropic-messages',
  });
}

function promptTokensOf(usage: TokenUsage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

function sumOf(all: readonly Saved[]): Saved {
  let [texts, tokensBefore, tokensAfter] = [0, 0, 0];
  for (const one of all) {
    texts += one.texts;
    tokensBefore += one.tokensBefore;
    tokensAfter += one.tokensAfter;
  }
  return { texts, tokensBefore, tokensAfter };
}
