// A provider whose address is our own: one request would come back to us without end, each time on a new connection.
import { HeadroomError } from '../../errors.ts';
import type { Provider } from '../../providers/provider.ts';
import { isLoopback } from '../gate.ts';

export interface OwnAddress {
  readonly host: string;
  /** 0: any free one, which nobody can have named. */
  readonly port: number;
}

/** Throws `BAD_OPTION` when requests for one of these would go to this address. */
export function refuseOwnAddress(providers: readonly Provider[], { host, port }: OwnAddress): void {
  const own = providers.find(({ upstream }) => {
    const { hostname, port: asked } = upstream('/');
    return port !== 0 && asked === port && (hostname === host || isLoopback(hostname));
  });
  if (own === undefined) return;
  throw new HeadroomError('BAD_OPTION', `Requests for ${own.name} would come back to headroom.`, {
    hint: `Port ${port} is its own: give the address of the provider, or leave it out.`,
  });
}
