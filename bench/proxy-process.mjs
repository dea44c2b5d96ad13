// A headroom proxy in a process of its own, and a provider on loopback that answers at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../bin/headroom.js', import.meta.url));

const EVENTS = [
  {
    type: 'message_start',
    message: {
      id: 'm',
      role: 'assistant',
      content: [],
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } },
  { type: 'message_stop' },
];
const STREAM = EVENTS.map(
  (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
).join('');

/** Answers everything with a short stream. */
export async function startProvider() {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(STREAM);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Starts `headroom proxy` with a home folder of its own; `readyMs` is from spawn to its first line. */
export async function startProxyProcess(upstream, ...options) {
  const home = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [BIN, 'proxy', '--port', '0', '--anthropic-url', upstream, '--home', home, ...options],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [line] = await once(child.stdout, 'data');
  const readyMs = performance.now() - started;
  const url = /http:\S+/.exec(String(line))[0];
  const close = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(home, { recursive: true, force: true });
  };
  return { url, readyMs, close, rssBytes: () => residentBytes(child.pid) };
}

/** Linux only; elsewhere NaN. */
function residentBytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}

const agent = new http.Agent({ keepAlive: true });

/** Posts a body; resolves with the milliseconds to the first byte of the answer and to its end. */
export function post(url, body) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const call = http.request(
      `${url}/v1/messages`,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        let firstByteMs;
        response.on('data', () => (firstByteMs ??= performance.now() - started));
        response.on('end', () => resolve({ firstByteMs, totalMs: performance.now() - started }));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

export function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
