// One real request in every wire format: through a proxy as `wrap` starts it, to a provider in this process, and back.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Settings } from '../../src/config/settings.ts';
import type { Finding } from './finding.ts';

const ANSWER = JSON.stringify({ answered: 'by the provider of headroom doctor' });
const PATIENCE_MS = 10_000;

/** A request with a long tool output, as the clients of this format send it. */
interface RoundTrip {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  body(output: string): unknown;
}

const CALL = { name: 'bash', arguments: '{"command":"make"}' };

const ROUND_TRIPS: readonly RoundTrip[] = [
  {
    name: 'Anthropic Messages',
    path: '/v1/messages',
    headers: { 'x-api-key': 'doctor', 'anthropic-version': '2023-06-01' },
    body: (output) => ({
      model: 'doctor',
      tools: [{ name: 'bash', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: 'Build it.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'bash', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: output }] },
      ],
    }),
  },
  {
    name: 'OpenAI Chat',
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer doctor' },
    body: (output) => ({
      model: 'doctor',
      tools: [{ type: 'function', function: { name: 'bash', parameters: { type: 'object' } } }],
      messages: [
        { role: 'user', content: 'Build it.' },
        { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: CALL }] },
        { role: 'tool', tool_call_id: 'c1', content: output },
      ],
    }),
  },
  {
    name: 'OpenAI Responses',
    path: '/v1/responses',
    headers: { authorization: 'Bearer doctor' },
    body: (output) => ({
      model: 'doctor',
      tools: [{ type: 'function', name: 'bash', parameters: { type: 'object' } }],
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Build it.' }] },
        { type: 'function_call', call_id: 'c1', ...CALL },
        { type: 'function_call_output', call_id: 'c1', output },
      ],
    }),
  },
  {
    name: 'Gemini',
    path: '/v1beta/models/doctor:generateContent',
    headers: { 'x-goog-api-key': 'doctor' },
    body: (output) => ({
      tools: [{ functionDeclarations: [{ name: 'run_shell_command' }] }],
      contents: [
        { role: 'user', parts: [{ text: 'Build it.' }] },
        { role: 'model', parts: [{ functionCall: { name: 'run_shell_command', args: {} } }] },
        {
          role: 'user',
          parts: [{ functionResponse: { name: 'run_shell_command', response: { output } } }],
        },
      ],
    }),
  },
];

/** Nothing of it stays: it has a data folder of its own, which is removed. */
export async function checkRoundTrips(settings: Settings): Promise<readonly Finding[]> {
  const received: number[] = [];
  const provider = await startProvider((bytes) => received.push(bytes));
  const { withTemporaryHome } = await import('../../src/compose/temporary-home.ts');
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const addresses = { anthropicUrl: url, openaiUrl: url, geminiUrl: url };
  const findings = await withTemporaryHome('doctor', (home) =>
    goAll({ ...settings, ...addresses, home, port: 0, host: '127.0.0.1' }, received),
  );
  await new Promise((resolve) => provider.close(resolve));
  return findings;
}

async function goAll(settings: Settings, received: number[]): Promise<readonly Finding[]> {
  const { startHeadroom } = await import('../../src/compose/start-headroom.ts');
  const { createLaunchKey } = await import('../../src/launch/launch-key.ts');
  const own = { ...settings, token: undefined };
  const running = await startHeadroom({ settings: own, launchKey: createLaunchKey() });
  const findings: Finding[] = [];
  for (const trip of ROUND_TRIPS)
    findings.push(await go(trip, { baseUrl: running.baseUrl, received }));
  await running.close({ graceMs: 0 });
  return findings;
}

async function go(
  trip: RoundTrip,
  about: { readonly baseUrl: string; readonly received: number[] },
): Promise<Finding> {
  const name = `round trip, ${trip.name}`;
  const body = JSON.stringify(trip.body(LONG_OUTPUT));
  about.received.length = 0;
  const answer = await fetch(`${about.baseUrl}${trip.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...trip.headers },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
    .then((response) => response.text())
    .catch((error: unknown) => String(error));
  const [arrived] = about.received;
  if (answer !== ANSWER || arrived === undefined) {
    const summary = `the answer did not come back: ${answer.slice(0, 200)}`;
    return { name, status: 'failure', summary, mend: 'headroom wrap AGENT --no-compress' };
  }
  const sizes = `${body.length} bytes sent, ${arrived} arrived, answer intact`;
  return arrived < body.length
    ? { name, status: 'ok', summary: sizes }
    : { name, status: 'warning', summary: `${sizes}; nothing was made smaller` };
}

/** Repeats itself, as builds do. */
const LONG_OUTPUT = Array.from(
  { length: 400 },
  (_, index) => `[${index}/400] compiling module_${index % 7}.c with -O2 -Wall into build/objects`,
).join('\n');

function startProvider(onBody: (bytes: number) => void): Promise<Server> {
  const server = createServer((request: IncomingMessage, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      onBody(bytes);
      response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
