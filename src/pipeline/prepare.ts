// The life of one request body: locate, decide, splice. Law: what is not replaced leaves as the very bytes that came.
import { parseJson } from '../json/parse.ts';
import { applySplices, stringLiteral } from '../json/splice.ts';
import type { JsonDocument, Splice } from '../json/document.ts';
import type { Profile } from '../compress/compressor.ts';
import type { RetrievalWay, Segment, SegmentKey } from '../wire/wire-format.ts';
import { decide } from './decide.ts';
import { keepReason } from './policy.ts';
import type { CompressionEngine, Decision, DecisionLedger, LedgerEntry, Markers } from './ports.ts';
import type {
  PassReason,
  Pipeline,
  PrepareRequest,
  Prepared,
  SegmentOutcome,
  TokenPair,
} from './prepared.ts';

export interface PipelineParts {
  readonly ledger: DecisionLedger;
  readonly markers: Markers;
  readonly engine: CompressionEngine;
  readonly profile: Profile;
  /** Told about faults of ours; the request goes out as it came. */
  readonly onFault: (where: string, error: unknown) => void;
}

/** Makes the pipeline that every door (proxy, command line, library) goes through. */
export function createPipeline(parts: PipelineParts): Pipeline {
  const undecided: Undecided = new Map();
  return {
    prepare: async (request) => {
      try {
        return await prepare(request, parts, undecided);
      } catch (error) {
        parts.onFault('pipeline', error);
        return unchanged(request, 'pipeline-failed');
      }
    },
  };
}

/** Decisions under way: two requests that meet the same text at once share one. */
type Undecided = Map<SegmentKey, Promise<LedgerEntry>>;

async function prepare(
  request: PrepareRequest,
  parts: PipelineParts,
  undecided: Undecided,
): Promise<Prepared> {
  const parsed = parseJson(request.bytes);
  if (!parsed.ok) return unchanged(request, parsed.reason);
  const body = parsed.document;
  const { wire, earlier } = request;
  const segments = [...wire.segments(body, earlier?.calls)].filter(
    (segment) => segment.kind === 'tool-output',
  );
  const about = describe(body, request);
  const known = parts.ledger.recall(segments.map((segment) => segment.key));
  const fresh = unknownOnly(segments, known);
  const entries = await decideAll({ fresh, about, parts, undecided });
  const decided = request.purpose === 'send' ? commit(entries, parts.ledger) : byKey(entries);
  const counted = request.purpose === 'send' ? countLater(fresh, decided, parts) : NOTHING_COUNTED;
  const outcomes = segments.map((segment) => outcomeOf(segment, { known, decided, counted }));
  const splices = segments.flatMap((segment, index) => spliceOf(segment, outcomes[index]));
  const bytes = applySplices(request.bytes, splices);
  return {
    bytes,
    changed: splices.length > 0,
    segments: outcomes,
    ...about,
    ...(splices.length === 0 && { reason: 'nothing-to-replace' as const }),
  };
}

type About = Pick<Prepared, 'model' | 'question'> & { readonly retrieval: RetrievalWay };

function describe(body: JsonDocument, { wire, earlier }: PrepareRequest): About {
  const model = wire.model(body);
  const question = wire.question(body) ?? earlier?.question;
  const declared = wire.retrieval(body);
  return {
    retrieval: declared === 'none' ? (earlier?.retrieval ?? 'none') : declared,
    ...(model !== undefined && { model }),
    ...(question !== undefined && { question }),
  };
}

function unchanged(request: PrepareRequest, reason: PassReason): Prepared {
  return { bytes: request.bytes, changed: false, reason, segments: [] };
}

function unknownOnly(
  segments: readonly Segment[],
  known: ReadonlyMap<SegmentKey, Decision>,
): readonly Segment[] {
  const fresh = new Map<SegmentKey, Segment>();
  for (const segment of segments) {
    if (!known.has(segment.key) && !fresh.has(segment.key)) fresh.set(segment.key, segment);
  }
  return [...fresh.values()];
}

async function decideAll(work: {
  readonly fresh: readonly Segment[];
  readonly about: About;
  readonly parts: PipelineParts;
  readonly undecided: Undecided;
}): Promise<readonly LedgerEntry[]> {
  const { fresh, about, parts, undecided } = work;
  if (fresh.length === 0) return [];
  const context = {
    engine: parts.engine,
    markers: parts.markers,
    profile: parts.profile,
    question: about.question,
    way: about.retrieval,
  };
  return Promise.all(
    fresh.map((segment) => {
      const reason = keepReason(segment, parts);
      if (reason !== undefined)
        return { key: segment.key, decision: { action: 'keep', reason } } as const;
      const running = undecided.get(segment.key) ?? decide(segment, context);
      undecided.set(segment.key, running);
      return running.finally(() => undecided.delete(segment.key));
    }),
  );
}

/** Nothing that is not durable may leave: without a store every new text is kept. */
function commit(
  entries: readonly LedgerEntry[],
  ledger: DecisionLedger,
): ReadonlyMap<SegmentKey, Decision> {
  if (entries.length === 0) return new Map();
  const recorded = ledger.record(entries);
  if (recorded.status === 'recorded') return recorded.standing;
  return new Map(entries.map((entry) => [entry.key, STORE_UNAVAILABLE]));
}

const STORE_UNAVAILABLE: Decision = { action: 'keep', reason: 'store-unavailable' };

function byKey(entries: readonly LedgerEntry[]): ReadonlyMap<SegmentKey, Decision> {
  return new Map(entries.map((entry) => [entry.key, entry.decision]));
}

interface Decisions {
  readonly known: ReadonlyMap<SegmentKey, Decision>;
  readonly decided: ReadonlyMap<SegmentKey, Decision>;
  readonly counted: ReadonlyMap<SegmentKey, Promise<TokenPair | undefined>>;
}

function outcomeOf(segment: Segment, { known, decided, counted }: Decisions): SegmentOutcome {
  const replayed = known.get(segment.key);
  const count = counted.get(segment.key);
  return {
    key: segment.key,
    first: replayed === undefined,
    zone: segment.zone,
    bytes: segment.node.end - segment.node.start,
    decision: replayed ?? decided.get(segment.key) ?? STORE_UNAVAILABLE,
    ...(segment.tool !== undefined && { tool: segment.tool }),
    ...(count !== undefined && { counted: count }),
  };
}

function spliceOf(segment: Segment, outcome: SegmentOutcome | undefined): readonly Splice[] {
  if (outcome?.decision.action !== 'replace') return [];
  const { start, end } = segment.node;
  return [{ start, end, insert: stringLiteral(outcome.decision.text) }];
}

const NOTHING_COUNTED: Decisions['counted'] = new Map();

/** Exact counts cost more than the whole decision: they are taken while the provider is already at work. */
function countLater(
  fresh: readonly Segment[],
  decided: ReadonlyMap<SegmentKey, Decision>,
  parts: PipelineParts,
): Decisions['counted'] {
  const counts = new Map<SegmentKey, Promise<TokenPair | undefined>>();
  for (const segment of fresh) {
    const decision = decided.get(segment.key);
    if (decision?.action === 'replace')
      counts.set(segment.key, count(segment, decision.text, parts));
  }
  return counts;
}

async function count(
  segment: Segment,
  replacement: string,
  parts: PipelineParts,
): Promise<TokenPair | undefined> {
  try {
    const [before, after] = await parts.engine.count([segment.text, replacement]);
    if (before === undefined || after === undefined) return undefined;
    parts.ledger.measured(segment.key, { before, after });
    return { before, after };
  } catch (error) {
    parts.onFault('count', error);
    return undefined;
  }
}
