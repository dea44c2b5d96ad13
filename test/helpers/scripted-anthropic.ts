// A stand-in for the Anthropic API that follows a script and keeps every raw body it gets. Loopback only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the model does next: say something, or call a tool. A function reads the transcript first. */
export type Turn =
  | { readonly text: string }
  | { readonly tool: string; readonly input: Readonly<Record<string, unknown>> };
export type ScriptedTurn = Turn | 'never answers' | ((body: MessagesBody) => Turn);

export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: string | readonly Block[];
}
export interface MessagesBody {
  readonly system?: unknown;
  readonly tools?: readonly { readonly name: string }[];
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly Block[];
  }[];
}

export interface KeptRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly raw: Buffer;
}

export interface ScriptedAnthropic {
  readonly url: string;
  readonly requests: readonly KeptRequest[];
  /** Resolves when the first turn is asked for. */
  readonly asked: Promise<void>;
  /** The agent's own turns, without titles, probes and counting. */
  turns(): readonly (KeptRequest & { readonly body: MessagesBody })[];
  close(): Promise<void>;
}

/** Answers turn n of the script when the transcript holds n tool calls; the last turn repeats. */
export async function startScriptedAnthropic(
  script: readonly ScriptedTurn[],
): Promise<ScriptedAnthropic> {
  const requests: KeptRequest[] = [];
  const first = signal();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const kept = { method, path, headers, raw: Buffer.concat(chunks) };
      requests.push(kept);
      if (isTurn(kept)) first.send();
      answer(kept, script, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    asked: first.sent,
    turns: () =>
      requests
        .filter(isTurn)
        .map((kept) => ({ ...kept, body: JSON.parse(kept.raw.toString()) as MessagesBody })),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function signal(): { readonly sent: Promise<void>; send(): void } {
  const state = { send: (): void => undefined };
  const sent = new Promise<void>((resolve) => {
    state.send = resolve;
  });
  return { sent, send: () => state.send() };
}

const MESSAGES = /\/messages(?:\?|$)|RawPredict(?:\?|$)/;

function isTurn(request: KeptRequest): boolean {
  if (request.method !== 'POST' || !MESSAGES.test(request.path)) return false;
  return ((JSON.parse(request.raw.toString()) as MessagesBody).tools ?? []).length > 0;
}

function answer(
  request: KeptRequest,
  script: readonly ScriptedTurn[],
  response: ServerResponse,
): void {
  if (request.method === 'HEAD') return void response.writeHead(200).end();
  if (/\/count_tokens|count-tokens/.test(request.path)) {
    return sendJson(response, 200, { input_tokens: Math.ceil(request.raw.length / 4) });
  }
  if (request.method !== 'POST' || !MESSAGES.test(request.path)) {
    return sendJson(response, 404, {
      type: 'error',
      error: { type: 'not_found_error', message: 'not scripted' },
    });
  }
  const body = JSON.parse(request.raw.toString()) as MessagesBody & { stream?: boolean };
  const turn = isTurn(request) ? nextTurn(script, body) : { text: 'A side answer.' };
  if (turn === 'never answers') return;
  const streams = body.stream === true || request.path.includes(':streamRawPredict');
  if (!streams) return sendJson(response, 200, message(turn));
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.end(events(turn));
}

function nextTurn(script: readonly ScriptedTurn[], body: MessagesBody): Turn | 'never answers' {
  const done = body.messages
    .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
    .filter((block) => block.type === 'tool_use').length;
  const turn = script[Math.min(done, script.length - 1)] ?? { text: 'The script is empty.' };
  return typeof turn === 'function' ? turn(body) : turn;
}

let ids = 0;

/** Clients put answers together that have one id. */
function nextId(kind: 'msg' | 'toolu'): string {
  ids += 1;
  return `${kind}_${String(ids).padStart(20, '0')}`;
}

function blockOf(turn: Turn): Record<string, unknown> {
  if ('text' in turn) return { type: 'text', text: turn.text };
  return { type: 'tool_use', id: nextId('toolu'), name: turn.tool, input: turn.input };
}

const USAGE = { input_tokens: 10, output_tokens: 5 };

function message(turn: Turn): Record<string, unknown> {
  const content = [blockOf(turn)];
  const stop_reason = 'text' in turn ? 'end_turn' : 'tool_use';
  return { ...emptyMessage(), content, stop_reason, usage: USAGE };
}

const EMPTY_MESSAGE = {
  type: 'message',
  role: 'assistant',
  model: 'scripted',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 10, output_tokens: 1 },
};

function emptyMessage(): Record<string, unknown> {
  return { id: nextId('msg'), ...EMPTY_MESSAGE };
}

function events(turn: Turn): string {
  const block = blockOf(turn);
  const [start, delta] =
    'text' in turn
      ? [
          { type: 'text', text: '' },
          { type: 'text_delta', text: turn.text },
        ]
      : [
          { ...block, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(turn.input) },
        ];
  const stop_reason = 'text' in turn ? 'end_turn' : 'tool_use';
  return [
    { type: 'message_start', message: emptyMessage() },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: USAGE },
    { type: 'message_stop' },
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
