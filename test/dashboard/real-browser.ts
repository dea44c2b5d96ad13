// The dashboard in a real browser, before a real proxy and a real store.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textDigest } from '../../src/ccr/handle.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';
import { openPage, proxyOver, startBrowser } from './browser.ts';
import { writeWeek } from './week.ts';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>__proto__';

/** Declares the tests; `why` says why they cannot be run here. */
export function testInBrowser(why: string | undefined): void {
  const skipped = why === undefined ? '' : ` (skipped: ${why})`;
  describe.skipIf(why !== undefined)(`the dashboard in a browser${skipped}`, looksAtPages);
}

function looksAtPages(): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('shows the numbers of /stats and asks nobody else', async () => {
    const { store } = openedStore();
    writeWeek(store, Date.now());
    const { url } = await proxyOver(store);
    const { page, asked, faults } = await openPage(browser, `${url}/dashboard`);
    const report = (await (await fetch(`${url}/stats?days=7`)).json()) as PerfReport;
    const valuesOf = async (id: string): Promise<(string | null)[]> => {
      const all = await page.locator(`#${id} data`).all();
      return Promise.all(all.map((one) => one.getAttribute('value')));
    };
    const { newInput, wholeRequests, money } = report;
    const numbers = ({ savedTokens, tokensBefore, tokensAfter }: typeof wholeRequests) =>
      [savedTokens, tokensBefore, tokensAfter].map(String);
    expect(await valuesOf('total-new')).toEqual(numbers(newInput));
    expect(await valuesOf('total-whole')).toEqual(numbers(wholeRequests));
    expect(await valuesOf('total-money')).toEqual(
      [money.netSavedUsd, money.spentUsd, money.listSavedUsd].map(String),
    );
    expect(await valuesOf('total-rewrites')).toEqual(['0']);
    const charts = await page.locator('.stage svg').count();
    expect(charts).toBe(4);
    expect(await page.locator('#rows tr').count()).toBeGreaterThan(5);
    expect(new Set(asked.map((address) => new URL(address).origin))).toEqual(new Set([url]));
    expect(faults).toEqual([]);
  });

  it('is empty with advice, then shows what comes in without being asked', async () => {
    const { store } = openedStore();
    const { url } = await proxyOver(store);
    const { page } = await openPage(browser, `${url}/dashboard`);
    await page.getByText('Nothing has gone through headroom yet').waitFor();
    await page.getByText(`ANTHROPIC_BASE_URL=${url} claude`).waitFor();
    done(
      store.events.append([
        eventRow(requestEvent({ atMs: Date.now(), texts: [replacedText()] })),
        eventRow(requestEvent({ atMs: Date.now(), texts: [rewrite] })),
      ]),
    );
    await page.locator('#total-rewrites.bad').getByText('1', { exact: true }).waitFor();
    expect(await page.locator('#total-new .flow').textContent()).toBe('2,000 → 800 tokens');
    expect(await page.locator('#rows tr').count()).toBe(2);
  });

  it('tells conversations of the same minute apart', async () => {
    const { store } = openedStore();
    const atMs = Date.now();
    const events = ['one', 'two'].map((conversation) => requestEvent({ atMs, conversation }));
    done(store.events.append(events.map(eventRow)));
    const { url } = await proxyOver(store);
    const { page } = await openPage(browser, `${url}/dashboard`);
    await page.locator('#turns svg').waitFor();
    const names = await page.locator('#conversation option').allTextContents();
    expect(names.map((name) => name.slice(-6)).sort()).toEqual([' · one', ' · two']);
  });

  it('writes no number of an axis over another, although nothing was read from a cache', async () => {
    const { store } = openedStore();
    const usage = { input: 900, output: 9, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    done(store.events.append([eventRow(requestEvent({ atMs: Date.now(), usage }))]));
    const { url } = await proxyOver(store);
    const { page } = await openPage(browser, `${url}/dashboard`);
    await page.locator('#cache svg').waitFor();
    const labels = await page.locator('#cache svg text.end').all();
    const places = await Promise.all(
      labels.map(async (one) => Number(await one.getAttribute('y'))),
    );
    const sorted = places.sort((one, other) => one - other);
    expect(sorted.length).toBeGreaterThan(1);
    for (const [index, y] of sorted.slice(1).entries()) {
      expect(y - (sorted[index] ?? 0)).toBeGreaterThan(14);
    }
  });

  it('keeps focus and what is read out while figures change', async () => {
    const { store } = openedStore();
    const append = () =>
      done(
        store.events.append([
          eventRow(requestEvent({ atMs: Date.now(), texts: [replacedText()] })),
        ]),
      );
    append();
    const { url } = await proxyOver(store);
    const { page } = await openPage(browser, `${url}/dashboard`);
    await page.locator('#tools .stage').press('ArrowRight');
    expect(await page.locator('#tools .readout').textContent()).toContain('1,000 before');
    append();
    await page.locator('#tools .readout').getByText('2,000 before').waitFor();
    expect(await page.locator('#tools .stage:focus').count()).toBe(1);
  });

  it('takes names and texts for text, whatever they look like', async () => {
    const { store } = openedStore();
    const key = textDigest('decision');
    const replaced = { key, tool: HOSTILE, by: HOSTILE, tokensBefore: 9, tokensAfter: 4 };
    const decision = { key, action: 'replace', text: HOSTILE } as const;
    done(store.commit({ originals: [], decisions: [decision] }));
    const names = { agent: HOSTILE, model: HOSTILE, project: HOSTILE, conversation: HOSTILE };
    const usage = { input: 9, output: 9, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const texts = [replacedText({ tool: HOSTILE })];
    const event = { atMs: Date.now(), ...names, usage, texts, replaced: [replaced] };
    done(store.events.append([eventRow(requestEvent(event))]));
    const { url } = await proxyOver(store);
    const { page, asked, faults } = await openPage(browser, `${url}/dashboard`);
    await page.locator('#tools').focus();
    await page.locator('#tools .stage').press('ArrowRight');
    expect(await page.locator('#tools .readout').textContent()).toContain(HOSTILE);
    await page.locator('#rows button').click();
    await page.locator('#text-after div').first().waitFor();
    expect(await page.locator('#text-after').textContent()).toBe(HOSTILE);
    expect(await page.locator('#texts-list b').textContent()).toBe(HOSTILE);
    expect(await page.evaluate('"hacked" in window')).toBe(false);
    expect(await page.locator('img, body script').count()).toBe(0);
    expect(asked.filter((address) => address.endsWith('/x'))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is dark where that is liked, and fits a phone', async () => {
    const { store } = openedStore();
    writeWeek(store, Date.now());
    const { url } = await proxyOver(store);
    const brightness = async (colorScheme: 'light' | 'dark', width: number): Promise<number> => {
      const options = { colorScheme, viewport: { width, height: 800 } };
      const { page } = await openPage(browser, `${url}/dashboard`, options);
      await page.locator('#turns svg').waitFor();
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - innerWidth',
      );
      expect([width, overflow]).toEqual([width, 0]);
      const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      return Number(/\d+/.exec(colour)?.[0]);
    };
    expect(await brightness('light', 360)).toBeGreaterThan(200);
    expect(await brightness('dark', 390)).toBeLessThan(60);
    expect(await brightness('dark', 1280)).toBeLessThan(60);
  });

  it('opens with a token once, and drops it from the address', async () => {
    const { store } = openedStore();
    writeWeek(store, Date.now());
    const { url } = await proxyOver(store, { token: 'quite-secret' });
    const { page, faults } = await openPage(browser, `${url}/dashboard?token=quite-secret`);
    await page.getByText('Live').waitFor();
    expect(page.url()).toBe(`${url}/dashboard`);
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.reload();
    await page.locator('#rows tr').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('shows another time when it is asked to', async () => {
    const { store } = openedStore();
    writeWeek(store, Date.now());
    const { url } = await proxyOver(store);
    const { page } = await openPage(browser, `${url}/dashboard?all`);
    expect(await page.locator('nav [aria-current]').textContent()).toBe('All');
    await page.getByRole('link', { name: '24 hours' }).click();
    const { requests } = (await (await fetch(`${url}/stats?hours=24`)).json()) as PerfReport;
    await page.locator('#asides').getByText(`${requests.send}, `).waitFor();
    expect(await page.locator('#export').getAttribute('href')).toContain('hours=24');
  });
}

const rewrite = replacedText({ zone: 'settled' });
