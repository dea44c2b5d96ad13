// A stand-in for every provider that follows a script and keeps every raw body it gets, over HTTP and WebSocket. Loopback.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { spokenAnthropic } from './anthropic.ts';
import { spokenGemini } from './gemini.ts';
import { spokenChat } from './openai-chat.ts';
import { responseEvents, spokenResponses } from './openai-responses.ts';
import { listOf, objectOf } from './reading.ts';
import {
  answerTurn,
  callFor,
  turnFor,
  type Answer,
  type Fault,
  type Script,
  type SpokenFormat,
} from './script.ts';

export interface KeptTurn {
  readonly path: string;
  readonly raw: Buffer;
  readonly body: unknown;
  readonly format: SpokenFormat;
  readonly over: 'http' | 'websocket';
  readonly headers: IncomingMessage['headers'];
  /** Undefined when it was answered well. */
  readonly fault: Fault | undefined;
}

export interface ScriptedProvider {
  readonly url: string;
  /** Requests with tools: the agent's own turns, faults included. */
  readonly turns: readonly KeptTurn[];
  /** Method and path of everything else. */
  readonly others: readonly string[];
  /** Upgrades asked for. */
  upgrades(): number;
  close(): Promise<void>;
}

const FORMATS: ReadonlyArray<readonly [RegExp, SpokenFormat]> = [
  [/\/messages(?:\?|$)/, spokenAnthropic],
  [/\/chat\/completions(?:\?|$)/, spokenChat],
  [/\/responses(?:\?|$)/, spokenResponses],
  [/:(?:streamG|g)enerateContent(?:\?|$)/, spokenGemini],
];

export async function startScriptedProvider(script: Script): Promise<ScriptedProvider> {
  const state: State = {
    script,
    turns: [],
    others: [],
    faults: structuredClone(script.faults ?? {}),
    upgrades: 0,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answerRequest(request, Buffer.concat(chunks), { response, state }));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) =>
    upgrade({ request, socket, head }, sockets, state),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    turns: state.turns,
    others: state.others,
    upgrades: () => state.upgrades,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface State {
  readonly script: Script;
  readonly turns: KeptTurn[];
  readonly others: string[];
  /** Those not served yet. */
  readonly faults: Readonly<Record<number, readonly Fault[]>>;
  upgrades: number;
}

function answerRequest(
  request: IncomingMessage,
  raw: Buffer,
  { response, state }: { readonly response: ServerResponse; readonly state: State },
): void {
  const { method = '', url: path = '', headers } = request;
  const format = FORMATS.find(([pattern]) => pattern.test(path))?.[1];
  if (method !== 'POST' || format === undefined) {
    state.others.push(`${method} ${path}`);
    return sendJson(response, ...otherAnswer(method, path, raw));
  }
  const body: unknown = JSON.parse(raw.toString());
  const isTurn = format.tools(body).length > 0;
  const fault = isTurn ? takeFault(state, format.calls(body)) : undefined;
  if (isTurn) state.turns.push({ path, raw, body, format, over: 'http', headers, fault });
  else state.others.push(`${method} ${path}`);
  if (fault === 'overloaded') return sendError(response, 529, {});
  if (fault === 'rate-limited') return sendError(response, 429, { 'retry-after': '1' });
  const answer: Answer = isTurn ? answerTurn(state.script, format, body) : sideAnswer(state.script);
  const streams = objectOf(body)['stream'] === true || path.includes(':stream');
  if (!streams) return sendJson(response, 200, format.whole(answer, body));
  const text = format.stream(answer, body);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  if (fault !== 'cut') return void response.end(text);
  response.write(text.slice(0, Math.floor(text.length / 3)), () => response.destroy());
}

/** A client without tools has nothing but side requests. */
function sideAnswer({ turns }: Script): Answer {
  const [only, ...more] = turns;
  const words = typeof only === 'object' && 'text' in only && more.length === 0 ? only : undefined;
  return words ?? { text: 'A side answer.' };
}

function takeFault(state: State, calls: number): Fault | undefined {
  return (state.faults[calls] as Fault[] | undefined)?.shift();
}

function otherAnswer(method: string, path: string, raw: Buffer): [status: number, value: unknown] {
  if (method === 'HEAD') return [200, undefined];
  if (/count_tokens/.test(path)) return [200, { input_tokens: Math.ceil(raw.length / 4) }];
  if (/:countTokens/.test(path)) return [200, { totalTokens: Math.ceil(raw.length / 4) }];
  if (/\/models(?:\?|$)/.test(path)) return [200, { object: 'list', data: [], models: [] }];
  return [404, { error: { type: 'not_found_error', message: 'not scripted' } }];
}

interface Upgrading {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function upgrade(
  { request, socket, head }: Upgrading,
  sockets: WebSocketServer,
  state: State,
): void {
  state.upgrades += 1;
  if (state.script.webSocket !== true) {
    socket.end('HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (client) => talk(client, request, state));
}

/** Only what is new arrives in a frame: the script goes on by what has been called on this connection. */
function talk(client: WebSocket, request: IncomingMessage, state: State): void {
  const seen = { calls: 0, tools: spokenResponses.tools({}), outputs: [] as readonly string[] };
  client.on('message', (data: Buffer) => {
    const body: unknown = JSON.parse(data.toString());
    const frame = objectOf(body);
    if (frame['type'] !== 'response.create') return;
    const tools = spokenResponses.tools(body);
    // A later frame may hold only what has been added.
    const names = new Set(tools.map(({ name }) => name));
    seen.tools = [...seen.tools.filter(({ name }) => !names.has(name)), ...tools];
    if (frame['generate'] === false || listOf(frame['input']).length === 0) {
      return sendEvents(client, []);
    }
    const { url: path = '', headers } = request;
    const about = { path, raw: data, body, format: spokenResponses, headers, fault: undefined };
    state.turns.push({ ...about, over: 'websocket' });
    seen.outputs = [...seen.outputs, ...spokenResponses.outputs(body)];
    const answer = callFor(turnFor(state.script.turns, seen), seen.tools);
    if ('tool' in answer) seen.calls += 1;
    sendEvents(client, responseEvents(answer));
  });
}

/** A warm-up is answered with a response that says nothing. */
function sendEvents(client: WebSocket, events: readonly unknown[]): void {
  const empty = responseEvents({ text: '' }).filter(({ type }) =>
    ['response.created', 'response.completed'].includes(String(type)),
  );
  for (const event of events.length === 0 ? empty : events) client.send(JSON.stringify(event));
}

function sendError(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
): void {
  const type = status === 529 ? 'overloaded_error' : 'rate_limit_error';
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(
    JSON.stringify({ type: 'error', error: { type, code: status, message: 'scripted' } }),
  );
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}
