// How connections to providers are opened: directly, or through the proxy of a company.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Upstream } from '../../providers/upstream.ts';
import { type CompanyProxy, type CompanyProxyOptions, readCompanyProxy } from './company-proxy.ts';
import { openTunnel } from './tunnel.ts';

export interface AgentOptions {
  /** Connections are kept for further requests this long; absent: each is used once. */
  readonly idleSocketMs?: number | undefined;
  /** PEM, trusted besides the authorities Node knows. */
  readonly extraCertificates?: string | undefined;
  /** Where HTTPS connections have to go through. */
  readonly companyProxy?: CompanyProxyOptions | undefined;
  readonly connectTimeoutMs: number;
}

export interface Agents {
  for(upstream: Upstream): http.Agent;
  close(): void;
}

/** Node gives up on an address after 250 ms and goes to the next; far-away servers need longer. */
const ADDRESS_ATTEMPT_MS = 2_000;

/** Opens the pools. */
export function createAgents(options: AgentOptions): Agents {
  const { idleSocketMs, extraCertificates } = options;
  const common = {
    maxSockets: Infinity,
    noDelay: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
  } as const;
  const pool = {
    ...common,
    ...(idleSocketMs === undefined
      ? { keepAlive: false }
      : {
          keepAlive: true,
          maxFreeSockets: 64,
          scheduling: 'lifo' as const,
          timeout: idleSocketMs,
        }),
  };
  const plain = new http.Agent(pool);
  const secureOptions = { ...pool, ...trust(extraCertificates) };
  const secure = new https.Agent(secureOptions);
  const proxy = options.companyProxy && readCompanyProxy(options.companyProxy);
  const tunnelled = proxy && tunnelAgent(secureOptions, { proxy, ...options });
  return {
    for: (upstream) => {
      if (!upstream.secure) return plain;
      const isCovered = proxy?.covers(upstream.hostname, upstream.port) === true;
      return isCovered && tunnelled !== undefined ? tunnelled : secure;
    },
    close: () => {
      plain.destroy();
      secure.destroy();
      tunnelled?.destroy();
    },
  };
}

function tunnelAgent(
  options: https.AgentOptions,
  way: { readonly proxy: CompanyProxy; readonly connectTimeoutMs: number },
): https.Agent {
  const agent = new https.Agent(options);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (connection, done) => {
    const { host, port } = connection;
    const tunnel = {
      proxy: way.proxy,
      hostname: String(host),
      port: Number(port),
      timeoutMs: way.connectTimeoutMs,
    };
    openTunnel(tunnel).then(
      // TLS goes through the tunnel, with the sessions and the name of a direct connection.
      (socket) =>
        done?.(null, connect({ ...connection, socket } as https.RequestOptions) as Duplex),
      (error: Error) => done?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

function trust(extraCertificates: string | undefined) {
  return extraCertificates === undefined
    ? {}
    : { ca: [...tls.rootCertificates, extraCertificates] };
}
