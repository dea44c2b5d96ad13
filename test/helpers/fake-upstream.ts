// A provider on loopback that keeps the raw bytes it gets and answers as a test tells it to. Built on a bare socket, so
// that nothing tidies up what arrives.
//
//   const upstream = await startFakeUpstream(async (request, reply) => {
//     await request.body();                                // as soon as the head is in; waiting for the body is up to you
//     reply.send({ status: 200, headers: [['content-type', 'application/json']], body: '{}' });
//   });
//   upstream.url; upstream.requests[0]?.head; await upstream.close();
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** All of the head, request line to empty line, as latin1. */
  readonly head: string;
  /** In order, case kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  header(name: string): string | undefined;
  /** The body without its chunking, once it is complete; rejects when the connection closes first. */
  body(): Promise<Buffer>;
  /** What has arrived of the body so far. */
  received(): Buffer;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

export interface ReplyHead {
  readonly status?: number;
  readonly reason?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** Writes the answer. */
export interface Reply {
  /** A whole answer with its length; HEAD gets no body. */
  send(answer: ReplyHead & { readonly body?: string | Buffer }): void;
  /** Begins a chunked answer. */
  start(head?: ReplyHead): void;
  /** One chunk; resolves when the socket took it. */
  write(chunk: string | Buffer): Promise<void>;
  end(): void;
  /** Bytes as they are, head included. */
  raw(bytes: string | Buffer): void;
  /** Closes the connection in the middle of whatever it was doing. */
  cut(): void;
  /** Resolves when the connection is gone, whoever closed it. */
  readonly closed: Promise<void>;
  readonly socket: Socket;
}

export type Script = (request: UpstreamRequest, reply: Reply) => void | Promise<void>;

export interface FakeUpstream {
  readonly url: string;
  readonly port: number;
  /** In the order in which their heads came in. */
  readonly requests: readonly UpstreamRequest[];
  /** How many connections were made. */
  connections(): number;
  /** Changes what later requests get. */
  answerWith(script: Script): void;
  /** Closes connections that are waiting for a request, as providers do. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** The default answer: a small message in Anthropic's format. */
export const SMALL_MESSAGE =
  '{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":"ok"}],"usage":{"input_tokens":3,"output_tokens":1}}';

const answerSmallMessage: Script = async (request, reply) => {
  await request.body();
  reply.send({ headers: [['Content-Type', 'application/json']], body: SMALL_MESSAGE });
};

export interface FakeUpstreamOptions {
  /** Speaks TLS with these. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Starts a provider on a free port. */
export async function startFakeUpstream(
  script: Script = answerSmallMessage,
  options: FakeUpstreamOptions = {},
): Promise<FakeUpstream> {
  let current = script;
  const requests: UpstreamRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const accept = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    // One for every request that comes on it.
    socket.setMaxListeners(0);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, connections, (request, reply) => {
      requests.push(request);
      return current(request, reply);
    });
  };
  const server: Server =
    options.tls === undefined ? createServer(accept) : createSecureServer(options.tls, accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const destroyAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    answerWith: (next) => {
      current = next;
    },
    dropConnections: destroyAll,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      destroyAll();
      await closed;
    },
  };
}

/** Reads requests off one connection, one after the other. */
function serve(socket: Socket, connection: number, script: Script): void {
  let waiting: Buffer = Buffer.alloc(0);
  let body: BodyReader | undefined;
  const readMore = (): void => {
    if (body !== undefined) {
      waiting = body.take(waiting);
      if (!body.isComplete()) return;
      body = undefined;
    }
    const end = waiting.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = waiting.subarray(0, end + 4).toString('latin1');
    waiting = waiting.subarray(end + 4);
    body = createBodyReader(head, socket);
    const request = readHead(head, connection, body);
    void Promise.resolve(script(request, createReply(socket, request))).catch(() =>
      socket.destroy(),
    );
    readMore();
  };
  socket.on('data', (chunk: Buffer) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    readMore();
  });
}

function readHead(head: string, connection: number, body: BodyReader): UpstreamRequest {
  const [first = '', ...lines] = head.split('\r\n').filter((line) => line !== '');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const [method = '', target = ''] = first.split(' ');
  return {
    method,
    target,
    head,
    headers,
    header: (name) => headers.find(([given]) => given.toLowerCase() === name)?.[1],
    body: () => body.whole,
    received: () => body.received(),
    connection,
  };
}

interface BodyReader {
  /** Takes what belongs to this body and gives back the rest. */
  take(bytes: Buffer): Buffer;
  isComplete(): boolean;
  received(): Buffer;
  readonly whole: Promise<Buffer>;
}

function createBodyReader(head: string, socket: Socket): BodyReader {
  const isChunked = /^transfer-encoding:.*chunked/im.test(head);
  let missing = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
  let isDone = !isChunked && missing === 0;
  const pieces: Buffer[] = [];
  let resolveWhole: (bytes: Buffer) => void = () => undefined;
  const whole = new Promise<Buffer>((resolve, reject) => {
    resolveWhole = resolve;
    socket.once('close', () => reject(new Error('the connection closed before the body ended')));
  });
  whole.catch(() => undefined);
  const finishIf = (isOver: boolean) => {
    if (!isOver) return;
    isDone = true;
    resolveWhole(Buffer.concat(pieces));
  };
  finishIf(isDone);
  const takeCounted = (bytes: Buffer): Buffer => {
    const piece = bytes.subarray(0, missing);
    missing -= piece.length;
    pieces.push(piece);
    finishIf(missing === 0);
    return bytes.subarray(piece.length);
  };
  const takeChunks = (bytes: Buffer): Buffer => {
    let rest = bytes;
    while (!isDone) {
      const line = rest.indexOf('\r\n');
      if (line < 0) return rest;
      const size = parseInt(rest.subarray(0, line).toString('latin1'), 16);
      const end = line + 2 + size + 2;
      if (rest.length < end) return rest;
      pieces.push(rest.subarray(line + 2, end - 2));
      rest = rest.subarray(end);
      finishIf(size === 0);
    }
    return rest;
  };
  return {
    take: (bytes) => (isDone ? bytes : isChunked ? takeChunks(bytes) : takeCounted(bytes)),
    isComplete: () => isDone,
    received: () => Buffer.concat(pieces),
    whole,
  };
}

function createReply(socket: Socket, request: UpstreamRequest): Reply {
  const closed = new Promise<void>((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });
  const writeHead = (head: ReplyHead, framing?: readonly [string, string]) => {
    const lines = [...(head.headers ?? []), ...(framing === undefined ? [] : [framing])];
    const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const { status = 200, reason = status === 200 ? 'OK' : '' } = head;
    socket.write(`HTTP/1.1 ${status} ${reason}\r\n${text}\r\n`, 'latin1');
  };
  return {
    send: ({ body = '', ...head }) => {
      const isBodiless = [204, 304].includes(head.status ?? 200);
      const length = String(Buffer.byteLength(body));
      writeHead(head, isBodiless ? undefined : ['Content-Length', length]);
      if (!isBodiless && request.method !== 'HEAD') socket.write(body);
    },
    start: (head = {}) => writeHead(head, ['Transfer-Encoding', 'chunked']),
    write: (chunk) =>
      new Promise((resolve) => {
        socket.write(`${Buffer.byteLength(chunk).toString(16)}\r\n`);
        socket.write(chunk);
        socket.write('\r\n', () => resolve());
      }),
    end: () => socket.write('0\r\n\r\n'),
    raw: (bytes) => socket.write(bytes),
    cut: () => socket.resetAndDestroy(),
    closed,
    socket,
  };
}
