// ChatGPT plans: what Codex sends for someone who is signed in to ChatGPT. OpenAI's wire format at another address.
import { OPENAI_ROUTES, openaiFailure } from './openai.ts';
import type { Provider, ProviderOptions } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** The backend of ChatGPT. */
export function chatgpt(options: ProviderOptions = {}): Provider {
  const baseUrl = (options.baseUrl ?? 'https://chatgpt.com').replace(BACKEND_END, '');
  const upstream = upstreamAt(baseUrl);
  return {
    name: 'chatgpt',
    routes: OPENAI_ROUTES,
    upstream: (target) => upstream(backendTarget(target)),
    failure: openaiFailure,
  };
}

const BACKEND = '/backend-api';
/** An address that ends where the paths of the backend begin. */
const BACKEND_END = /\/backend-api(?:\/codex)?\/?$/;

/** Clients that know nothing of the backend ask for OpenAI's own paths. */
function backendTarget(target: string): string {
  if (target.startsWith(`${BACKEND}/`)) return target;
  const bare = /^\/v1(?=[/?]|$)/.test(target) ? target.slice('/v1'.length) : target;
  return `${BACKEND}/codex${bare}`;
}
