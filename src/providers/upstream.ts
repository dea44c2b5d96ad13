// Joins a base address and a request target as text. The URL class would rewrite dots, slashes and escapes in the target.
import { HeadroomError } from '../errors.ts';

/** Everything needed to open a connection and write the first line of a request. */
export interface Upstream {
  readonly secure: boolean;
  /** Without brackets, as a socket wants it. */
  readonly hostname: string;
  readonly port: number;
  /** The value of the Host header. */
  readonly host: string;
  /** Path and query of the request line. */
  readonly target: string;
}

/** Reads a base address once; the answer turns request targets into upstreams. Throws `BAD_OPTION`. */
export function upstreamAt(baseUrl: string): (target: string) => Upstream {
  const base = readBase(baseUrl);
  const secure = base.protocol === 'https:';
  const address = {
    secure,
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port === '' ? (secure ? 443 : 80) : Number(base.port),
    host: base.host,
  };
  const prefix = withoutTrailingSlashes(base.pathname);
  return (target) => ({ ...address, target: joinTarget(prefix, target) });
}

function readBase(baseUrl: string): URL {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isWeb = base?.protocol === 'https:' || base?.protocol === 'http:';
  if (base !== undefined && isWeb && isPlain(base)) return base;
  // The address itself is not repeated: it may hold a password.
  throw new HeadroomError('BAD_OPTION', 'A provider address is not usable.', {
    hint: 'Give an http or https address without user, password, query or fragment, like https://gateway.example/llm.',
  });
}

function isPlain(base: URL): boolean {
  return base.username === '' && base.password === '' && base.search === '' && base.hash === '';
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** Many write the version into the base address although the client's path has it already. */
const VERSIONS = ['/v1', '/v1beta'];

function joinTarget(prefix: string, target: string): string {
  const version = VERSIONS.find((name) => prefix.endsWith(name) && startsWithSegment(target, name));
  return (version === undefined ? prefix : prefix.slice(0, -version.length)) + target;
}

function startsWithSegment(target: string, segment: string): boolean {
  const next = target[segment.length];
  return target.startsWith(segment) && (next === undefined || next === '/' || next === '?');
}
