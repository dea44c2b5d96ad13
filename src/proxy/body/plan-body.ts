// Decides what leaves for one request: the client's bytes as a stream, the client's bytes whole, or what the pipeline made
// of them. Law: whenever anything is in doubt, the client's own bytes leave, and the reason is named.
import type { IncomingMessage } from 'node:http';
import type { PassReason, Pipeline, Prepared } from '../../pipeline/prepared.ts';
import type { WireFormat } from '../../wire/wire-format.ts';
import { decodeBody } from '../encoding/decode-body.ts';
import { prepareWithin } from './prepare-within.ts';
import { type OutgoingBody, streamedBody, wholeBody } from '../upstream/outgoing-body.ts';
import type { Log, ProxyLimits } from '../proxy-options.ts';
import type { Framing } from '../raw-headers.ts';
import { readBody } from './read-body.ts';
import type { Destination } from '../router.ts';

export interface BodyPlan {
  readonly body: OutgoingBody;
  readonly framing: Framing;
  /** Why the client's bytes leave; absent when something was replaced. */
  readonly reason?: PassReason | undefined;
  readonly prepared?: Prepared | undefined;
  /** Read from the client before the plan was made. */
  readonly bytesRead: number;
}

export interface PlanContext {
  readonly pipeline?: Pipeline | undefined;
  readonly compress: boolean;
  readonly limits: ProxyLimits;
  readonly log: Log;
  /** Called when the last byte of a body that is read whole is in. */
  readonly onBodyRead: () => void;
}

const AS_IS: Framing = { kind: 'as-is' };

/** Undefined: the client went away before its body was complete. */
export async function planBody(
  request: IncomingMessage,
  destination: Destination,
  context: PlanContext,
): Promise<BodyPlan | undefined> {
  const { wire, provider } = destination;
  const { limits, pipeline } = context;
  const stream = (reason: PassReason, head?: readonly Buffer[]) =>
    planStream(request, { reason, head, limits });
  const pass = (reason: PassReason) =>
    provider.sign === undefined ? stream(reason) : planUnread(request, { reason, ...context });
  if (wire === undefined) return pass('no-wire-format');
  if (hasBypass(request)) return pass('bypass');
  if (!context.compress || pipeline === undefined) return pass('compression-off');
  const read = await readBody(request, limits.bodyBytes);
  if (read.status === 'cut') return undefined;
  if (read.status === 'too-large') return stream('body-too-large', read.head);
  context.onBodyRead();
  const purpose = destination.route?.purpose ?? 'send';
  return await planWhole(read.bytes, request, { ...context, pipeline, wire, purpose });
}

function hasBypass(request: IncomingMessage): boolean {
  return request.headers['x-headroom-bypass'] === 'true';
}

function planStream(
  request: IncomingMessage,
  options: {
    readonly reason: PassReason;
    readonly head: readonly Buffer[] | undefined;
    readonly limits: ProxyLimits;
  },
): BodyPlan {
  const { reason, head = [], limits } = options;
  const body = hasBody(request)
    ? streamedBody({ source: request, head, replayBytes: limits.replayBytes })
    : wholeBody(Buffer.alloc(0));
  return { body, framing: AS_IS, reason, bytesRead: body.sizeBytes() };
}

function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Nobody looks at it, but it may have to be sent again with other credentials. */
async function planUnread(
  request: IncomingMessage,
  options: PlanContext & { readonly reason: PassReason },
): Promise<BodyPlan | undefined> {
  const { reason, limits, onBodyRead } = options;
  if (!hasBody(request)) return planStream(request, { reason, head: [], limits });
  const read = await readBody(request, limits.bodyBytes);
  if (read.status === 'cut') return undefined;
  if (read.status === 'too-large') return planStream(request, { reason, head: read.head, limits });
  onBodyRead();
  const { bytes } = read;
  return { body: wholeBody(bytes), framing: AS_IS, reason, bytesRead: bytes.length };
}

interface WholeContext extends PlanContext {
  readonly pipeline: Pipeline;
  readonly wire: WireFormat;
  readonly purpose: 'send' | 'count';
}

async function planWhole(
  bytes: Buffer,
  request: IncomingMessage,
  context: WholeContext,
): Promise<BodyPlan> {
  const { limits, wire, purpose } = context;
  const untouched = { body: wholeBody(bytes), framing: AS_IS, bytesRead: bytes.length };
  const decoded = await decodeBody(bytes, request.headers['content-encoding'], limits.bodyBytes);
  if (!decoded.ok) return { ...untouched, reason: decoded.reason };
  const prepared = await prepareWithin({ wire, purpose, bytes: decoded.bytes }, context);
  if (prepared === undefined) return { ...untouched, reason: 'pipeline-failed' };
  if (!prepared.changed) {
    return { ...untouched, prepared, reason: prepared.reason ?? 'nothing-to-replace' };
  }
  const { length } = prepared.bytes;
  return {
    body: wholeBody(prepared.bytes),
    framing: { kind: 'length', bytes: length, isDecoded: decoded.bytes !== bytes },
    prepared,
    bytesRead: bytes.length,
  };
}
