// Which provider answers a request, and whether its body is one we can read.
import type { IncomingMessage } from 'node:http';
import { ASKED_HEADER, readAskedUpstream } from '../providers/asked-upstream.ts';
import { chooseProvider, type RequestSigns } from '../providers/choose-provider.ts';
import { findRoute } from '../providers/find-route.ts';
import type { Provider, ProviderName, Route } from '../providers/provider.ts';
import type { WireFormat } from '../wire/wire-format.ts';

export interface Destination {
  readonly provider: Provider;
  readonly route?: Route | undefined;
  /** Absent: passed through unread. */
  readonly wire?: WireFormat | undefined;
}

export interface RoutingTable {
  readonly providers: readonly Provider[];
  readonly defaultProvider?: ProviderName | undefined;
  readonly onlyProvider?: ProviderName | undefined;
  readonly wireFormats: readonly WireFormat[];
  /** Hosts that a request may ask for by header. */
  readonly allowedUpstreams?: readonly string[] | undefined;
}

/** A request that goes nowhere. */
export interface Refusal {
  readonly status: 403 | 404;
  readonly why: string;
}

export type Found =
  | { readonly destination: Destination; readonly refusal?: undefined }
  | { readonly destination?: undefined; readonly refusal: Refusal };

/** A request for a provider we do not have is refused: sending it to another would show that one its key. */
export function findDestination(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  target: string,
  table: RoutingTable,
): Found {
  const signs = { method: request.method ?? 'GET', target, headers: request.headers };
  const name =
    table.onlyProvider ??
    chooseProvider(signs) ??
    table.defaultProvider ??
    table.providers[0]?.name;
  const known = table.providers.find((candidate) => candidate.name === name);
  const asked = signs.headers[ASKED_HEADER];
  if (asked !== undefined) return findAsked(String(asked), signs, { ...table, known });
  if (known === undefined) return { refusal: { status: 404, why: unknownProvider(name) } };
  return { destination: describe(known, signs, table) };
}

/** The provider's grammar and errors at another address, where our own credentials for it have no business. */
function findAsked(
  address: string,
  signs: RequestSigns,
  table: RoutingTable & { readonly known: Provider | undefined },
): Found {
  const asked = readAskedUpstream(address, table.allowedUpstreams ?? []);
  if (asked.verdict === 'refused') return { refusal: { status: 403, why: asked.why } };
  const like = table.known ?? table.providers.find(({ name }) => name === 'openai');
  if (like === undefined) return { refusal: { status: 404, why: unknownProvider(undefined) } };
  const { sign: _sign, ...provider } = like;
  return { destination: describe({ ...provider, upstream: asked.upstream }, signs, table) };
}

function describe(
  provider: Provider,
  { method, target }: RequestSigns,
  { wireFormats }: RoutingTable,
): Destination {
  const route = findRoute(provider, method, target);
  const wire = wireFormats.find((format) => format.name === route?.wire);
  return { provider, route, wire };
}

function unknownProvider(name: ProviderName | undefined): string {
  return name === 'azure'
    ? 'headroom knows no address for Azure OpenAI. Start it with --azure-url ADDRESS.'
    : 'Not found.';
}
