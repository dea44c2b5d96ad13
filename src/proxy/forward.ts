// One proxied request from its head to the end of its answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { type ArmContext, chooseArm } from './arm.ts';
import type { Exchange } from './exchange.ts';
import { draftExchange, type ExchangeDraft } from './exchange-draft.ts';
import { type BodyPlan, planBody, type PlanContext } from './body/plan-body.ts';
import { requestHeaders } from './raw-headers.ts';
import { relay, type RelayResult } from './answer/relay.ts';
import type { Destination } from './router.ts';
import { createUsageTap, type UsageTap } from './answer/tap.ts';
import { sendSigned } from './send-signed.ts';
import type { Answer, Transport } from './upstream/transport.ts';
import { codeOf, unreachable } from './upstream/unreachable.ts';

export interface ForwardJob {
  readonly request: IncomingMessage;
  readonly response: ServerResponse<IncomingMessage>;
  /** Path and query, without the launch key. */
  readonly target: string;
  readonly destination: Destination;
}

export interface ForwardContext extends Omit<PlanContext, 'onBodyRead'>, ArmContext {
  readonly transport: Transport;
}

/** Resolves when the answer has ended, or the client is gone. Rejects only when we are at fault. */
export async function forward(job: ForwardJob, context: ForwardContext): Promise<Exchange> {
  const { request, destination } = job;
  const { arm, pipeline } = chooseArm(request, destination, context);
  const draft = draftExchange(request, { ...job, arm });
  const signal = abortSignal(job.response);
  const onBodyRead = () => draft.bodyRead();
  const plan = await planBody(request, destination, { ...context, pipeline, onBodyRead });
  if (plan !== undefined) draft.planned(plan);
  if (plan === undefined || signal.aborted) return draft.finish({ aborted: true });
  const sending: Sending = { job, plan, signal, draft };
  const answer = await send(sending, context);
  if (answer === undefined) return draft.finish({ aborted: signal.aborted });
  draft.answered(answer.response.statusCode ?? 0);
  const tap = createTap(job, answer, context);
  const relaying = relay(answer, { client: job.response, onBytes: tap.write });
  const result = await relaying.catch((error: unknown) => giveUp(sending, error, context));
  if (result === undefined) return draft.finish({ aborted: signal.aborted });
  endUpload(result, plan, answer);
  const [aborted, cut] = [result === 'abandoned', result === 'cut'];
  return draft.finish({ aborted, cut, usage: await tap.end() });
}

/** Aborted when the client goes away before its answer is complete. */
function abortSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  if (response.destroyed) controller.abort();
  return controller.signal;
}

interface Sending {
  readonly job: ForwardJob;
  readonly plan: BodyPlan;
  readonly signal: AbortSignal;
  readonly draft: ExchangeDraft;
}

/** Undefined: there is no answer; the client, if it is still there, has been told so. */
async function send(sending: Sending, context: ForwardContext): Promise<Answer | undefined> {
  const { job, plan, signal, draft } = sending;
  const { provider } = job.destination;
  const upstream = provider.upstream(job.target);
  const method = job.request.method ?? 'GET';
  const { host } = upstream;
  const headers = requestHeaders(job.request.rawHeaders, { host, method, framing: plan.framing });
  draft.sending();
  try {
    const outgoing = { upstream, method, headers, body: plan.body, signal };
    return await sendSigned(outgoing, { ...context, provider });
  } catch (error) {
    return giveUp(sending, error, context);
  }
}

/** Tells the client, if it is still there, why it gets no answer of its provider. Throws what is our own fault. */
function giveUp(sending: Sending, error: unknown, { log }: ForwardContext): undefined {
  const { job, plan, signal, draft } = sending;
  const { provider } = job.destination;
  if (codeOf(error) === '') throw error;
  if (signal.aborted) return;
  const isTold = HeadroomError.isInstance(error);
  const failure = isTold ? error : unreachable(provider.upstream(job.target), error);
  log('warn', failure.message);
  draft.answered(writeFailure(job.response, provider, failure));
  plan.body.release();
}

/** Answers with our own failure in the provider's words. Gives the status. */
export function writeFailure(
  response: ServerResponse,
  provider: Provider,
  error: HeadroomError,
): number {
  const { status, body } = provider.failure(error);
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  response.end(body);
  return status;
}

function createTap(job: ForwardJob, answer: Answer, context: ForwardContext): UsageTap {
  const { wire, route } = job.destination;
  if (wire === undefined || route?.purpose !== 'send') return BLIND;
  return createUsageTap({
    wire,
    headers: answer.response.headers,
    onError: () => context.log('warn', 'The token counts of an answer could not be read.'),
  });
}

const BLIND: UsageTap = { write: () => undefined, end: () => Promise.resolve(undefined) };

/** An answer may be over before its request is: then nobody reads the rest of the request. */
function endUpload(result: RelayResult, plan: BodyPlan, answer: Answer): void {
  if (result === 'ended') plan.body.release();
  if (!answer.request.writableFinished) answer.request.destroy();
}
