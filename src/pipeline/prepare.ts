// The life of one request body: locate, decide, splice. Law: what is not replaced leaves as the very bytes that came.
import { parseInSteps } from '../json/parse.ts';
import { spliceInSteps, stringLiteral } from '../json/splice.ts';
import type { JsonDocument, Splice } from '../json/document.ts';
import { createEarlierBodies, type EarlierBodies } from '../wire/earlier-bodies.ts';
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import { createCacheAligner, type CacheAligner, type VolatileNote } from './cache-aligner.ts';
import { createLateCounts, type Fresh, type LateCounts } from './count-later.ts';
import { decideBody, type BodyDecisions, type DecidingParts, type Shared } from './decide-body.ts';
import { describeBody } from './describe-body.ts';
import { createEarlierTexts } from './earlier-texts.ts';
import { eachOf, inTurns } from './in-turns.ts';
import type { Decision, GiveWay } from './ports.ts';
import type { PassReason, Pipeline, PrepareRequest, Prepared, SegmentOutcome } from './prepared.ts';

/** Faults of ours go to `onFault`; the request goes out as it came. */
export interface PipelineParts extends DecidingParts {
  /** Must be said: a proxy that forgets it keeps everybody waiting for its longest request. */
  readonly giveWay: GiveWay | undefined;
}

/** Makes the pipeline that every door (proxy, command line, library) goes through. */
export function createPipeline(parts: PipelineParts): Pipeline {
  const state: State = {
    undecided: new Map(),
    earlier: createEarlierTexts(),
    aligner: createCacheAligner(),
    bodies: createEarlierBodies(),
    counts: createLateCounts(parts),
  };
  return {
    prepare: async (request) => {
      try {
        return await prepare(request, parts, state);
      } catch (error) {
        parts.onFault('pipeline', error);
        return unchanged(request, 'pipeline-failed');
      }
    },
  };
}

/** What one request leaves behind for those that come while it runs, and after. */
interface State extends Shared {
  readonly aligner: CacheAligner;
  readonly bodies: EarlierBodies;
  readonly counts: LateCounts;
}

async function prepare(
  request: PrepareRequest,
  parts: PipelineParts,
  state: State,
): Promise<Prepared> {
  const { giveWay } = parts;
  const parsed = await inTurns(parseInSteps(request.bytes), giveWay);
  if (!parsed.ok) return unchanged(request, parsed.reason);
  const body = parsed.document;
  const { wire, earlier } = request;
  const read = state.bodies.open(body);
  const all: Segment[] = [];
  const found = wire.segments(body, { calls: earlier?.calls, read });
  await inTurns(
    eachOf(found, (segment) => all.push(segment)),
    giveWay,
  );
  const segments = all.filter((segment) => segment.kind === 'tool-output');
  const about = describeBody(body, request);
  const records = request.purpose === 'send';
  const first = all.find((segment) => segment.kind === 'user-text');
  let volatile: readonly VolatileNote[] = [];
  const decided = await decideBody(
    segments,
    {
      question: about.question,
      way: about.retrieval,
      mayDropEarlier: wire.mayDropEarlier?.(body) ?? false,
      records,
      claim: request.claim,
      meanwhile: () => {
        if (records) volatile = lookAtHead({ body, first, request }, state.aligner);
      },
    },
    { ...parts, ...state },
  );
  const countOf = records ? await startCounts(decided, state.counts, giveWay) : state.counts.of;
  const outcomes: SegmentOutcome[] = [];
  const splices: Splice[] = [];
  const look = (segment: Segment): void => {
    const outcome = outcomeOf(segment, decided, countOf);
    outcomes.push(outcome);
    splices.push(...spliceOf(segment, outcome));
  };
  await inTurns(eachOf(segments, look), giveWay);
  const bytes = await inTurns(spliceInSteps(request.bytes, splices), giveWay);
  return {
    bytes,
    changed: splices.length > 0,
    segments: outcomes,
    ...about,
    ...(volatile.length > 0 && { volatile }),
    ...(splices.length === 0 && { reason: 'nothing-to-replace' as const }),
  };
}

/** A conversation is known by the words it began with and by its model: a client asks others, for a title, in between. */
function lookAtHead(
  about: {
    readonly body: JsonDocument;
    readonly first: Segment | undefined;
    readonly request: PrepareRequest;
  },
  aligner: CacheAligner,
): readonly VolatileNote[] {
  const { body, first, request } = about;
  const { wire } = request;
  if (first === undefined || wire.prefix === undefined) return [];
  return aligner.look(`${wire.model(body) ?? ''} ${first.key}`, wire.prefix(body));
}

function unchanged(request: PrepareRequest, reason: PassReason): Prepared {
  return { bytes: request.bytes, changed: false, reason, segments: [] };
}

const UNDECIDED: Decision = { action: 'keep', reason: 'settled' };

type CountOf = LateCounts['of'];

/** Has what was decided now counted, and finds these counts, and those that other requests have begun. */
async function startCounts(
  { fresh }: BodyDecisions,
  counts: LateCounts,
  giveWay: GiveWay | undefined,
): Promise<CountOf> {
  const started = new Map<SegmentKey, ReturnType<CountOf>>();
  const start = (one: Fresh): unknown => started.set(one.segment.key, counts.start(one));
  await inTurns(eachOf(fresh, start), giveWay);
  return (key, decision) => started.get(key) ?? counts.of(key, decision);
}

function outcomeOf(segment: Segment, decided: BodyDecisions, countOf: CountOf): SegmentOutcome {
  const decision = decided.decisions.get(segment.key) ?? UNDECIDED;
  const counted = countOf(segment.key, decision);
  return {
    key: segment.key,
    first: decided.firsts.has(segment.key),
    zone: segment.zone,
    bytes: segment.node.end - segment.node.start,
    decision,
    ...(segment.tool !== undefined && { tool: segment.tool }),
    ...(counted !== undefined && { counted }),
  };
}

function spliceOf(segment: Segment, { decision }: SegmentOutcome): readonly Splice[] {
  if (decision.action !== 'replace') return [];
  const { start, end } = segment.node;
  return [{ start, end, insert: stringLiteral(decision.text) }];
}
