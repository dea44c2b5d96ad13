// A connection to a provider through the proxy of a company: it is asked by CONNECT for a tunnel, in which TLS is spoken
// with the provider itself. The proxy sees a host name, nothing else.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { CompanyProxy } from './company-proxy.ts';

export interface TunnelOptions {
  readonly proxy: CompanyProxy;
  readonly hostname: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/** An error of the way there, not of the provider. `codeOf` gives one of these. */
export type TunnelFailure = 'PROXY_REFUSED' | 'PROXY_LOGIN' | 'PROXY_UNREACHABLE';

const LOGIN_NEEDED = 407;
const OK = 200;

/** Resolves with a socket that leads to the provider. */
export function openTunnel({ proxy, hostname, port, timeoutMs }: TunnelOptions): Promise<Duplex> {
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  return new Promise((resolve, reject) => {
    const fail = (code: TunnelFailure, cause?: Error) =>
      reject(Object.assign(new Error('no tunnel', { cause }), { code }));
    const request = (proxy.secure ? https : http).request({
      host: proxy.hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      agent: false,
      setHost: false,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
    });
    // Whatever the status: to CONNECT there is no other answer.
    request.once('connect', ({ statusCode }, socket, head) => {
      request.setTimeout(0);
      if (statusCode === OK) {
        if (head.length > 0) socket.unshift(head);
        return resolve(socket);
      }
      socket.destroy();
      fail(statusCode === LOGIN_NEEDED ? 'PROXY_LOGIN' : 'PROXY_REFUSED');
    });
    request.setTimeout(timeoutMs, () => request.destroy(new Error('the proxy did not answer')));
    request.once('error', (error) => fail('PROXY_UNREACHABLE', error));
    request.end();
  });
}
