import { expect, it } from 'vitest';
import { modelInPath } from '../../src/providers/find-route.ts';

it.each([
  ['/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse', 'gemini-2.5-pro'],
  [
    '/v1/publishers/anthropic/models/claude-sonnet-4%4020250514:rawPredict',
    'claude-sonnet-4@20250514',
  ],
  ['/v1/models/llama%3A70b:generateContent', 'llama:70b'],
  ['/openai/deployments/gpt-4o/chat/completions?api-version=1', 'gpt-4o'],
  ['/v1/models', undefined],
  ['/v1/messages?x=/models/a/', undefined],
])('the model in %s', (target, model) => {
  expect(modelInPath(target)).toBe(model);
});
