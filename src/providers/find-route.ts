// Which endpoint of a provider a request is for.
import { pathOf } from './choose-provider.ts';
import type { Provider, Route } from './provider.ts';

/** The route of a request; undefined for everything that passes through unread. */
export function findRoute(provider: Provider, method: string, target: string): Route | undefined {
  const path = pathOf(target);
  return provider.routes.find((route) => route.method === method && path.endsWith(route.path));
}

/** The model that a path names, where bodies do not. */
export function modelInPath(target: string): string | undefined {
  const named = /\/(?:models|deployments)\/([^/:]+)[/:]/.exec(pathOf(target))?.[1];
  // A path that is not decodable is still a name.
  return named === undefined ? undefined : named.replaceAll('%40', '@').replaceAll('%3A', ':');
}
