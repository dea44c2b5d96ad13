// Azure OpenAI: OpenAI's wire formats under the address of a resource, which only its owner knows.
import { OPENAI_ROUTES, openaiFailure } from './openai.ts';
import type { Provider } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** One resource of Azure OpenAI. */
export function azure(options: { readonly baseUrl: string }): Provider {
  return {
    name: 'azure',
    routes: OPENAI_ROUTES,
    upstream: upstreamAt(options.baseUrl),
    failure: openaiFailure,
  };
}
