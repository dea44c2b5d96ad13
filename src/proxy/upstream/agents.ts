// How connections to providers are opened: directly, or through the proxy of a company.
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { Upstream } from '../../providers/upstream.ts';

export interface AgentOptions {
  /** Connections are kept for further requests this long; absent: each is used once. */
  readonly idleSocketMs?: number | undefined;
  /** PEM, trusted besides the authorities Node knows. */
  readonly extraCertificates?: string | undefined;
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
  const secure = new https.Agent({ ...pool, ...trust(extraCertificates) });
  return {
    for: (upstream) => (upstream.secure ? secure : plain),
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

function trust(extraCertificates: string | undefined) {
  return extraCertificates === undefined
    ? {}
    : { ca: [...tls.rootCertificates, extraCertificates] };
}
