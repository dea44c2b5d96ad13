// A real WebSocket client, the proxy, and a real WebSocket server that keeps what it got.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { openai } from '../../../src/providers/openai.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { type PairOptions, type ProxyPair, startPair } from '../proxy-pair.ts';

export interface SocketServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  readonly frames: readonly Buffer[];
  /** Resolves when this many frames have come. */
  gotFrames(count: number): Promise<void>;
  /** The connections, oldest first. */
  readonly sockets: readonly WebSocket[];
}

export interface SocketServerOptions {
  /** Refuses the upgrade with what it returns. */
  readonly refuse?: (request: IncomingMessage) => number | undefined;
  readonly headers?: readonly string[];
  readonly protocol?: (offered: ReadonlySet<string>) => string | false;
  readonly onFrame?: (frame: Buffer, socket: WebSocket, isBinary: boolean) => void;
}

/** A provider that speaks WebSocket on loopback, until the test is over. */
async function startSocketServer(options: SocketServerOptions = {}): Promise<SocketServer> {
  const requests: IncomingMessage[] = [];
  const frames: Buffer[] = [];
  const sockets: WebSocket[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  const server = createServer((_, response) => response.writeHead(404).end());
  const acceptor = new WebSocketServer({
    noServer: true,
    perMessageDeflate: true,
    handleProtocols: options.protocol ?? (([first]) => first ?? false),
  });
  acceptor.on('headers', (lines) => lines.push(...(options.headers ?? [])));
  server.on('upgrade', (request, socket, head) => {
    requests.push(request);
    const status = options.refuse?.(request);
    if (status !== undefined) {
      return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 2\r\n\r\n{}`);
    }
    acceptor.handleUpgrade(request, socket, head, (accepted) => {
      sockets.push(accepted);
      accepted.on('error', () => undefined);
      accepted.on('message', (data: Buffer, isBinary) => {
        frames.push(data);
        options.onFrame?.(data, accepted, isBinary);
        for (const { count, done } of waiting) if (frames.length >= count) done();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    frames,
    sockets,
    gotFrames: (count) =>
      frames.length >= count
        ? Promise.resolve()
        : new Promise((done) => waiting.push({ count, done })),
  };
}

export interface SocketPair extends ProxyPair {
  readonly server: SocketServer;
  connect(options?: ConnectOptions): Promise<Connection>;
}

export interface ConnectOptions extends ClientOptions {
  readonly path?: string;
  readonly protocols?: readonly string[];
}

/** How a connection was answered. */
export interface Connection {
  /** 101 when it is open. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly socket: WebSocket;
  /** Messages that came, in order. */
  next(): Promise<Buffer>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export interface SocketPairOptions extends PairOptions {
  readonly server?: SocketServerOptions;
  /** Instead of OpenAI at the address of the server. */
  readonly provider?: (address: string) => Provider;
}

/** Server and proxy, ready for clients. */
export async function startSocketPair(options: SocketPairOptions = {}): Promise<SocketPair> {
  const { server: serverOptions, provider, ...pairOptions } = options;
  const server = await startSocketServer(serverOptions);
  const made = provider?.(server.url) ?? openai({ baseUrl: server.url });
  const pair = await startPair({ providers: [made], ...pairOptions });
  return { ...pair, server, connect: (given) => connectSocket(pair.proxy.url, given) };
}

/** Connects, or learns how it was refused. */
export function connectSocket(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const { path = '/v1/responses', protocols = [], ...rest } = options;
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, [...protocols], rest);
  onTestFinished(() => socket.terminate());
  const came: Buffer[] = [];
  const waiting: ((frame: Buffer) => void)[] = [];
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const wants = waiting.shift();
    if (wants === undefined) came.push(data);
    else wants(data);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const next = () => {
    const [frame] = came.splice(0, 1);
    return frame === undefined
      ? new Promise<Buffer>((resolve) => waiting.push(resolve))
      : Promise.resolve(frame);
  };
  return new Promise((resolve) => {
    const settle = ({ statusCode = 0, headers }: IncomingMessage) =>
      resolve({ status: statusCode, headers, socket, next, closed });
    socket.once('upgrade', (response) => socket.once('open', () => settle(response)));
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      settle(response);
    });
  });
}
