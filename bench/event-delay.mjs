// How much later an event of a stream reaches the client through headroom than directly: the first one, and those after it.
import { once } from 'node:events';
import http from 'node:http';
import { agentBody } from './bodies.mjs';
import { median, startProxyProcess } from './proxy-process.mjs';

const RUNS = 40;
const EVENTS = 8;
const BETWEEN_MS = 5;

export async function eventDelay() {
  const provider = await startSlowProvider();
  const proxy = await startProxyProcess(provider.url);
  const body = agentBody(100_000, 0, 0);
  const direct = { first: [], later: [] };
  const through = { first: [], later: [] };
  for (let run = -5; run < RUNS; run++) {
    const one = await delays(provider.url, body);
    const other = await delays(proxy.url, body);
    if (run < 0) continue;
    for (const [sums, [first, ...later]] of [
      [direct, one],
      [through, other],
    ]) {
      sums.first.push(first);
      sums.later.push(...later);
    }
  }
  await proxy.close();
  provider.close();
  return ['first', 'later'].map((name) => ({
    event: name,
    'direct ms': median(direct[name]).toFixed(2),
    'through ms': median(through[name]).toFixed(2),
    'added ms (median)': (median(through[name]) - median(direct[name])).toFixed(2),
    'at most': 2,
  }));
}

/** Sends some events, a moment apart; each says when it was written, on this process's clock. */
async function startSlowProvider() {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let sent = 0;
      const timer = setInterval(() => {
        response.write(`event: ping\ndata: {"type":"ping","writtenMs":${performance.now()}}\n\n`);
        if (++sent < EVENTS) return;
        clearInterval(timer);
        response.end();
      }, BETWEEN_MS);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function delays(url, body) {
  const call = http.request(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  call.end(body);
  const [response] = await once(call, 'response');
  const waited = [];
  for await (const chunk of response) {
    const now = performance.now();
    for (const [, writtenMs] of String(chunk).matchAll(/"writtenMs":([\d.]+)/g))
      waited.push(now - Number(writtenMs));
  }
  return waited;
}
