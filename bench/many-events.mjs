// A store with very many events: what recording one costs, how long a report over the last week takes, and how long the page waits
// for its figures.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../dist/src/store/open-store.js';
import { createEventWriter } from '../dist/src/telemetry/event-writer.js';
import { BIN, median, startProxyProcess } from './proxy-process.mjs';

const EVENTS = 1_000_000;
/** Spread over four weeks, so that the last week is a part of it. */
const SPAN_MS = 28 * 86_400_000;
const RETRIEVALS = 50_000;
const PAGE_RUNS = 7;

export async function manyEvents() {
  const home = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const { store } = openStore({ directory: home, now: Date.now });
  const writer = createEventWriter({
    events: store.events,
    tallies: store.tallies,
    ownPrices: {},
    onLost: (rows) => {
      throw new Error(`${rows} lost`);
    },
  });
  const from = Date.now() - SPAN_MS;
  const started = performance.now();
  for (let n = 0; n < EVENTS; n++) {
    writer.add(eventAt(from + (n / EVENTS) * SPAN_MS, n));
    // As a proxy does it: a few at a time.
    if (n % 20 === 19) writer.flush();
  }
  writer.flush();
  const eachMs = (performance.now() - started) / EVENTS;
  addRetrievals(store, from);
  const megabytes = statSync(store.file).size / 1e6;
  store.close();
  const rows = [
    { what: 'recording one event, ms', measured: eachMs.toFixed(3), 'at most': 0.2 },
    { what: 'perf --json, the last week, ms', measured: timePerf(home), 'at most': 1000 },
    { what: 'perf --json --all, ms', measured: timePerf(home, '--all'), 'at most': '-' },
    {
      what: 'perf --json --hours 1.5, ms',
      measured: timePerf(home, '--hours', '1.5'),
      'at most': '-',
    },
    ...(await timePage(home)),
    { what: 'size of the store, MB', measured: megabytes.toFixed(0), 'at most': '-' },
  ];
  rmSync(home, { recursive: true, force: true });
  return rows;
}

function timePerf(home, ...options) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [
    BIN,
    'perf',
    '--json',
    '--home',
    home,
    ...options,
  ]);
  if (status !== 0) throw new Error(`perf ended with ${status}`);
  return (performance.now() - started).toFixed(0);
}

/** What a browser asks for when it opens the page, and each time something has happened since. */
async function timePage(home) {
  const proxy = await startProxyProcess('http://127.0.0.1:9', '--home', home);
  const rows = [];
  for (const span of ['days=7', 'all']) {
    const times = [];
    for (let run = 0; run < PAGE_RUNS; run++) {
      const started = performance.now();
      await (await fetch(`${proxy.url}/dashboard/data?${span}`)).json();
      times.push(performance.now() - started);
    }
    const measured = median(times).toFixed(0);
    rows.push({ what: `figures of the page, ${span}, ms`, measured, 'at most': 1000 });
  }
  await proxy.close();
  return rows;
}

function addRetrievals(store, fromMs) {
  const rows = Array.from({ length: RETRIEVALS }, (_, n) => ({
    atMs: Math.floor(fromMs + (n / RETRIEVALS) * SPAN_MS),
    handle: `${100_000_000_000 + n}`,
    way: 'mcp',
    sliced: n % 2 === 0,
    tokens: 900,
  }));
  for (let at = 0; at < rows.length; at += 500) {
    const outcome = store.retrievals.append(rows.slice(at, at + 500));
    if (outcome.status !== 'done') throw new Error(outcome.message);
  }
}

function eventAt(atMs, n) {
  const text = (tool, reason) => ({
    tool,
    first: n % 3 !== 0,
    zone: 'live',
    ...(reason ? { reason } : { by: 'log-short+log-select', kind: 'log', fidelity: 'lossy' }),
    texts: 1,
    tokensBefore: 4_000 + (n % 500),
    tokensAfter: reason ? 4_000 + (n % 500) : 900,
  });
  return {
    type: 'request',
    atMs: Math.floor(atMs),
    method: 'POST',
    path: '/v1/messages',
    provider: 'anthropic',
    wire: 'anthropic-messages',
    purpose: 'send',
    agent: 'claude-cli/2.1.330',
    conversation: `conversation-${Math.floor(n / 40)}`,
    project: `project-${n % 7}`,
    model: n % 4 === 0 ? 'claude-haiku-4-5' : 'claude-sonnet-4-5',
    status: 200,
    usage: { input: 12, output: 300, cacheRead: 60_000, cacheWrite5m: 2_000, cacheWrite1h: 0 },
    sentTokens: 50_000 + (n % 700),
    bytesReceived: 240_000,
    bytesSent: 160_000,
    waitMs: 2 + (n % 9),
    firstByteMs: 800 + (n % 700),
    totalMs: 6_000,
    texts: [text('Bash'), text('Read', 'exact'), text('Grep')],
  };
}
