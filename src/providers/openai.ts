// OpenAI: its address and its error shape. Nothing of it is read in this release, so it has no routes.
import type { Provider, ProviderOptions } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** The OpenAI API, or anything that speaks it. */
export function openai(options: ProviderOptions = {}): Provider {
  return {
    name: 'openai',
    routes: [],
    upstream: upstreamAt(options.baseUrl ?? 'https://api.openai.com'),
    failure: ({ message, hint, code }) => ({
      status: 502,
      body: JSON.stringify({
        error: {
          message: `${message} ${hint}`,
          type: 'server_error',
          param: null,
          code: code.toLowerCase(),
        },
      }),
    }),
  };
}
