// Which provider answers a request, and whether its body is one we can read.
import type { IncomingMessage } from 'node:http';
import { chooseProvider } from '../providers/choose-provider.ts';
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
}

/** Undefined: the request is meant for a provider we do not have. Sending it to another would show that one its key. */
export function findDestination(
  request: IncomingMessage,
  target: string,
  table: RoutingTable,
): Destination | undefined {
  const method = request.method ?? 'GET';
  const name =
    table.onlyProvider ??
    chooseProvider({ method, target, headers: request.headers }) ??
    table.defaultProvider ??
    table.providers[0]?.name;
  const provider = table.providers.find((candidate) => candidate.name === name);
  if (provider === undefined) return undefined;
  const route = findRoute(provider, method, target);
  const wire = table.wireFormats.find((format) => format.name === route?.wire);
  return { provider, route, wire };
}
