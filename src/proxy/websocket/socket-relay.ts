// WebSockets of agents: the provider is called first, so that its refusal can be handed on as the answer on which clients
// turn to server-sent events, and its headers as ours.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { HeadroomError } from '../../errors.ts';
import { parseJson } from '../../json/parse.ts';
import type { PassReason } from '../../pipeline/prepared.ts';
import { type ArmContext, chooseArm } from '../arm.ts';
import { describeFault } from '../describe-fault.ts';
import type { Exchange } from '../exchange.ts';
import { draftExchange } from '../exchange-draft.ts';
import type { Log, ProxyLimits } from '../proxy-options.ts';
import { handshakeAnswerHeaders, handshakeHeaders } from '../raw-headers.ts';
import type { Destination } from '../router.ts';
import { type AgentOptions, type Agents, createAgents } from '../upstream/agents.ts';
import { createConversation } from './conversation.ts';
import { dial, type Call, type Dialled } from './dial.ts';
import { createSocketExchanges } from './exchanges.ts';
import { refuseUpgrade, USE_EVENTS } from './refuse-upgrade.ts';
import { relayFrames } from './relay-frames.ts';

export interface SocketRelayOptions extends AgentOptions, ArmContext {
  readonly limits: ProxyLimits;
  readonly log: Log;
  readonly report: (exchange: Exchange) => Promise<void>;
  /** Told about every answer that should not be cut when the proxy is closed. */
  readonly onRunning: (answer: Promise<void>) => void;
}

export interface UpgradeJob {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came behind the head. */
  readonly head: Buffer;
  /** Path and query, without the launch key. */
  readonly target: string;
  readonly destination: Destination;
}

export interface SocketRelay {
  /** Resolves when the connection is over, or was refused. Never rejects. */
  serve(job: UpgradeJob): Promise<void>;
  close(): void;
}

/** Frames beyond this end a connection: nothing an agent sends comes near. */
const MAX_FRAME_BYTES = 128 * 1024 * 1024;
const GOING_AWAY = 1001;
const REFUSED = 401;

interface Relay extends SocketRelayOptions {
  readonly agents: Agents;
  readonly open: Set<WebSocket>;
}

/** Makes the part of the proxy that serves WebSockets. */
export function createSocketRelay(options: SocketRelayOptions): SocketRelay {
  const relay: Relay = { ...options, agents: createAgents(options), open: new Set() };
  return {
    serve: async (job) => {
      try {
        await serve(job, relay);
      } catch (error) {
        relay.log('error', `A WebSocket could not be relayed: ${describeFault(error)}`);
        job.socket.destroy();
      }
    },
    close: () => {
      for (const socket of relay.open) socket.close(GOING_AWAY);
      for (const socket of relay.open) setImmediate(() => socket.terminate());
      relay.agents.close();
    },
  };
}

async function serve(job: UpgradeJob, relay: Relay): Promise<void> {
  const { socket, destination } = job;
  const gone = new AbortController();
  socket.once('close', () => gone.abort()).on('error', () => gone.abort());
  const dialled = await callProvider(job, relay, gone.signal);
  if (dialled.status !== 'open') {
    relay.log('debug', `No WebSocket at ${destination.provider.name}: ${describe(dialled)}`);
    return refuseUpgrade(socket, USE_EVENTS, 'No WebSocket here, use server-sent events.');
  }
  const provider = dialled.socket;
  if (gone.signal.aborted) return provider.terminate();
  const client = await acceptClient(job, dialled);
  for (const each of [client, provider]) {
    relay.open.add(each);
    each.once('close', () => relay.open.delete(each));
  }
  await converse({ job, client, provider }, relay);
}

function describe(dialled: Exclude<Dialled, { status: 'open' }>): string {
  return dialled.status === 'refused' ? String(dialled.code) : describeFault(dialled.error);
}

/** With the credentials of the provider, where it has its own; renewed once if they are refused. */
async function callProvider(job: UpgradeJob, relay: Relay, signal: AbortSignal): Promise<Dialled> {
  const { provider } = job.destination;
  const upstream = provider.upstream(job.target);
  const headers = handshakeHeaders(job.request.rawHeaders);
  const call = (signed: readonly string[]): Call => ({
    upstream,
    headers: signed,
    protocols: protocolsOf(job.request),
    agent: relay.agents.for(upstream),
    timeoutMs: relay.limits.connectTimeoutMs,
    maxFrameBytes: MAX_FRAME_BYTES,
    signal,
  });
  try {
    const signed = (await provider.sign?.({ headers })) ?? headers;
    const dialled = await dial(call(signed));
    if (dialled.status !== 'refused' || dialled.code !== REFUSED) return dialled;
    const renewed = await provider.sign?.({ headers, refused: signed });
    return renewed === undefined ? dialled : await dial(call(renewed));
  } catch (error) {
    // Nothing to sign with: the request that follows over HTTP is told so in words.
    if (HeadroomError.isInstance(error)) return { status: 'unreachable', error };
    throw error;
  }
}

function protocolsOf(request: IncomingMessage): readonly string[] {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  return [...new Set(offered.map((name) => name.trim()).filter((name) => name !== ''))];
}

async function acceptClient(
  { request, socket, head }: UpgradeJob,
  { socket: provider, answer }: Dialled & { readonly status: 'open' },
): Promise<WebSocket> {
  const { WebSocketServer: Server } = await import('ws');
  const [first] = protocolsOf(request);
  const server: WebSocketServer = new Server({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    handleProtocols: () => (provider.protocol === '' ? (first ?? false) : provider.protocol),
  });
  server.once('headers', (lines) => {
    const added = handshakeAnswerHeaders(answer.rawHeaders);
    lines.push(...added.map(([name, value]) => `${name}: ${value}`));
  });
  return await new Promise((resolve, reject) => {
    server.once('wsClientError', (error) => {
      provider.terminate();
      reject(error);
    });
    server.handleUpgrade(request, socket, head, (client) => {
      // Frames may have come with the head; nobody listens yet.
      client.pause();
      resolve(client);
    });
  });
}

interface Pair {
  readonly job: UpgradeJob;
  readonly client: WebSocket;
  readonly provider: WebSocket;
}

async function converse({ job, client, provider }: Pair, relay: Relay): Promise<void> {
  const { request, destination } = job;
  const { wire } = destination;
  const unread = { onClientText: (frame: Buffer) => Promise.resolve(frame), onProviderText: noop };
  if (wire === undefined) return void (await relayFrames({ client, provider, ...unread }));
  const { arm, pipeline } = chooseArm(request, destination, relay);
  const reason = whyUnread(job, relay);
  const conversation = createConversation({ ...relay, wire, pipeline, reason });
  const exchanges = createSocketExchanges(wire, relay);
  const left = await relayFrames({
    client,
    provider,
    onClientText: async (frame) => {
      const draft = draftExchange(request, { ...job, arm });
      draft.bodyRead();
      const planned = await conversation.plan(frame);
      if (planned === undefined) return frame;
      draft.planned(planned.plan);
      draft.sending();
      exchanges.asked(draft);
      return planned.bytes;
    },
    onProviderText: (frame) => {
      const parsed = parseJson(frame);
      if (!parsed.ok) return;
      conversation.hear(parsed.document);
      exchanges.heard(parsed.document);
    },
  });
  exchanges.end(left);
}

const noop = (): void => undefined;

function whyUnread({ request }: UpgradeJob, { compress }: Relay): PassReason | undefined {
  if (request.headers['x-headroom-bypass'] === 'true') return 'bypass';
  return compress ? undefined : 'compression-off';
}
