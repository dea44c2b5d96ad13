// Gemini: its addresses, its endpoints that carry conversations, its error shape.
import type { Provider, ProviderOptions, Route } from './provider.ts';
import { upstreamAt } from './upstream.ts';

const ROUTES: readonly Route[] = [
  [':generateContent', 'send'] as const,
  [':streamGenerateContent', 'send'] as const,
  [':countTokens', 'count'] as const,
].map(([path, purpose]) => ({ method: 'POST', path, wire: 'gemini-generate', purpose }));

/** The Gemini API of Google AI Studio, or a gateway that speaks it. */
export function gemini(options: ProviderOptions = {}): Provider {
  const keys = upstreamAt(options.baseUrl ?? 'https://generativelanguage.googleapis.com');
  const logins = upstreamAt(options.baseUrl ?? 'https://cloudcode-pa.googleapis.com');
  return {
    name: 'gemini',
    routes: ROUTES,
    upstream: (target) => (isOfLogin(target) ? logins(target) : keys(target)),
    failure: ({ message, hint }) => ({
      status: 502,
      body: JSON.stringify({
        error: { code: 502, message: `${message} ${hint}`, status: 'UNAVAILABLE' },
      }),
    }),
  };
}

/** Whoever signs in with a Google account is served elsewhere, under paths of their own. */
function isOfLogin(target: string): boolean {
  return target.startsWith('/v1internal:');
}
