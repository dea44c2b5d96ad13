// OpenAI: its address, its endpoints that carry conversations, its error shape.
import type { HeadroomError } from '../errors.ts';
import type { Failure, Provider, ProviderOptions, Route } from './provider.ts';
import { upstreamAt } from './upstream.ts';

/** Where OpenAI, and whoever speaks it, takes conversations. */
export const OPENAI_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/chat/completions', wire: 'openai-chat', purpose: 'send' },
  { method: 'POST', path: '/responses', wire: 'openai-responses', purpose: 'send' },
  // A summary is asked for of what was sent, not of what the client keeps.
  { method: 'POST', path: '/responses/compact', wire: 'openai-responses', purpose: 'send' },
  { method: 'POST', path: '/responses/input_tokens', wire: 'openai-responses', purpose: 'count' },
];

/** The OpenAI API, or anything that speaks it. */
export function openai(options: ProviderOptions = {}): Provider {
  return {
    name: 'openai',
    routes: OPENAI_ROUTES,
    upstream: upstreamAt(options.baseUrl ?? 'https://api.openai.com'),
    failure: openaiFailure,
  };
}

/** Our own failure in the error shape of OpenAI. */
export function openaiFailure({ message, hint, code }: HeadroomError): Failure {
  const error = {
    message: `${message} ${hint}`,
    type: 'server_error',
    param: null,
    code: code.toLowerCase(),
  };
  return { status: 502, body: JSON.stringify({ error }) };
}
