// Every wire format on its way through the proxy: what the provider gets, and what is known of it afterwards.
import { describe, expect, it } from 'vitest';
import { anthropic } from '../../src/providers/anthropic.ts';
import { openai } from '../../src/providers/openai.ts';
import { openWorld } from '../laws/world.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { FORMATS, longLog } from '../laws/bodies.ts';
import { readWireFixture } from '../wire/wire-fixtures.ts';
import { type ProxyPair, startPair } from './proxy-pair.ts';

const MADE = { input: 252, output: 61, cacheRead: 2048 };

const CASES = [
  {
    format: 'openai-chat',
    target: '/v1/chat/completions',
    provider: 'openai',
    model: 'gpt-5.2',
    userAgent: 'opencode/1.18.33 ai-sdk/provider-utils/4.0.23',
    headers: {},
  },
  {
    format: 'openai-responses',
    target: '/v1/responses',
    provider: 'openai',
    model: 'gpt-5.2',
    userAgent: 'codex_exec/0.169.0 (Debian 12.0.0; x86_64)',
    headers: { 'session-id': 'session-1' },
  },
  {
    format: 'openai-responses',
    target: '/v1/responses',
    provider: 'chatgpt',
    model: 'gpt-5.2',
    userAgent: 'codex_exec/0.169.0 (Debian 12.0.0; x86_64)',
    headers: { 'chatgpt-account-id': 'account-1' },
  },
  {
    format: 'openai-chat',
    target: '/openai/deployments/mine/chat/completions?api-version=1',
    provider: 'azure',
    model: 'gpt-5.2',
    userAgent: 'OpenAI/JS 5.20.1',
    headers: { 'api-key': 'key-1' },
  },
  {
    format: 'gemini-generate',
    target: '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
    provider: 'gemini',
    model: 'gemini-3.8-flash',
    userAgent: 'GeminiCLI-tui/0.61.0/gemini-3.8-flash (linux; x64; terminal)',
    headers: { 'x-goog-api-key': 'key-1' },
  },
] as const;

describe.each(CASES)('$format to $provider', (given) => {
  const lawful = FORMATS.find(({ wire }) => wire.name === given.format);
  const body = lawful?.bodyWith(longLog(400)) ?? Buffer.alloc(0);

  it.each([
    ['a whole answer', 'reply.json', 'application/json; charset=utf-8'],
    ['a stream', 'stream.sse', 'text/event-stream'],
  ])('is made smaller and counted, with %s', async (_, file, type) => {
    const world = openWorld(temporaryFolder());
    const answer = readWireFixture(`${given.format}/${file}`);
    const pair = await startPair({
      pipeline: world.pipeline,
      script: async (request, reply) => {
        await request.body();
        reply.send({ headers: [['content-type', type]], body: answer });
      },
    });
    const received = await post(pair, given, body);
    world.close();
    expect(received.equals(answer)).toBe(true);
    const sent = (await pair.upstream.requests[0]?.body()) ?? Buffer.alloc(0);
    expect(sent.length).toBeLessThan(body.length / 2);
    const exchange = await pair.nextExchange();
    const { provider, model, userAgent, format } = given;
    expect(exchange).toMatchObject({
      provider,
      model,
      userAgent,
      wire: format,
      purpose: 'send',
      usage: { ...MADE, cacheWrite5m: 0, cacheWrite1h: 0 },
    });
    expect(exchange.segments[0]?.decision.action).toBe('replace');
  });
});

it('a ChatGPT plan is served by its own backend', async () => {
  const pair = await startPair();
  const body = Buffer.from('{"input":"hi"}');
  await post(pair, CASES[2], body);
  expect(pair.upstream.requests[0]?.target).toBe('/backend-api/codex/responses');
  expect(pair.upstream.requests[0]?.header('chatgpt-account-id')).toBe('account-1');
});

describe('an address that the request asks for', () => {
  const ask = (pair: ProxyPair, address: string) =>
    fetch(`${pair.proxy.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'x-headroom-base-url': address },
      body: '{}',
    });

  it('is used when its host is allowed, and not told to anyone', async () => {
    const other = await startPair();
    const host = new URL(other.upstream.url).host;
    const pair = await startPair({ allowedUpstreams: [host] });
    expect((await ask(pair, `${other.upstream.url}/llm/v1`)).status).toBe(200);
    expect(pair.upstream.requests).toHaveLength(0);
    const [request] = other.upstream.requests;
    expect(request?.target).toBe('/llm/v1/chat/completions');
    expect(request?.header('x-headroom-base-url')).toBeUndefined();
    expect(request?.header('host')).toBe(host);
  });

  it('never gets credentials of ours', async () => {
    const other = await startPair();
    const host = new URL(other.upstream.url).host;
    const sign = () => Promise.resolve(['authorization', 'Bearer ours']);
    const pair = await startPair({
      providers: [{ ...openai({ baseUrl: 'http://127.0.0.1:9' }), sign }],
      keys: { launchKey: 'key' },
      allowedUpstreams: [host],
    });
    const answer = await fetch(`${pair.proxy.url}/k/key/v1/chat/completions`, {
      method: 'POST',
      headers: { 'x-headroom-base-url': other.upstream.url, authorization: 'Bearer theirs' },
      body: '{}',
    });
    expect(answer.status).toBe(200);
    expect(other.upstream.requests[0]?.header('authorization')).toBe('Bearer theirs');
  });

  it('is refused otherwise, and nobody is asked', async () => {
    const pair = await startPair({ allowedUpstreams: ['llm.example'] });
    const answer = await ask(pair, pair.upstream.url);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('--allow-upstream');
    expect(pair.upstream.requests).toHaveLength(0);
  });
});

it('a provider without an address is named, and its key goes nowhere', async () => {
  const pair = await startPair({ providers: [anthropic({ baseUrl: 'http://127.0.0.1:9' })] });
  const answer = await fetch(`${pair.proxy.url}/openai/deployments/mine/chat/completions`, {
    method: 'POST',
    headers: { 'api-key': 'key-1' },
  });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('--azure-url');
});

async function post(
  pair: ProxyPair,
  given: { readonly target: string; readonly userAgent: string; readonly headers: object },
  body: Buffer,
): Promise<Buffer> {
  const answer = await fetch(`${pair.proxy.url}${given.target}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'user-agent': given.userAgent,
      ...given.headers,
    },
  });
  return Buffer.from(await answer.arrayBuffer());
}
