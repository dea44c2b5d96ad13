import { expect, it } from 'vitest';
import { findRoute } from '../../src/providers/find-route.ts';
import { gemini } from '../../src/providers/gemini.ts';
import { testProvider } from './provider-suite.ts';

testProvider('gemini', {
  make: gemini,
  host: 'generativelanguage.googleapis.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});

it.each([
  ['/v1beta/models/gemini-x:generateContent', 'send'],
  ['/v1beta/models/gemini-x:streamGenerateContent?alt=sse', 'send'],
  ['/v1internal:streamGenerateContent?alt=sse', 'send'],
  ['/v1beta/models/gemini-x:countTokens', 'count'],
  ['/v1beta/models/gemini-x:embedContent', undefined],
  ['/v1beta/cachedContents', undefined],
])('%s: %s', (target, purpose) => {
  expect(findRoute(gemini(), 'POST', target)?.purpose).toBe(purpose);
});

it('logins are served elsewhere, unless an address was given', () => {
  const target = '/v1internal:streamGenerateContent?alt=sse';
  expect(gemini().upstream(target).host).toBe('cloudcode-pa.googleapis.com');
  expect(gemini({ baseUrl: 'http://gw.example' }).upstream(target).host).toBe('gw.example');
});
