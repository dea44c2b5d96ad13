import { describe, expect, it } from 'vitest';
import { chooseProvider } from '../../src/providers/choose-provider.ts';

const BEARER = { authorization: 'Bearer sk-x' };
const VERSION = { 'anthropic-version': '2023-06-01' };

const CASES: readonly [string, Record<string, string>, string | undefined][] = [
  ['POST /v1/messages', {}, 'anthropic'],
  ['POST /v1/messages?beta=true', BEARER, 'anthropic'],
  ['POST /v1/messages/count_tokens?beta=true', {}, 'anthropic'],
  ['GET /v1/messages/batches/1/results', {}, 'anthropic'],
  ['POST /anthropic/v1/messages', {}, 'anthropic'],
  ['GET /v1/models?limit=1000', VERSION, 'anthropic'],
  ['GET /v1/models/claude-x', { ...VERSION, ...BEARER }, 'anthropic'],
  ['GET /v1/files', VERSION, 'anthropic'],
  ['HEAD /', {}, 'anthropic'],
  ['HEAD /api/hello', {}, 'anthropic'],
  ['POST /api/event_logging/batch', BEARER, 'anthropic'],
  ['POST /v1/chat/completions', BEARER, 'openai'],
  ['POST /chat/completions', {}, 'openai'],
  ['POST /v1/responses', {}, 'openai'],
  ['GET /v1/responses/resp_1/input_items', BEARER, 'openai'],
  ['POST /v1/responses/compact', {}, 'openai'],
  ['POST /api/v1/chat/completions', BEARER, 'openai'],
  ['POST /v1/responses', { 'chatgpt-account-id': 'acct' }, 'chatgpt'],
  ['GET /v1/models?client_version=1', { ...BEARER, 'chatgpt-account-id': 'acct' }, 'chatgpt'],
  ['GET /backend-api/wham/accounts/check', BEARER, 'chatgpt'],
  ['POST /openai/deployments/mine/chat/completions?api-version=1', BEARER, 'azure'],
  ['POST /openai/v1/responses', { 'api-key': 'k' }, 'azure'],
  ['POST /openai/v1/chat/completions', BEARER, 'openai'],
  ['POST /anthropic/v1/messages', { 'api-key': 'k' }, 'anthropic'],
  [
    'POST /v1/projects/p/locations/l/publishers/anthropic/models/claude-x:streamRawPredict',
    BEARER,
    'anthropic',
  ],
  ['POST /v1/projects/p/locations/l/publishers/google/models/g:generateContent', BEARER, 'gemini'],
  ['POST /v1internal:streamGenerateContent?alt=sse', BEARER, 'gemini'],
  ['POST /v1/embeddings', {}, 'openai'],
  ['POST /v1/audio/speech', {}, 'openai'],
  ['GET /v1/models', BEARER, 'openai'],
  ['GET /v1/models/ft:gpt-x:org::id', BEARER, 'openai'],
  ['POST /v1beta/models/gemini-x:streamGenerateContent?alt=sse', {}, 'gemini'],
  ['GET /v1beta/models?key=AIza', {}, 'gemini'],
  ['POST /v1/models/gemini-x:generateContent', {}, 'gemini'],
  ['POST /upload/v1beta/files', {}, 'gemini'],
  ['GET /v1/models', { 'x-goog-api-key': 'AIza' }, 'gemini'],
  ['GET /v1/models', {}, undefined],
  ['GET /', {}, undefined],
  ['POST /v1/messages2', {}, undefined],
  ['POST /x?path=/v1/messages', {}, undefined],
  ['POST /v1/other', BEARER, undefined],
];

describe('chooseProvider', () => {
  it.each(CASES)('%s with %j: %s', (line, headers, expected) => {
    const [method = '', target = ''] = line.split(' ');
    expect(chooseProvider({ method, target, headers })).toBe(expected);
  });
});
