// The life of one request body: locate, decide, splice. Law: what is not replaced leaves as the very bytes that came.
import { parseJson } from '../json/parse.ts';
import { applySplices, stringLiteral } from '../json/splice.ts';
import type { JsonDocument, Splice } from '../json/document.ts';
import { createEarlierBodies, type EarlierBodies } from '../wire/earlier-bodies.ts';
import type { Segment } from '../wire/wire-format.ts';
import { createCacheAligner, type CacheAligner, type VolatileNote } from './cache-aligner.ts';
import { createLateCounts, type LateCounts } from './count-later.ts';
import { decideBody, type BodyDecisions, type DecidingParts, type Shared } from './decide-body.ts';
import { describeBody } from './describe-body.ts';
import { createEarlierTexts } from './earlier-texts.ts';
import type { Decision } from './ports.ts';
import type { PassReason, Pipeline, PrepareRequest, Prepared, SegmentOutcome } from './prepared.ts';

/** Faults of ours go to `onFault`; the request goes out as it came. */
export type PipelineParts = DecidingParts;

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
  const parsed = parseJson(request.bytes);
  if (!parsed.ok) return unchanged(request, parsed.reason);
  const body = parsed.document;
  const { wire, earlier } = request;
  const read = state.bodies.open(body);
  const all = [...wire.segments(body, { calls: earlier?.calls, read })];
  const segments = all.filter((segment) => segment.kind === 'tool-output');
  const about = describeBody(body, request);
  const records = request.purpose === 'send';
  const first = all.find((segment) => segment.kind === 'user-text');
  const deciding = decideBody(
    segments,
    {
      question: about.question,
      way: about.retrieval,
      mayDropEarlier: wire.mayDropEarlier?.(body) ?? false,
      records,
    },
    { ...parts, ...state },
  );
  // In this order: the compressors work meanwhile.
  const looking = records ? lookAtHead({ body, first, request }, state.aligner) : NOTHING_VOLATILE;
  const [decided, volatile] = await Promise.all([deciding, looking]);
  if (records) state.counts.start(decided.fresh);
  const outcomes = segments.map((segment) => outcomeOf(segment, decided, state.counts));
  const splices = segments.flatMap((segment, index) => spliceOf(segment, outcomes[index]));
  const bytes = applySplices(request.bytes, splices);
  return {
    bytes,
    changed: splices.length > 0,
    segments: outcomes,
    ...about,
    ...(volatile.length > 0 && { volatile }),
    ...(splices.length === 0 && { reason: 'nothing-to-replace' as const }),
  };
}

const NOTHING_VOLATILE = Promise.resolve<readonly VolatileNote[]>([]);

/** A conversation is known by the words it began with and by its model: a client asks others, for a title, in between. */
async function lookAtHead(
  about: {
    readonly body: JsonDocument;
    readonly first: Segment | undefined;
    readonly request: PrepareRequest;
  },
  aligner: CacheAligner,
): Promise<readonly VolatileNote[]> {
  const { body, first, request } = about;
  const { wire } = request;
  if (first === undefined || wire.prefix === undefined) return [];
  return aligner.look(`${wire.model(body) ?? ''} ${first.key}`, wire.prefix(body));
}

function unchanged(request: PrepareRequest, reason: PassReason): Prepared {
  return { bytes: request.bytes, changed: false, reason, segments: [] };
}

const UNDECIDED: Decision = { action: 'keep', reason: 'settled' };

function outcomeOf(segment: Segment, decided: BodyDecisions, counts: LateCounts): SegmentOutcome {
  const decision = decided.decisions.get(segment.key) ?? UNDECIDED;
  const counted = counts.of(segment.key, decision);
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

function spliceOf(segment: Segment, outcome: SegmentOutcome | undefined): readonly Splice[] {
  if (outcome?.decision.action !== 'replace') return [];
  const { start, end } = segment.node;
  return [{ start, end, insert: stringLiteral(outcome.decision.text) }];
}
