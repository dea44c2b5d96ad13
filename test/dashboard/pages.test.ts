import { request } from 'node:http';
import { onTestFinished, describe, expect, it } from 'vitest';
import { createFigures } from '../../src/dashboard/figures.ts';
import { formatMetrics, metricsPage } from '../../src/dashboard/metrics.ts';
import { statsPage } from '../../src/dashboard/stats.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { startProxy } from '../../src/proxy/listener.ts';
import type { Store } from '../../src/store/open-store.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { readReport } from '../../src/telemetry/read-report.ts';
import { calibrate } from '../../src/telemetry/calibration/calibration.ts';
import { tallyEvents } from '../../src/telemetry/tally-events.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { keptText, replacedText, requestEvent } from '../telemetry/events.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

describe('GET /stats', () => {
  it('is the report that everybody reads', async () => {
    const { store } = openedStore();
    const texts = [replacedText(), keptText()];
    const events = [1, 30, 24 * 30].map((age) =>
      requestEvent({ atMs: NOW_MS - age * HOUR_MS, texts }),
    );
    done(store.events.append(events.map(eventRow)));
    const { get } = await proxyOver(store);
    const reports = await Promise.all(
      ['/stats', '/stats?hours=2', '/stats?days=2', '/stats?all'].map(async (path) => {
        const { status, body } = await get(path);
        expect(status).toBe(200);
        return JSON.parse(body) as { requests: { total: number } };
      }),
    );
    expect(reports.map(({ requests }) => requests.total)).toEqual([2, 1, 2, 3]);
    expect(reports[3]).toEqual(readReport(store, { sinceMs: null }));
  });

  it('says what is wrong with a question, or with the store', async () => {
    const { store } = openedStore();
    const { get } = await proxyOver(store);
    expect(await get('/stats?hours=many')).toMatchObject({
      status: 400,
      body: expect.stringContaining('hours=many is not a number above 0'),
    });
    store.close();
    expect(await get('/stats')).toMatchObject({
      status: 503,
      body: expect.stringContaining('STORE_UNAVAILABLE'),
    });
  });

  it('is for people and programs of this machine, and for our own pages, not for the web', async () => {
    const { get } = await proxyOver(openedStore().store);
    const statuses = async (headers: Record<string, string>) =>
      Promise.all(
        ['/stats', '/metrics', '/v1/models'].map(async (path) => (await get(path, headers)).status),
      );
    expect(await statuses({ 'sec-fetch-site': 'cross-site' })).toEqual([403, 403, 403]);
    expect(await statuses({ origin: 'https://evil.example' })).toEqual([403, 403, 403]);
    expect(await statuses({ host: 'evil.example' })).toEqual([403, 403, 403]);
    expect(await statuses({ 'sec-fetch-site': 'same-origin' })).toEqual([200, 200, 403]);
  });

  it('is shown under a name that was allowed only behind a token', async () => {
    const allowedHosts = ['tunnel.example', 'localhost'];
    const host = { host: 'tunnel.example' };
    const open = await proxyOver(openedStore().store, { allowedHosts });
    expect((await open.get('/stats', host)).status).toBe(404);
    expect((await open.get('/livez', host)).status).toBe(200);
    expect((await open.get('/stats')).status).toBe(200);
    const { port } = open;
    expect((await open.get('/stats', { host: `localhost:${port}` })).status).toBe(200);
    const { get } = await proxyOver(openedStore().store, { allowedHosts, token: 'quite-secret' });
    expect((await get('/stats', host)).status).toBe(401);
    expect((await get('/stats', { ...host, 'x-headroom-token': 'quite-secret' })).status).toBe(200);
  });

  it('needs the token where there is one', async () => {
    const { get } = await proxyOver(openedStore().store, { token: 'quite-secret' });
    expect((await get('/stats')).status).toBe(401);
    expect((await get('/stats', { 'x-headroom-token': 'quite-secret' })).status).toBe(200);
  });
});

describe('GET /metrics', () => {
  it('holds the same figures, in the text format of Prometheus', async () => {
    const { store } = openedStore();
    const usage = { input: 10, output: 20, cacheRead: 30, cacheWrite5m: 40, cacheWrite1h: 0 };
    const event = requestEvent({ texts: [replacedText()], usage, waitMs: 3, firstByteMs: 700 });
    done(store.events.append([eventRow(event)]));
    const { get } = await proxyOver(store);
    const { body } = await get('/metrics');
    for (const line of [
      'headroom_requests_total{purpose="send"} 1',
      'headroom_new_input_tokens_total{stage="before"} 1000',
      'headroom_new_input_tokens_total{stage="after"} 400',
      'headroom_provider_tokens_total{billed="cacheRead"} 30',
      'headroom_tool_tokens_total{tool="Bash",stage="after"} 400',
      'headroom_prefix_rewrites_total 0',
      'headroom_added_wait_seconds_bucket{le="0.002"} 0',
      'headroom_added_wait_seconds_bucket{le="0.005"} 1',
      'headroom_added_wait_seconds_bucket{le="+Inf"} 1',
      'headroom_added_wait_seconds_sum 0.003',
      'headroom_first_byte_seconds_count 1',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    expect(body).toMatch(/^headroom_spent_dollars_total [\d.e-]+$/m);
  });

  it('is made of lines that Prometheus can read, whatever a tool is called', () => {
    const texts = ['a"b', 'c\\d', 'e\nf', '__proto__'].map((tool) => replacedText({ tool }));
    const text = formatMetrics({
      tally: tallyEvents([requestEvent({ texts })]),
      calibration: calibrate({}),
    });
    const sample = /^[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(,[a-z]+="[^"\n]*")*\})? [\d.e+-]+$/;
    for (const line of text.split('\n')) {
      if (line !== '' && !line.startsWith('# ')) expect(line).toMatch(sample);
    }
  });
});

async function proxyOver(
  store: Store,
  access: { readonly token?: string; readonly allowedHosts?: readonly string[] } = {},
) {
  const figures = createFigures(store, {});
  const proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    ...access,
    providers: [anthropic({ baseUrl: 'http://127.0.0.1:9' })],
    wireFormats: [],
    compress: false,
    pages: [statsPage(figures, () => NOW_MS), metricsPage(figures)],
  });
  onTestFinished(() => proxy.close({ graceMs: 0 }));
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(proxy.port, path, headers);
  return { get, port: proxy.port };
}

/** `fetch` would not send these headers. */
function ask(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = request({ port, path, headers, host: '127.0.0.1' }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject).end();
  });
}
