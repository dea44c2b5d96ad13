// An upstream that a request asks for itself. Law: only hosts that the user has allowed; anything else would let whoever
// reaches the proxy send a user's keys anywhere.
import { type Upstream, upstreamAt } from './upstream.ts';

/** The header by which a request names the address it wants to go to. */
export const ASKED_HEADER = 'x-headroom-base-url';

export type AskedUpstream =
  | { readonly verdict: 'allowed'; readonly upstream: (target: string) => Upstream }
  | { readonly verdict: 'refused'; readonly why: string };

/** Reads what the header says. `allowed` are hosts as the user wrote them: "llm.example", "*.example", "127.0.0.1:9". */
export function readAskedUpstream(address: string, allowed: readonly string[]): AskedUpstream {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.search + url.hash === '';
  if (url === undefined || !isPlain || !/^https?:$/.test(url.protocol)) {
    return { verdict: 'refused', why: `${ASKED_HEADER} is not a plain http or https address.` };
  }
  if (allowed.some((host) => isSameHost(url, host.trim().toLowerCase()))) {
    return { verdict: 'allowed', upstream: upstreamAt(address) };
  }
  const why = `${ASKED_HEADER} names a host that was not allowed. Start headroom with --allow-upstream HOST.`;
  return { verdict: 'refused', why };
}

/** A host without a port stands for the usual ones alone. */
function isSameHost(url: URL, host: string): boolean {
  if (host.startsWith('*.')) return url.port === '' && url.hostname.endsWith(host.slice(1));
  return host !== '' && (url.host === host || (url.port === '' && url.hostname === host));
}
