// Requests that ask for another protocol on their connection. Only WebSockets get one.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came behind the head. */
  readonly head: Buffer;
}

/** Whether a request opens a WebSocket, by the rules of RFC 6455: what breaks them is a request like any other. */
export function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    KEY.test(headers['sec-websocket-key'] ?? '') &&
    VERSIONS.has(headers['sec-websocket-version'] ?? '') &&
    areProtocols(headers['sec-websocket-protocol'])
  );
}

/** Sixteen bytes as base64. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const VERSIONS = new Set(['8', '13']);
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function areProtocols(offered: string | undefined): boolean {
  if (offered === undefined) return true;
  const names = offered.split(',').map((name) => name.trim());
  return names.every((name) => TOKEN.test(name)) && new Set(names).size === names.length;
}

/**
 * Some clients offer HTTP/2 with every request and are content with an answer that ignores it; others ask for a WebSocket that
 * cannot be. Node has taken their request off its connection by now: it is put back without the offer.
 */
export function serveAsRequest(server: Server, { request, socket, head }: Upgrade): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
