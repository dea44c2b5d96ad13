// Collects what is learned about one exchange while it happens, and turns it into the value that telemetry receives.
import type { IncomingMessage } from 'node:http';
import { modelInPath } from '../providers/find-route.ts';
import type { TokenUsage } from '../wire/wire-format.ts';
import type { Arm } from './arm.ts';
import { conversationOf } from './conversation-of.ts';
import type { Exchange } from './exchange.ts';
import type { BodyPlan } from './body/plan-body.ts';
import type { Destination } from './router.ts';
import { redactTarget } from './secret.ts';

/** What a client gets no status for: it went away before there was one. */
const CLIENT_WENT_AWAY = 499;

export interface ExchangeDraft {
  /** The last byte of a body that is read whole is in. */
  bodyRead(): void;
  planned(plan: BodyPlan): void;
  /** The first byte is about to go upstream. */
  sending(): void;
  answered(status: number): void;
  finish(end: ExchangeEnd): Exchange;
}

export interface ExchangeEnd {
  /** As in `Exchange`. */
  readonly aborted?: boolean;
  readonly cut?: boolean;
  readonly usage?: TokenUsage | undefined;
}

export interface RequestHead {
  /** Path and query, without the launch key. */
  readonly target: string;
  readonly destination: Destination;
  readonly arm?: Arm | undefined;
}

/** Begins with the head of a request. */
export function draftExchange(request: IncomingMessage, about: RequestHead): ExchangeDraft {
  const { target } = about;
  const startedAtMs = Date.now();
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  let [readMs, waitMs, status]: [number?, number?, number?] = [];
  let [firstByteMs, plan]: [number?, BodyPlan?] = [];
  return {
    bodyRead: () => (readMs = elapsedMs()),
    planned: (made) => (plan = made),
    sending: () => (waitMs = readMs === undefined ? 0 : elapsedMs() - readMs),
    answered: (given) => {
      status = given;
      firstByteMs = elapsedMs();
    },
    finish: ({ aborted, cut, usage }) => ({
      ...describeHead(request, about),
      ...describePlan(plan, target),
      startedAtMs,
      status: status ?? CLIENT_WENT_AWAY,
      waitMs: waitMs ?? 0,
      totalMs: elapsedMs(),
      ...(firstByteMs !== undefined && { firstByteMs }),
      ...(usage !== undefined && { usage }),
      ...(aborted && { aborted }),
      ...(cut && { cut }),
    }),
  };
}

function describeHead(request: IncomingMessage, { target, destination, arm }: RequestHead) {
  const { provider, route, wire } = destination;
  const userAgent = request.headers['user-agent'];
  const conversation = conversationOf(request);
  return {
    method: request.method ?? 'GET',
    path: redactTarget(target),
    provider: provider.name,
    purpose: wire === undefined || route === undefined ? ('other' as const) : route.purpose,
    ...(wire !== undefined && { wire: wire.name }),
    ...(userAgent !== undefined && { userAgent }),
    ...(conversation !== undefined && { conversation }),
    ...(arm !== undefined && { arm }),
  };
}

function describePlan(plan: BodyPlan | undefined, target: string) {
  const { prepared, reason, body } = plan ?? {};
  const bytesSent = body?.sizeBytes() ?? 0;
  const wasRead = prepared !== undefined;
  const model = prepared?.model ?? modelInPath(target);
  return {
    segments: prepared?.segments ?? [],
    bytesSent,
    bytesReceived: wasRead ? (plan?.bytesRead ?? 0) : bytesSent,
    ...(reason !== undefined && { reason }),
    ...(model !== undefined && { model }),
    ...(prepared?.retrieval !== undefined && { retrieval: prepared.retrieval }),
    ...(wasRead && { sent: prepared.bytes }),
    ...(prepared?.volatile !== undefined && { volatile: prepared.volatile }),
  };
}
