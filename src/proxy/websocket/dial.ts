// Opens the WebSocket to a provider. The handshake carries the client's own headers; nothing is compressed on the wire,
// because frames are read.
import type { Agent, IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Upstream } from '../../providers/upstream.ts';

export interface Call {
  readonly upstream: Upstream;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
  /** Subprotocols that the client offers, in its order. */
  readonly protocols: readonly string[];
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly maxFrameBytes: number;
  /** The client went away. */
  readonly signal: AbortSignal;
}

export type Dialled =
  | { readonly status: 'open'; readonly socket: WebSocket; readonly answer: IncomingMessage }
  /** The provider answered, but not with a WebSocket. */
  | { readonly status: 'refused'; readonly code: number }
  | { readonly status: 'unreachable'; readonly error: Error };

/** Never rejects. */
export async function dial(call: Call): Promise<Dialled> {
  const dialled = await dialOnce(call);
  const isSilent = dialled.status === 'unreachable' && NO_PROTOCOL.test(dialled.error.message);
  // A provider that does not name the subprotocol it speaks is spoken to all the same.
  return isSilent ? await dialOnce({ ...call, protocols: [] }) : dialled;
}

const NO_PROTOCOL = /^Server sent no subprotocol$/;

async function dialOnce(call: Call): Promise<Dialled> {
  const { upstream, protocols, signal } = call;
  const { WebSocket: Connection } = await import('ws');
  if (signal.aborted) return { status: 'unreachable', error: new Error('the client went away') };
  const { secure, host, target } = upstream;
  const socket = new Connection(`${secure ? 'wss' : 'ws'}://${host}/`, [...protocols], {
    headers: byName(call.headers),
    agent: call.agent,
    handshakeTimeout: call.timeoutMs,
    maxPayload: call.maxFrameBytes,
    perMessageDeflate: false,
    followRedirects: false,
    // The library would take the target apart and write it anew.
    finishRequest: (request) => {
      request.path = target;
      request.end();
    },
  });
  const hangUp = () => socket.terminate();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    return await answerOf(socket);
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}

function answerOf(socket: WebSocket): Promise<Dialled> {
  return new Promise((resolve) => {
    let answer: IncomingMessage | undefined;
    socket.once('upgrade', (response) => (answer = response));
    socket.once('open', () => {
      // Messages that come before anybody listens would be lost.
      socket.pause();
      if (answer !== undefined) resolve({ status: 'open', socket, answer });
    });
    socket.once('unexpected-response', (request, response) => {
      resolve({ status: 'refused', code: response.statusCode ?? 0 });
      response.resume();
      request.destroy();
    });
    socket.on('error', (error) => resolve({ status: 'unreachable', error }));
  });
}

function byName(headers: readonly string[]): Record<string, string[]> {
  // Without members of its own: a header may be named "constructor".
  const named = Object.create(null) as Record<string, string[]>;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2);
    named[name] = [...(named[name] ?? []), value];
  }
  return named;
}
