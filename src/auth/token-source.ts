// The Copilot token of one login, kept fresh. Law: however many ask at once, GitHub is asked once.
import { HeadroomError } from '../errors.ts';
import type { ApiToken } from './copilot-exchange.ts';

export interface TokenSource {
  /** A token that is good for a while. */
  current(): Promise<string>;
  /** A newer one after this one was refused; undefined when the login has no way to get one. */
  renewed(refused: string): Promise<string | undefined>;
}

/** A token this close to its end is not used any more: a request may take a while to arrive. */
const MARGIN_MS = 60_000;

/** Exchanges when it has to, and shares the result among all who wait for it. */
export function createTokenSource(options: {
  readonly first: ApiToken;
  readonly exchange: () => Promise<ApiToken>;
  readonly now: () => number;
}): TokenSource {
  const { exchange, now } = options;
  let held = options.first;
  let running: Promise<ApiToken> | undefined;

  function refresh(): Promise<ApiToken> {
    running ??= exchange()
      .then((fresh) => (held = fresh))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    current: async () => {
      if (now() < held.expiresAtMs - MARGIN_MS) return held.token;
      try {
        return (await refresh()).token;
      } catch (error) {
        // GitHub is away for a moment, and the old token is still good for one.
        if (isPassing(error) && now() < held.expiresAtMs) return held.token;
        throw error;
      }
    },
    renewed: async (refused) => {
      // Somebody else was refused too, and has been to GitHub already.
      if (held.token !== refused) return held.token;
      return (await refresh()).token;
    },
  };
}

/** A token that came as it is: there is nothing to exchange it for. */
export function fixedToken(token: string): TokenSource {
  return {
    current: () => Promise.resolve(token),
    renewed: () => Promise.resolve(undefined),
  };
}

function isPassing(error: unknown): boolean {
  return HeadroomError.isInstance(error) && error.code !== 'COPILOT_LOGIN_REQUIRED';
}
