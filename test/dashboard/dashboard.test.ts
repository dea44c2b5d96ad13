// The pages of the dashboard as a client over HTTP gets them: what they hold, who may see them, and that nobody is kept waiting.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventsPage, LOOK_EVERY_MS } from '../../src/dashboard/change-feed.ts';
import { createFigures } from '../../src/dashboard/figures.ts';
import { timelineOf } from '../../src/dashboard/timeline.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { readReport, readTally } from '../../src/telemetry/read-report.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';
import { proxyOver } from './browser.ts';
import { writeWeek } from './week.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12, 30);
const HOUR_MS = 3_600_000;

interface Overview {
  readonly report: ReturnType<typeof readReport>;
  readonly timeline: ReturnType<typeof timelineOf>;
  readonly requests: readonly { readonly id: number; readonly conversation: string }[];
  readonly isUnused: boolean;
}

describe('figures', () => {
  it('are those of /stats, and their course over time adds up to them', async () => {
    const { store } = openedStore();
    writeWeek(store, NOW_MS);
    const { url } = await proxyOver(store, { now: () => NOW_MS });
    for (const asked of ['hours=24', 'days=7', 'all']) {
      const { report, timeline } = await read<Overview>(`${url}/dashboard/data?${asked}&ahead=330`);
      expect(report).toEqual(await read(`${url}/stats?${asked}`));
      const sum = (value: (step: (typeof timeline.steps)[number]) => number): number =>
        timeline.steps.reduce((total, step) => total + value(step), 0);
      expect(sum(({ requests }) => requests)).toBe(report.requests.send);
      expect(sum(({ wholeRequests }) => wholeRequests.tokensBefore)).toBe(
        report.wholeRequests.tokensBefore,
      );
      expect(sum(({ newInput }) => newInput.savedTokens)).toBe(report.newInput.savedTokens);
      expect(sum(({ cache }) => cache.readTokens)).toBe(report.cache.readTokens);
    }
  });

  it('can be had as a table, hour by hour', async () => {
    const { store } = openedStore();
    writeWeek(store, NOW_MS);
    const { url } = await proxyOver(store, { now: () => NOW_MS });
    const response = await fetch(`${url}/dashboard/export.csv?all`);
    expect(response.headers.get('content-disposition')).toContain('headroom.csv');
    const [titles = '', ...rows] = (await response.text()).trimEnd().split('\n');
    const at = titles.split(',').indexOf('newInputTokensAfter');
    const sum = rows.reduce((total, row) => total + Number(row.split(',')[at]), 0);
    expect(sum).toBe(readReport(store, { sinceMs: null }).newInput.tokensAfter);
  });

  it('say what is wrong with a question, or with the store', async () => {
    const { store } = openedStore();
    const { url } = await proxyOver(store);
    for (const path of ['data?hours=-1', 'export.csv?days=x', 'texts?id=one']) {
      expect((await fetch(`${url}/dashboard/${path}`)).status).toBe(400);
    }
    const without = await proxyOver(undefined);
    for (const path of ['data', 'export.csv', 'turns?conversation=a', 'texts?id=1']) {
      expect((await fetch(`${without.url}/dashboard/${path}`)).status).toBe(503);
    }
  });

  it('of long times are put together into few steps, which begin with the day of the reader', () => {
    const { store } = openedStore();
    writeWeek(store, NOW_MS);
    const reading = readTally(store, { sinceMs: null });
    const zoneMs = -5 * HOUR_MS;
    const untilMs = NOW_MS;
    for (const days of [1, 7, 40, 400, 4_000]) {
      const fromMs = untilMs - days * 24 * HOUR_MS;
      const { steps, stepMs } = timelineOf(reading, { fromMs, untilMs, zoneMs });
      expect(steps.length).toBeLessThanOrEqual(61);
      expect(steps[0]?.fromMs).toBeLessThanOrEqual(fromMs);
      expect((steps.at(-1)?.fromMs ?? 0) + stepMs).toBeGreaterThan(untilMs);
      if (stepMs >= 24 * HOUR_MS) expect(new Date(steps[0]?.fromMs ?? 0).getUTCHours()).toBe(5);
    }
  });
});

