// What the proxy is given. Everything it needs from the world comes in here.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pipeline } from '../pipeline/prepared.ts';
import type { Provider, ProviderName } from '../providers/provider.ts';
import type { WireFormat } from '../wire/wire-format.ts';
import type { CompanyProxyOptions } from './upstream/company-proxy.ts';
import type { Exchange } from './exchange.ts';

export type LogLevel = 'debug' | 'warn' | 'error';
/** One line for the log file. Never holds a header's value, a key or a body. */
export type Log = (level: LogLevel, message: string) => void;

export interface ProxyHealth {
  /** False only when requests would fail; a missing store just means that nothing is compressed. */
  readonly ready: boolean;
  /** "ok", or what is wrong in a few words. */
  readonly store: string;
}

export interface ProxyLimits {
  /** Bodies over this are passed through unread; so are packed ones that unpack to more. */
  readonly bodyBytes: number;
  /** How much of a streamed body is held back in case a pooled socket turns out to be dead. */
  readonly replayBytes: number;
  readonly headerBytes: number;
  readonly connectTimeoutMs: number;
  /** Unused upstream connections are closed after this. */
  readonly idleSocketMs: number;
  /** A pipeline that takes longer has failed: the original bytes leave. */
  readonly prepareTimeoutMs: number;
}

export const DEFAULT_LIMITS: ProxyLimits = {
  bodyBytes: 64 * 1024 * 1024,
  replayBytes: 4 * 1024 * 1024,
  headerBytes: 256 * 1024,
  connectTimeoutMs: 30_000,
  idleSocketMs: 60_000,
  prepareTimeoutMs: 30_000,
};

/** Something of our own to look at, beside what is proxied; answered on loopback, or to those who have the token. */
export interface Page {
  /** "/stats" */
  readonly path: string;
  /** A browser may bring the token in its query, and gets a cookie for the pages under this path. */
  readonly takesToken?: boolean;
  /** GET and HEAD only. Never throws. */
  answer(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void;
}

export interface ProxyOptions {
  /** Address to listen on. Anything but loopback needs `token`. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Set: only requests whose path begins with this key are proxied. */
  readonly keys?: { readonly launchKey?: string | undefined } | undefined;
  /** Set: every request must carry it. */
  readonly token?: string | undefined;
  /** Other names that clients reach us by, like `host.docker.internal`. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** PEM, trusted for upstream connections besides the authorities Node knows. */
  readonly extraCertificates?: string | undefined;
  /** The proxy of a company, which HTTPS connections to providers have to go through. */
  readonly companyProxy?: CompanyProxyOptions | undefined;
  /** Absent: nothing is compressed. */
  readonly pipeline?: Pipeline | undefined;
  readonly providers: readonly Provider[];
  /** Who gets requests that do not say whose they are. The first of `providers` if absent. */
  readonly defaultProvider?: ProviderName | undefined;
  /** Gets every request, whatever it looks like: a launch whose agent talks to nobody else. */
  readonly onlyProvider?: ProviderName | undefined;
  readonly wireFormats: readonly WireFormat[];
  /** Hosts that a request may ask for with `x-headroom-base-url`. */
  readonly allowedUpstreams?: readonly string[] | undefined;
  /** False: WebSockets are refused with the status on which clients turn to server-sent events. */
  readonly webSockets?: boolean | undefined;
  /** False: everything passes through as it came, and is still counted. */
  readonly compress: boolean;
  /** True: every other conversation passes through as it came, for comparison. */
  readonly ab?: boolean | undefined;
  readonly limits?: Partial<ProxyLimits> | undefined;
  readonly pages?: readonly Page[] | undefined;
  /** Called once for every proxied request, after its answer ended. */
  readonly onExchange?: ((exchange: Exchange) => void | Promise<void>) | undefined;
  readonly log?: Log | undefined;
  readonly health?: (() => ProxyHealth) | undefined;
  readonly version?: string | undefined;
}
