import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { armOf } from '../../src/proxy/arm.ts';
import { bodyWith } from '../laws/bodies.ts';
import { replacing, startPair, type ProxyPair } from './proxy-pair.ts';
import { startSocketPair } from './websocket/socket-pair.ts';

const COMPRESSED = 'conversation-3';
const PLAIN = 'conversation-1';
const BODY = bodyWith('a long output');
const SHORTER = Buffer.from(String(BODY).replaceAll('long', 'x'));

describe('armOf', () => {
  it('never changes its mind, not even between versions', () => {
    const ids = ['conversation-1', 'conversation-3', '0b6c3d1e-6b1f-4d8e-9d53-2f1d7a7f0a11', 'é'];
    expect(ids.map(armOf)).toEqual(['plain', 'compressed', 'plain', 'compressed']);
  });

  it('puts about half on each side, whatever ids look like', () => {
    const idOf = [
      (n: number) => String(n),
      (n: number) => `ses_${(n * 2).toString(16).padStart(12, '0')}`,
    ];
    for (const make of idOf) {
      const plain = Array.from({ length: 4_000 }, (_, n) => armOf(make(n)));
      const share = plain.filter((arm) => arm === 'plain').length / plain.length;
      expect(Math.abs(share - 0.5)).toBeLessThan(0.03);
    }
  });
});

async function post(
  { proxy }: ProxyPair,
  headers: Readonly<Record<string, string>>,
  { path = '/v1/messages', body = BODY } = {},
): Promise<void> {
  const response = await fetch(`${proxy.url}${path}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
}

const inSession = (id: string) => ({ 'x-claude-code-session-id': id });

describe('a proxy that compares', () => {
  const compare = () => startPair({ pipeline: replacing('long', 'x'), ab: true });

  it('passes a plain conversation through, says so, and still knows its model', async () => {
    const pair = await compare();
    await post(pair, inSession(PLAIN));
    const exchange = await pair.nextExchange();
    expect(pair.upstream.requests[0]?.received()).toEqual(BODY);
    expect(exchange).toMatchObject({
      arm: 'plain',
      reason: 'ab-plain',
      conversation: PLAIN,
      model: 'claude-sonnet-4-5',
      retrieval: 'shell',
      segments: [],
    });
  });

  it('passes it as it was packed', async () => {
    const pair = await compare();
    const body = gzipSync(BODY);
    await post(pair, { ...inSession(PLAIN), 'content-encoding': 'gzip' }, { body });
    expect(pair.upstream.requests[0]?.received()).toEqual(body);
    expect(await pair.nextExchange()).toMatchObject({ reason: 'ab-plain' });
  });

  it('makes the other conversations smaller, on every turn', async () => {
    const pair = await compare();
    for (const id of [COMPRESSED, PLAIN, COMPRESSED]) await post(pair, inSession(id));
    expect(pair.upstream.requests.map((request) => request.received())).toEqual([
      SHORTER,
      BODY,
      SHORTER,
    ]);
    const exchanges = [await pair.nextExchange(), await pair.nextExchange()];
    expect(exchanges.map(({ arm, reason }) => [arm, reason])).toEqual([
      ['compressed', undefined],
      ['plain', 'ab-plain'],
    ]);
  });

  it('asks for the size of what it sends', async () => {
    const pair = await compare();
    const path = '/v1/messages/count_tokens';
    await post(pair, inSession(PLAIN), { path });
    await post(pair, inSession(COMPRESSED), { path });
    const [plain, compressed] = pair.upstream.requests.map((request) => request.received());
    expect([plain, compressed]).toEqual([BODY, SHORTER]);
  });

  it('makes what belongs to no conversation smaller, and compares it with nothing', async () => {
    const pair = await compare();
    await post(pair, {});
    expect(pair.upstream.requests[0]?.received()).toEqual(SHORTER);
    expect(await pair.nextExchange()).not.toHaveProperty('arm');
  });

  it('keeps the arm of a request that asks for no change', async () => {
    const pair = await compare();
    await post(pair, { ...inSession(COMPRESSED), 'x-headroom-bypass': 'true' });
    expect(await pair.nextExchange()).toMatchObject({ arm: 'compressed', reason: 'bypass' });
  });
});

describe('a proxy that does not compare', () => {
  it.each([
    ['was not asked to', {}, SHORTER],
    ['compresses nothing', { ab: true, compress: false }, BODY],
    ['has no pipeline', { ab: true, pipeline: undefined }, BODY],
  ])('has no arms when it %s', async (_, options, sent) => {
    const pair = await startPair({ pipeline: replacing('long', 'x'), ...options });
    await post(pair, inSession(PLAIN));
    expect(pair.upstream.requests[0]?.received()).toEqual(sent);
    expect(await pair.nextExchange()).not.toHaveProperty('arm');
  });
});

describe('a WebSocket', () => {
  const FRAME = JSON.stringify({ type: 'response.create', model: 'gpt-5.2', input: 'long' });

  it.each([
    [PLAIN, FRAME, { arm: 'plain', reason: 'ab-plain', model: 'gpt-5.2' }],
    [COMPRESSED, FRAME.replace('long', 'x'), { arm: 'compressed', model: 'test-model' }],
  ])('is of one arm: %s', async (id, sent, expected) => {
    const done = '{"type":"response.completed","response":{"output":[]}}';
    const pair = await startSocketPair({
      pipeline: replacing('long', 'x'),
      ab: true,
      server: { onFrame: (_frame, socket) => socket.send(done) },
    });
    const { socket, next } = await pair.connect({ headers: { 'session-id': id } });
    socket.send(FRAME);
    await next();
    expect(pair.server.frames.map(String)).toEqual([sent]);
    expect(await pair.nextExchange()).toMatchObject(expected);
  });
});
