import { expect, it } from 'vitest';
import { findRoute } from '../../src/providers/find-route.ts';
import { openai } from '../../src/providers/openai.ts';
import { testProvider } from './provider-suite.ts';

testProvider('openai', {
  make: openai,
  host: 'api.openai.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});

it.each([
  ['POST', '/v1/chat/completions', 'openai-chat', 'send'],
  ['POST', '/chat/completions', 'openai-chat', 'send'],
  ['POST', '/v1/responses', 'openai-responses', 'send'],
  ['POST', '/v1/responses/compact', 'openai-responses', 'send'],
  ['POST', '/v1/responses/input_tokens', 'openai-responses', 'count'],
  ['GET', '/v1/responses', undefined, undefined],
  ['POST', '/v1/responses/resp_1/cancel', undefined, undefined],
])('%s %s: %s, to %s', (method, target, wire, purpose) => {
  expect(findRoute(openai(), method, target)).toEqual(
    wire && expect.objectContaining({ wire, purpose }),
  );
});
