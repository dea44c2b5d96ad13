// Says in a person's words why a provider could not be reached. Names the host, never the path or a header.
import { HeadroomError } from '../../errors.ts';
import type { Upstream } from '../../providers/upstream.ts';

interface Cause {
  readonly codes: RegExp;
  readonly what: string;
  readonly hint: string;
}

const CHECK_ADDRESS =
  'Check the network and the address that headroom forwards to, then try again.';

const CAUSES: readonly Cause[] = [
  {
    codes: /^PROXY_UNREACHABLE$/,
    what: 'the proxy that HTTPS_PROXY names does not answer',
    hint: 'Check HTTPS_PROXY, or add the host to NO_PROXY if it can be reached without.',
  },
  {
    codes: /^PROXY_LOGIN$/,
    what: 'the proxy that HTTPS_PROXY names wants a login',
    hint: 'Write user and password into HTTPS_PROXY, like http://user:password@host:port.',
  },
  {
    codes: /^PROXY_REFUSED$/,
    what: 'the proxy that HTTPS_PROXY names refused the connection',
    hint: 'Ask whoever runs it to allow this host.',
  },
  {
    codes: /^ECONNREFUSED$/,
    what: 'it refused the connection',
    hint: 'Check that the provider or gateway is running at this address.',
  },
  { codes: /^(ENOTFOUND|EAI_AGAIN)$/, what: 'its name could not be resolved', hint: CHECK_ADDRESS },
  {
    codes: /^(ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/,
    what: 'it did not answer',
    hint: CHECK_ADDRESS,
  },
  {
    codes: /CERT|SIGNATURE|^ERR_TLS|ISSUER/,
    what: 'its certificate is not trusted',
    hint: 'Behind a company gateway, name its certificate file in NODE_EXTRA_CA_CERTS and start headroom again.',
  },
  {
    codes: /^(EPROTO|ERR_SSL.*)$/,
    what: 'it does not speak TLS as expected',
    hint: 'Check whether the address should begin with http:// or https://.',
  },
  {
    codes: /^(HPE_|ERR_HTTP_INVALID_STATUS_CODE|ERR_INVALID_CHAR)/,
    what: 'its answer is not HTTP',
    hint: 'Check the address that headroom forwards to.',
  },
  {
    codes: /^(ECONNRESET|EPIPE|ECONNABORTED)$/,
    what: 'it closed the connection without an answer',
    hint: 'Try again.',
  },
];

const UNKNOWN: Omit<Cause, 'codes'> = { what: 'the connection failed', hint: CHECK_ADDRESS };

/** The error a client gets instead of an answer. */
export function unreachable(upstream: Upstream, error: unknown): HeadroomError {
  const code = codeOf(error);
  const { what, hint } = CAUSES.find(({ codes }) => codes.test(code)) ?? UNKNOWN;
  return new HeadroomError(
    'UPSTREAM_UNREACHABLE',
    `headroom could not reach ${upstream.host}: ${what}${code === '' ? '' : ` (${code})`}.`,
    { hint, cause: error },
  );
}

/** The code of a system error; empty when it has none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}
