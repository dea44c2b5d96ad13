// Sends a request to its provider. node:http and node:https, because fetch would add headers of its own and unpack answers.
// No timeout but one for connecting: an answer may be silent for minutes before its first word, and in between.
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Upstream } from '../../providers/upstream.ts';
import { type AgentOptions, createAgents } from './agents.ts';
import type { OutgoingBody } from './outgoing-body.ts';
import { codeOf } from './unreachable.ts';

export interface Outgoing {
  readonly upstream: Upstream;
  readonly method: string;
  /** Name, value, name, value; sent as they are. */
  readonly headers: string[];
  readonly body: OutgoingBody;
  /** The client went away. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

export interface Transport {
  /** Resolves with the head of the answer. Rejects with the system's own error when there is none. */
  send(outgoing: Outgoing): Promise<Answer>;
  close(): void;
}

export interface TransportOptions extends AgentOptions {
  readonly idleSocketMs: number;
  readonly maxHeaderBytes: number;
}

/** A dead pooled socket shows within a round trip. A reset that comes later may have cut a request that was worked on. */
const STALE_WITHIN_MS = 10_000;
const STALE_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** Opens the pools. */
export function createTransport(options: TransportOptions): Transport {
  const agents = createAgents(options);
  const open = (outgoing: Outgoing) =>
    openRequest(outgoing, agents.for(outgoing.upstream), options);
  return {
    send: async (outgoing) => {
      const first = open(outgoing);
      try {
        return await first.answered;
      } catch (error) {
        if (!isStaleSocket(first, outgoing, error)) throw error;
        dropIdleSockets(agents.for(outgoing.upstream));
        return await open(outgoing).answered;
      }
    },
    close: () => agents.close(),
  };
}

interface Attempt {
  readonly request: ClientRequest;
  readonly startedAtMs: number;
  readonly answered: Promise<Answer>;
}

function openRequest(outgoing: Outgoing, agent: http.Agent, options: TransportOptions): Attempt {
  const { upstream, method, headers, body, signal } = outgoing;
  const startedAtMs = performance.now();
  const request = (upstream.secure ? https : http).request({
    agent,
    host: upstream.hostname,
    port: upstream.port,
    method,
    path: upstream.target,
    headers,
    setHost: false,
    signal,
    maxHeaderSize: options.maxHeaderBytes,
    // The pool's timeout is for idle sockets. This takes it off a socket in use.
    timeout: 0,
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    request.once('response', (response) => {
      body.settle();
      resolve({ request, response });
    });
    request.on('error', reject);
    // Without an error: Node lets go of a connection on which another protocol was begun that nobody asked for.
    request.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
  limitConnecting(request, { secure: upstream.secure, timeoutMs: options.connectTimeoutMs });
  body.writeTo(request);
  return { request, startedAtMs, answered };
}

function limitConnecting(
  request: ClientRequest,
  limit: { readonly secure: boolean; readonly timeoutMs: number },
): void {
  request.once('socket', (socket: Socket) => {
    if (request.reusedSocket) return;
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('connecting took too long'), { code: 'ETIMEDOUT' }));
    }, limit.timeoutMs);
    const stop = () => clearTimeout(timer);
    socket.once(limit.secure ? 'secureConnect' : 'connect', stop).once('close', stop);
  });
}

function isStaleSocket(attempt: Attempt, outgoing: Outgoing, error: unknown): boolean {
  return (
    attempt.request.reusedSocket &&
    STALE_CODES.has(codeOf(error)) &&
    performance.now() - attempt.startedAtMs < STALE_WITHIN_MS &&
    outgoing.body.canReplay() &&
    !outgoing.signal.aborted
  );
}

/** The pool gives out its youngest socket first: when that one is dead, the others are not to be trusted either. */
function dropIdleSockets(agent: http.Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}
