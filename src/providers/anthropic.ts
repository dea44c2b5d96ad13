// Anthropic: its address, the two endpoints that carry messages, its error shape.
import type { Provider, ProviderOptions } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** The Anthropic API, or a gateway that speaks it. */
export function anthropic(options: ProviderOptions = {}): Provider {
  return {
    name: 'anthropic',
    routes: [
      {
        method: 'POST',
        path: '/v1/messages/count_tokens',
        wire: 'anthropic-messages',
        purpose: 'count',
      },
      { method: 'POST', path: '/v1/messages', wire: 'anthropic-messages', purpose: 'send' },
    ],
    upstream: upstreamAt(options.baseUrl ?? 'https://api.anthropic.com'),
    failure: ({ message, hint }) => ({
      status: 502,
      body: JSON.stringify({
        type: 'error',
        error: { type: 'api_error', message: `${message} ${hint}` },
      }),
    }),
  };
}
