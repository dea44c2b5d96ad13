// Gemini: its address and its error shape. Nothing of it is read in this release, so it has no routes.
import type { Provider, ProviderOptions } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** The Gemini API of Google AI Studio, or a gateway that speaks it. */
export function gemini(options: ProviderOptions = {}): Provider {
  return {
    name: 'gemini',
    routes: [],
    upstream: upstreamAt(options.baseUrl ?? 'https://generativelanguage.googleapis.com'),
    failure: ({ message, hint }) => ({
      status: 502,
      body: JSON.stringify({
        error: { code: 502, message: `${message} ${hint}`, status: 'UNAVAILABLE' },
      }),
    }),
  };
}
