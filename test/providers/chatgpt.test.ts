import { expect, it } from 'vitest';
import { chatgpt } from '../../src/providers/chatgpt.ts';
import { findRoute } from '../../src/providers/find-route.ts';

it.each([
  ['/v1/responses', '/backend-api/codex/responses'],
  ['/responses?x=1', '/backend-api/codex/responses?x=1'],
  ['/v1/models?client_version=1', '/backend-api/codex/models?client_version=1'],
  ['/backend-api/codex/responses', '/backend-api/codex/responses'],
  ['/backend-api/wham/accounts/check', '/backend-api/wham/accounts/check'],
  ['/v10/responses', '/backend-api/codex/v10/responses'],
])('%s goes to %s', (target, expected) => {
  expect(chatgpt().upstream(target)).toMatchObject({ host: 'chatgpt.com', target: expected });
});

it.each([
  'http://127.0.0.1:9',
  'http://127.0.0.1:9/backend-api',
  'http://127.0.0.1:9/backend-api/codex/',
])('an address that ends anywhere in it leads to the same place: %s', (baseUrl) => {
  const { host, target } = chatgpt({ baseUrl }).upstream('/v1/responses');
  expect([host, target]).toEqual(['127.0.0.1:9', '/backend-api/codex/responses']);
});

it('reads responses', () => {
  const route = findRoute(chatgpt(), 'POST', '/backend-api/codex/responses');
  expect(route?.wire).toBe('openai-responses');
});
