// Anthropic: its address, the endpoints that carry messages, its error shape.
import type { Provider, ProviderOptions, Route } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** On Google's cloud the model is in the path and the body is the same. */
const VERTEX_ROUTES: readonly Route[] = [
  ['/count-tokens:rawPredict', 'count'] as const,
  [':rawPredict', 'send'] as const,
  [':streamRawPredict', 'send'] as const,
].map(([path, purpose]) => ({ method: 'POST', path, wire: 'anthropic-messages', purpose }));

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
      ...VERTEX_ROUTES,
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
