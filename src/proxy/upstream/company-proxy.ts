// The HTTP proxy of a company, through which alone the providers can be reached: which one, and for which hosts.
import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../gate.ts';

export interface CompanyProxyOptions {
  /** As in HTTPS_PROXY; user and password may be in it. */
  readonly url: string;
  /** As in NO_PROXY: hosts, domains, addresses, ranges, "*". */
  readonly except: readonly string[];
}

export interface CompanyProxy {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Value of the header that logs in; absent: nobody to log in. */
  readonly authorization?: string;
  /** Whether a host is reached through it. This machine never is. */
  covers(hostname: string, port: number): boolean;
}

/** Reads the two variables once. */
export function readCompanyProxy(options: CompanyProxyOptions): CompanyProxy {
  const { protocol, hostname, port, username, password } = new URL(options.url);
  const secure = protocol === 'https:';
  const rules = options.except.map(readRule);
  return {
    secure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    ...(username !== '' && {
      authorization: `Basic ${bytesOf(`${username}:${password}`).toString('base64')}`,
    }),
    covers: (name, at) =>
      !isLoopback(name) && !rules.some((isExcepted) => isExcepted(name.toLowerCase(), at)),
  };
}

/** A user or password as it was meant, whatever its escapes spell. */
function bytesOf(text: string): Buffer {
  const unescaped = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(unescaped, 'latin1');
}

type Rule = (hostname: string, port: number) => boolean;

function readRule(text: string): Rule {
  const rule = text.trim().toLowerCase();
  if (rule === '*') return () => true;
  const range = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(rule);
  if (range !== null) return rangeRule(range[1] ?? '', Number(range[2]));
  const { host, port } = splitPort(rule);
  const domain = host.replace(/^\*?\./, '');
  if (domain === '') return () => false;
  return (hostname, at) =>
    (port === undefined || Number(port) === at) &&
    (hostname === domain || hostname.endsWith(`.${domain}`));
}

/** A bare address of version 6 is all colons and has no port. */
function splitPort(rule: string): { readonly host: string; readonly port?: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(rule);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] };
  const [host = '', port, ...more] = rule.split(':');
  return more.length > 0 ? { host: rule } : { host, port };
}

function rangeRule(network: string, bits: number): Rule {
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || bits > (family === 'ipv6' ? 128 : 32)) return () => false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return (hostname) =>
    isIP(hostname) === (family === 'ipv6' ? 6 : 4) && list.check(hostname, family);
}
