import { expect, it } from 'vitest';
import { azure } from '../../src/providers/azure.ts';
import { findRoute } from '../../src/providers/find-route.ts';
import { testProvider } from './provider-suite.ts';

const baseUrl = 'https://mine.openai.azure.com';

testProvider('azure', {
  make: (options) => azure({ baseUrl: options?.baseUrl ?? baseUrl }),
  host: 'mine.openai.azure.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});

it.each([
  ['/openai/deployments/mine/chat/completions?api-version=1', 'openai-chat'],
  ['/openai/v1/responses', 'openai-responses'],
  ['/openai/deployments/mine/embeddings', undefined],
])('%s: %s', (target, wire) => {
  expect(findRoute(azure({ baseUrl }), 'POST', target)?.wire).toBe(wire);
});
