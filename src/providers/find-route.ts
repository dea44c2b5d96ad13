// Which endpoint of a provider a request is for.
import { pathOf } from './choose-provider.ts';
import type { Provider, Route } from './provider.ts';

/** The route of a request; undefined for everything that passes through unread. */
export function findRoute(provider: Provider, method: string, target: string): Route | undefined {
  const path = pathOf(target);
  return provider.routes.find((route) => route.method === method && path.endsWith(route.path));
}
