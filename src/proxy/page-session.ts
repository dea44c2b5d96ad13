// How a browser gets past the token: it brings it once in the query of a page, and goes on with a cookie that opens pages only.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GateOptions } from './gate.ts';
import type { Page } from './proxy-options.ts';
import { isSameSecret } from './secret.ts';

export interface SignIn {
  /** Where the browser goes on, without the token. */
  readonly location: string;
  readonly cookie: string;
}

/** What to answer to `/dashboard?token=...`; undefined when no token, a wrong one or a page that takes none was asked for. */
export function signIn(page: Page, target: string, gate: GateOptions): SignIn | undefined {
  if (page.takesToken !== true || gate.token === undefined) return undefined;
  const query = new URLSearchParams(target.split('?')[1]);
  if (!isSameSecret(query.get('token') ?? '', gate.token)) return undefined;
  query.delete('token');
  const rest = query.toString();
  const value = `${cookieName(gate)}=${cookieSecret(gate.token)}`;
  return {
    location: rest === '' ? page.path : `${page.path}?${rest}`,
    cookie: `${value}; Path=${page.path}; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_S}`,
  };
}

const MAX_AGE_S = 30 * 24 * 3600;

/** Whether a browser signed in before. Good for pages, never for what is proxied. */
export function isSignedIn(request: IncomingMessage, gate: GateOptions): boolean {
  if (gate.token === undefined) return false;
  const expected = cookieSecret(gate.token);
  const prefix = `${cookieName(gate)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.some(
    (cookie) => cookie.startsWith(prefix) && isSameSecret(cookie.slice(prefix.length), expected),
  );
}

/** Cookies are shared by all ports of a host. */
function cookieName({ port }: GateOptions): string {
  return `headroom-${port}`;
}

/** Not the token itself: other servers of this machine get to see cookies, and the token opens more than pages. */
function cookieSecret(token: string): string {
  return createHmac('sha256', token).update('headroom pages').digest('hex');
}
