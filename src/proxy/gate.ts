// Who may talk to us. A web page must not be able to use the proxy, nor another user of this machine who lacks the key.
import { isIP } from 'node:net';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isSameSecret } from './secret.ts';

export interface GateOptions {
  /** The address we were told to listen on. */
  readonly host: string;
  readonly port: number;
  /** Other names that clients reach us by, like `host.docker.internal`. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Set: proxied requests must carry it as `/k/KEY` in front of their path. */
  readonly launchKey?: string | undefined;
  /** Set: every request must carry it. */
  readonly token?: string | undefined;
}

export type Admission =
  | { readonly verdict: 'forbidden'; readonly why: string }
  | {
      readonly verdict: 'admitted';
      readonly target: string;
      readonly hasKey: boolean;
      /** Asked by a page that we served, or by a person who typed our address: for our pages and for nothing else. */
      readonly isBrowser: boolean;
      /** Whether it may see our pages, a token apart: those of a launch need its key, and by an allowed name anybody may come. */
      readonly mayLook: boolean;
    };

const KEY_PREFIX = '/k/';
const NOT_OURS =
  'This is not an address headroom answers to. Start it with --allow-host NAME if it should be.';

/**
 * The first look at every request. `forbidden` means a browser, or a name that is not ours; otherwise the target without
 * its key, and whether the key or the token was right.
 */
export function admit(request: IncomingMessage, gate: GateOptions): Admission {
  const { headers } = request;
  const isOwnPage = isFromOwnPage(headers);
  if (!isOwnPage && (headers.origin !== undefined || isFromPage(headers))) {
    return { verdict: 'forbidden', why: 'Web pages may not use headroom.' };
  }
  if (!isOurHost(headers.host, gate)) {
    return { verdict: 'forbidden', why: NOT_OURS };
  }
  const { key, target } = splitKey(request.url ?? '/');
  const hasKey = isKeyRight(key, headers, gate);
  return {
    verdict: 'admitted',
    target,
    hasKey,
    isBrowser: isOwnPage || isTyped(headers),
    mayLook: gate.launchKey === undefined ? isNear(headers.host, gate) : hasKey,
  };
}

function isNear(host: string | undefined, gate: GateOptions): boolean {
  return gate.token !== undefined || isOwnName(readHost(host)?.name ?? '', gate);
}

/** Whether a control route may answer. It needs no launch key: `doctor` must find proxies it did not start. */
export function mayControl(request: IncomingMessage, gate: GateOptions): boolean {
  if (gate.token === undefined) return true;
  const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const given = [headerText(request.headers['x-headroom-token']), bearer];
  return given.some((secret) => secret !== undefined && isSameSecret(secret, gate.token ?? ''));
}

/** Browsers say where a request comes from even when they send no Origin. `none` is no page. */
function isFromPage({ 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return site !== undefined && site !== 'none';
}

/** A person typed the address, or opened a bookmark. A program built on a browser (an editor's agent) sends `none` too, but goes nowhere. */
function isTyped(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'none' && headers['sec-fetch-mode'] === 'navigate';
}

/** A page under a name that was rebound to our address says the same, and fails at Host. Some requests have an Origin, too. */
function isFromOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== 'same-origin') return false;
  return origin === undefined || origin.replace(/^https?:\/\//, '') === host;
}

/**
 * DNS rebinding gives a page's own name our address, so the name in Host is what tells. By a name that was allowed, and behind a
 * token, we may be reached through mapped ports; behind a token by any address, too. A name must be known all the same.
 */
function isOurHost(value: string | undefined, gate: GateOptions): boolean {
  const given = readHost(value);
  if (given === undefined) return false;
  if (isAllowed(given.name, gate)) return true;
  const isOwn = isOwnName(given.name, gate);
  if (gate.token !== undefined) return isOwn || isIP(given.name) !== 0;
  return isOwn && given.port === gate.port;
}

function isOwnName(name: string, { host }: GateOptions): boolean {
  return isLoopback(name) || name === bare(host);
}

function isAllowed(given: string, { allowedHosts = [] }: GateOptions): boolean {
  return allowedHosts.some((name) => given === bare(name));
}

function readHost(value: string | undefined): { name: string; port: number } | undefined {
  const parts = /^(\[[0-9a-f:.]+\]|[^:[\]/@]+)(?::(\d{1,5}))?$/i.exec(value ?? '');
  if (parts?.[1] === undefined) return undefined;
  return { name: bare(parts[1]), port: Number(parts[2] ?? 80) };
}

function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '').toLowerCase();
}

/** Whether an address can only be reached from this machine. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** A key that nobody asked for is taken off all the same: upstream must not see it. */
function splitKey(url: string): { key?: string; target: string } {
  if (!url.startsWith(KEY_PREFIX)) return { target: url };
  const rest = url.slice(KEY_PREFIX.length);
  const end = rest.search(/[/?]/);
  if (end < 0) return { key: rest, target: '/' };
  return {
    key: rest.slice(0, end),
    target: rest[end] === '/' ? rest.slice(end) : `/${rest.slice(end)}`,
  };
}

function isKeyRight(
  key: string | undefined,
  headers: IncomingHttpHeaders,
  gate: GateOptions,
): boolean {
  const expected = [gate.launchKey, gate.token].filter((secret) => secret !== undefined);
  if (expected.length === 0) return true;
  const given = [key, headerText(headers['x-headroom-token'])].filter((text) => text !== undefined);
  return given.some((text) => expected.some((secret) => isSameSecret(text, secret)));
}

function headerText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
