// A browser of this machine, and a proxy with the pages over a store. Without Chromium the tests that need one are skipped.
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { dashboardPages } from '../../src/dashboard/dashboard.ts';
import { createFigures } from '../../src/dashboard/figures.ts';
import { statsPage } from '../../src/dashboard/stats.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { type RunningProxy, startProxy } from '../../src/proxy/listener.ts';
import type { Store } from '../../src/store/open-store.ts';
import { installDebianPackages } from '../helpers/install-debian-packages.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Undefined where there is a browser; else why tests are skipped. */
export function whyNoBrowser(): string | undefined {
  return findChromium() === undefined ? `there is no ${PLACES[0] ?? ''}` : undefined;
}

/** Tries to install one, which only root can; then as `whyNoBrowser`. */
export function installBrowser(): string | undefined {
  if (findChromium() === undefined) installDebianPackages(['chromium']);
  return whyNoBrowser();
}

function findChromium(): string | undefined {
  return PLACES.find((file) => existsSync(file));
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? '', args: FLAGS });
}

/** The proxy with its pages over this store; closed after the test. */
export async function proxyOver(
  store: Store | undefined,
  { token, now = Date.now, log }: { token?: string; now?: () => number; log?: string[] } = {},
): Promise<RunningProxy> {
  const figures = createFigures(store, {});
  const proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    token,
    providers: [anthropic({ baseUrl: 'http://127.0.0.1:9' })],
    wireFormats: [],
    compress: false,
    pages: [statsPage(figures, now), ...dashboardPages(figures, now)],
    log: (level, message) => log?.push(`${level} ${message}`),
  });
  onTestFinished(() => proxy.close({ graceMs: 0 }));
  return proxy;
}

export interface OpenPage {
  readonly page: Page;
  /** Addresses that the page asked for, of whatever kind. */
  readonly asked: readonly string[];
  /** What went wrong in it: faults of scripts, and what its policy forbade. */
  readonly faults: readonly string[];
}

/** Opens an address in a context of its own, and waits until figures stand there. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  await page.locator('main:not([hidden])').first().waitFor();
  return { page, asked, faults };
}
