// Headers as they were written: order, case and repetition kept. Only what belongs to one hop is taken out or replaced.

/** Name, value, name, value: the form of Node's `rawHeaders`. */
export type RawHeaders = readonly string[];

/** Headers about one connection, not about the message (RFC 9110, 7.6.1), besides those that `connection` names. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-authentication-info',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);

/** How a body is delimited on the wire. */
export type Framing =
  | { readonly kind: 'as-is' }
  | { readonly kind: 'length'; readonly bytes: number; readonly isDecoded: boolean };

export interface OutgoingHeaders {
  readonly host: string;
  readonly method: string;
  readonly framing: Framing;
}

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** The headers of a request on its way to the provider. */
export function requestHeaders(raw: RawHeaders, outgoing: OutgoingHeaders): string[] {
  const { framing } = outgoing;
  const named = namedByConnection(raw);
  const kept: string[] = [];
  let isFramed = false;
  for (const [name, value] of pairs(raw)) {
    const lower = name.toLowerCase();
    if (lower === 'host') kept.push(name, outgoing.host);
    else if (lower === 'connection') kept.push(name, 'keep-alive');
    else if (lower === 'content-length' || lower === 'transfer-encoding') {
      if (framing.kind === 'as-is') kept.push(name, value);
      else if (!isFramed) kept.push(lengthName(name, lower), String(framing.bytes));
      isFramed = true;
    } else if (!isOursOrHop(lower, named) && !isStaleEncoding(lower, framing)) {
      kept.push(name, value);
    }
  }
  // Without it Node would announce a chunked body that the client never announced.
  if (!isFramed && METHODS_WITH_BODY.has(outgoing.method)) kept.push('Content-Length', '0');
  return kept;
}

function lengthName(name: string, lower: string): string {
  return lower === 'content-length' ? name : 'Content-Length';
}

/** `expect` has been met already: our server asked for the body. */
function isOursOrHop(lower: string, named: ReadonlySet<string>): boolean {
  return lower === 'expect' || lower.startsWith('x-headroom-') || isHop(lower, named);
}

function isStaleEncoding(lower: string, framing: Framing): boolean {
  return lower === 'content-encoding' && framing.kind === 'length' && framing.isDecoded;
}

/** The headers of a request for a WebSocket, without those that every connection makes for itself. */
export function handshakeHeaders(raw: RawHeaders): string[] {
  const named = namedByConnection(raw);
  return pairs(raw)
    .filter(([name]) => {
      const lower = name.toLowerCase();
      return !isOursOrHop(lower, named) && !isOfHandshake(lower);
    })
    .flat();
}

/** The headers of a provider's answer to it, for the client, but for the same ones. */
export function handshakeAnswerHeaders(raw: RawHeaders): readonly [name: string, value: string][] {
  const named = namedByConnection(raw);
  return pairs(raw).filter(([name]) => {
    const lower = name.toLowerCase();
    return !isHop(lower, named) && !isOfHandshake(lower);
  });
}

function isOfHandshake(lower: string): boolean {
  return lower.startsWith('sec-websocket-') || OF_ONE_CONNECTION.has(lower);
}

const OF_ONE_CONNECTION = new Set(['host', 'content-length', 'transfer-encoding']);

/** The headers of a response on its way to the client. An HTTP/1.0 client cannot read chunks. */
export function responseHeaders(raw: RawHeaders, client: { readonly chunks: boolean }): string[] {
  const named = namedByConnection(raw);
  return pairs(raw)
    .filter(([name]) => {
      const lower = name.toLowerCase();
      return !isHop(lower, named) && (client.chunks || lower !== 'transfer-encoding');
    })
    .flat();
}

function isHop(lower: string, named: ReadonlySet<string>): boolean {
  return HOP_BY_HOP.has(lower) || named.has(lower);
}

/** Names that `connection` must not take out: what a message is and how long it is. */
const NEVER_NAMED = new Set(['host', 'content-length', 'transfer-encoding', 'content-encoding']);

function namedByConnection(raw: RawHeaders): ReadonlySet<string> {
  const names = pairs(raw)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  return new Set(names.filter((name) => !NEVER_NAMED.has(name)));
}

function pairs(raw: RawHeaders): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return found;
}