describe('the page', () => {
  it('may talk to us alone and take no text for markup', async () => {
    const { url } = await proxyOver(openedStore().store);
    const { headers } = await fetch(`${url}/dashboard`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('asks for files that are there', async () => {
    const { url } = await proxyOver(openedStore().store);
    const seen = new Set<string>();
    const visit = async (path: string): Promise<void> => {
      if (seen.has(path)) return;
      seen.add(path);
      const response = await fetch(url + path);
      expect([path, response.status]).toEqual([path, 200]);
      const text = await response.text();
      const named = text.matchAll(/(?:src|href)="(\/[^"?]*)"|from '\.(\/[^']+)'/g);
      for (const [, absolute, relative] of named) await visit(absolute ?? `/dashboard${relative}`);
    };
    await visit('/dashboard');
    expect(seen.size).toBeGreaterThan(8);
  });
});

describe('changes', () => {
  it('are told to who listens, and only them', async () => {
    const { store } = openedStore();
    const { port } = await proxyOver(store);
    const stream = await open(port, '/dashboard/events');
    expect(stream.headers['content-type']).toBe('text/event-stream');
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    done(store.events.append([eventRow(requestEvent({ texts: [replacedText()] }))]));
    while (!text.includes('change')) await once(stream, 'data');
    expect(text.replace(': listening\n\n', '')).toBe('event: change\ndata: {"lastRequest":1}\n\n');
    stream.destroy();
  });

  it('are not looked for when nobody listens any more', async () => {
    let looks = 0;
    const count = (): number => ++looks;
    const figures = { ...createFigures(undefined, {}), lastRequest: count, lastRetrieval: () => 0 };
    const page = eventsPage(figures, Date.now);
    const responses: ServerResponse[] = [];
    const server = createServer((asked, response) => {
      responses.push(response);
      page.answer(asked, response, new URLSearchParams());
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const stream = await open((server.address() as AddressInfo).port, '/dashboard/events');
    stream.on('error', () => undefined).resume();
    while (looks < 3) await once(stream, 'data');
    const left = responses.map((response) => once(response, 'close'));
    stream.destroy();
    await Promise.all(left);
    const before = looks;
    await setTimeout(LOOK_EVERY_MS + 200);
    expect(looks).toBe(before);
  });

  it('do not keep a proxy from closing', async () => {
    const proxy = await proxyOver(openedStore().store);
    const stream = await open(proxy.port, '/dashboard/events');
    stream.on('error', () => undefined).resume();
    const closed = new Promise((resolve) => stream.on('close', resolve));
    await proxy.close({ graceMs: 60_000 });
    await closed;
  });
});

describe('with a token', () => {
  it('a browser brings it once and goes on with a cookie that is not the token', async () => {
    const log: string[] = [];
    const { store } = openedStore();
    const { url, port } = await proxyOver(store, { token: 'quite-secret', log });
    const asked = await fetch(`${url}/dashboard?token=quite-secret&days=7`, { redirect: 'manual' });
    expect(asked.status).toBe(303);
    expect(asked.headers.get('location')).toBe('/dashboard?days=7');
    const cookie = asked.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^headroom-\d+=[0-9a-f]{64}; Path=\/dashboard; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    const headers = { cookie: `other=1; ${cookie.split(';')[0]}` };
    for (const path of ['/dashboard', '/dashboard/data', '/dashboard/app.js']) {
      expect((await open(port, path)).statusCode).toBe(401);
      expect((await open(port, path, headers)).statusCode).toBe(200);
    }
    expect((await open(port, '/v1/models', headers)).statusCode).toBe(404);
    expect(log.join('\n')).not.toContain('quite-secret');
  });

  it('a wrong one opens nothing, and it counts on the page alone', async () => {
    const { port } = await proxyOver(openedStore().store, { token: 'quite-secret' });
    const cookie = { cookie: `headroom-${port}=quite-secret` };
    const statuses = await Promise.all([
      open(port, '/dashboard?token=wrong'),
      open(port, '/dashboard?token='),
      open(port, '/dashboard/data?token=quite-secret'),
      open(port, '/stats?token=quite-secret'),
      open(port, '/dashboard', cookie),
      open(port, '/dashboard?token=quite-secret', { 'sec-fetch-site': 'cross-site' }),
    ]);
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401, 403]);
  });
});

describe('who may ask', () => {
  it('is our own page, whose scripts carry an Origin, and no other', async () => {
    const { port } = await proxyOver(openedStore().store);
    const ours = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    const asked = async (path: string, headers: Record<string, string>) =>
      (await open(port, path, headers)).statusCode;
    expect(await asked('/dashboard/app.js', ours)).toBe(200);
    expect(await asked('/v1/models', ours)).toBe(403);
    expect(await asked('/dashboard/data', { ...ours, origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await asked('/dashboard/data', { origin: ours.origin })).toBe(403);
    const rebound = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    expect(await asked('/dashboard/data', { ...ours, ...rebound })).toBe(403);
  });
});

async function read<Value>(url: string): Promise<Value> {
  return (await (await fetch(url)).json()) as Value;
}

/** `fetch` would not send these headers. */
async function open(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  const call = request({ host: '127.0.0.1', port, path, headers, agent: false }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return response;
}
