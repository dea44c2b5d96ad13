import { describe, expect, it } from 'vitest';
import { anthropic } from '../../src/providers/anthropic.ts';
import { findRoute } from '../../src/providers/find-route.ts';
import { testProvider } from './provider-suite.ts';

testProvider('anthropic', {
  make: anthropic,
  host: 'api.anthropic.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});

describe('the routes', () => {
  it.each([
    ['POST', '/v1/messages', 'send'],
    ['POST', '/v1/messages?beta=true', 'send'],
    ['POST', '/gateway/v1/messages', 'send'],
    ['POST', '/v1/messages/count_tokens?beta=true', 'count'],
    ['GET', '/v1/messages', undefined],
    ['POST', '/v1/messages/batches', undefined],
    ['POST', '/v1/messages/', undefined],
    ['POST', '/v1/complete?x=/v1/messages', undefined],
  ])('%s %s: %s', (method, target, purpose) => {
    expect(findRoute(anthropic(), method, target)?.purpose).toBe(purpose);
  });
});
