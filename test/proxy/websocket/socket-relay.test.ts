import { describe, expect, it } from 'vitest';
import { openai } from '../../../src/providers/openai.ts';
import { upstreamAt } from '../../../src/providers/upstream.ts';
import { connectRaw, eventually, rawRequest } from '../proxy-pair.ts';
import { startSocketPair } from './socket-pair.ts';

describe('a client is told to use events', () => {
  it('when WebSockets are switched off', async () => {
    const pair = await startSocketPair({ webSockets: false });
    expect((await pair.connect()).status).toBe(426);
    expect(pair.server.requests).toHaveLength(0);
  });

  it.each([400, 401, 404, 426, 429, 500])('when the provider answers %i', async (status) => {
    const pair = await startSocketPair({ server: { refuse: () => status } });
    expect((await pair.connect()).status).toBe(426);
  });

  it('when the provider is not there', async () => {
    const pair = await startSocketPair({
      provider: () => openai({ baseUrl: 'http://127.0.0.1:9' }),
    });
    expect((await pair.connect()).status).toBe(426);
  });
});

describe('a client is refused', () => {
  it('from a web page', async () => {
    const pair = await startSocketPair();
    expect((await pair.connect({ origin: 'https://page.example' })).status).toBe(403);
  });

  it('without the launch key, and not told why', async () => {
    const pair = await startSocketPair({ keys: { launchKey: 'key' } });
    expect((await pair.connect()).status).toBe(404);
    expect((await pair.connect({ path: '/k/other/v1/responses' })).status).toBe(404);
    expect((await pair.connect({ path: '/k/key/v1/responses' })).status).toBe(101);
  });
});

describe('what is no handshake, although it says so, is answered by the provider over HTTP', () => {
  const key = ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='] as const;
  const version = ['sec-websocket-version', '13'] as const;

  it.each([
    ['no key', 'GET', [version]],
    ['a key of another length', 'GET', [['sec-websocket-key', 'c2hvcnQ='], version]],
    ['no version', 'GET', [key]],
    ['an unknown version', 'GET', [key, ['sec-websocket-version', '99']]],
    ['another method', 'POST', [key, version, ['content-length', '0']]],
    ['nonsense for a subprotocol', 'GET', [key, version, ['sec-websocket-protocol', 'a b, (']]],
    ['a subprotocol twice', 'GET', [key, version, ['sec-websocket-protocol', 'a, a']]],
  ] as const)('%s', async (_, method, headers) => {
    const { proxy, server } = await startSocketPair();
    const client = await connectRaw(proxy.port);
    const host = ['host', `localhost:${proxy.port}`] as const;
    const asking = [host, ['connection', 'Upgrade'], ['upgrade', 'websocket']] as const;
    client.send(rawRequest(`${method} /v1/responses`, [...asking, ...headers]));
    expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
    expect(server.requests).toHaveLength(0);
  });
});

describe('the handshake', () => {
  it('carries the headers and the target of the client, without ours', async () => {
    const pair = await startSocketPair({ keys: { launchKey: 'key' } });
    await pair.connect({
      path: '/k/key/v1/responses?a=%2e%2E//b',
      headers: {
        'OpenAI-Beta': 'responses_websockets=2026-02-06',
        authorization: 'Bearer sk-test',
        'x-headroom-project': 'mine',
      },
    });
    const [request] = pair.server.requests;
    expect(request?.url).toBe('/v1/responses?a=%2e%2E//b');
    expect(request?.rawHeaders).toContain('OpenAI-Beta');
    expect(request?.headers).toMatchObject({
      'openai-beta': 'responses_websockets=2026-02-06',
      authorization: 'Bearer sk-test',
      host: new URL(pair.server.url).host,
    });
    expect(request?.headers['x-headroom-project']).toBeUndefined();
    expect(request?.headers['sec-websocket-extensions']).toBeUndefined();
  });

  it('carries headers that are named like members of every object', async () => {
    const { proxy, server } = await startSocketPair();
    const client = await connectRaw(proxy.port);
    const named = ['constructor', '__proto__'].map((name) => [name, 'value'] as const);
    client.send(
      rawRequest('GET /v1/responses', [
        ['host', `localhost:${proxy.port}`],
        ['connection', 'Upgrade'],
        ['upgrade', 'websocket'],
        ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
        ['sec-websocket-version', '13'],
        ...named,
      ]),
    );
    expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 /);
    expect(server.requests[0]?.rawHeaders).toEqual(
      expect.arrayContaining(['constructor', '__proto__']),
    );
  });

  it('hands back the headers of the provider', async () => {
    const headers = ['x-codex-turn-state: abc', 'Set-Cookie: a=1', 'Set-Cookie: b=2'];
    const pair = await startSocketPair({ server: { headers } });
    const connection = await pair.connect();
    expect(connection.headers).toMatchObject({
      'x-codex-turn-state': 'abc',
      'set-cookie': ['a=1', 'b=2'],
    });
    expect(connection.headers['sec-websocket-extensions']).toBeUndefined();
  });

  it.each([
    ['the one that the provider chose', () => 'b', 'b'],
    ['the first, where the provider names none', () => false as const, 'a'],
  ])('agrees on a subprotocol: %s', async (_, protocol, expected) => {
    const pair = await startSocketPair({ server: { protocol } });
    const connection = await pair.connect({ protocols: ['a', 'b'] });
    expect(connection.status).toBe(101);
    expect(connection.socket.protocol).toBe(expected);
  });

  it('is signed by a provider that has credentials of its own, and once more when they are refused', async () => {
    const signed: string[] = [];
    const pair = await startSocketPair({
      keys: { launchKey: 'key' },
      server: {
        refuse: ({ headers }) => {
          signed.push(headers.authorization ?? '');
          return headers.authorization === 'Bearer fresh' ? undefined : 401;
        },
      },
      provider: (baseUrl) => ({
        ...openai({ baseUrl }),
        upstream: upstreamAt(baseUrl),
        sign: ({ refused }) =>
          Promise.resolve([
            'authorization',
            refused === undefined ? 'Bearer stale' : 'Bearer fresh',
          ]),
      }),
    });
    expect((await pair.connect({ path: '/k/key/responses' })).status).toBe(101);
    expect(signed).toEqual(['Bearer stale', 'Bearer fresh']);
  });
});

describe('frames', () => {
  const FRAMES = ['{"type":"response.cancel"}', 'not json', '', 'x'.repeat(200_000), 'é😀'];

  it('go both ways as they came, in order', async () => {
    const onFrame = (
      frame: Buffer,
      socket: { send(data: Buffer, options: object): void },
      binary: boolean,
    ) => socket.send(frame, { binary });
    const pair = await startSocketPair({ server: { onFrame } });
    const { socket, next } = await pair.connect();
    for (const frame of FRAMES) socket.send(frame);
    socket.send(Buffer.from([0, 255, 1]), { binary: true });
    for (const frame of FRAMES) expect((await next()).toString()).toBe(frame);
    expect([...(await next())]).toEqual([0, 255, 1]);
    expect(pair.server.frames.map(String).slice(0, -1)).toEqual(FRAMES);
  });

  it('wait for a side that reads slowly', async () => {
    const pair = await startSocketPair();
    const { socket, closed } = await pair.connect();
    await eventually(() => pair.server.sockets.length === 1);
    pair.server.sockets[0]?.pause();
    const big = Buffer.alloc(1024 * 1024, 'a');
    for (let count = 0; count < 40; count++) socket.send(big, { compress: false });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    // The rest is in the buffers of the sockets in between, and very little in our memory.
    expect(socket.bufferedAmount).toBeGreaterThan(20 * big.length);
    pair.server.sockets[0]?.resume();
    await pair.server.gotFrames(40);
    socket.close(1000, 'done');
    expect(await closed).toEqual({ code: 1000, reason: 'done' });
  });

  it.each([
    ['client', 1000, 'done'],
    ['client', 4001, 'mine'],
    ['server', 1011, 'overloaded'],
    ['server', 1008, ''],
  ])('the end of the %s is the end of the other: %i', async (side, code, reason) => {
    const pair = await startSocketPair();
    const connection = await pair.connect();
    await eventually(() => pair.server.sockets.length === 1);
    const [far] = pair.server.sockets;
    const ended = new Promise((resolve) =>
      (side === 'client' ? far : connection.socket)?.once('close', (got, why) =>
        resolve([got, String(why)]),
      ),
    );
    (side === 'client' ? connection.socket : far)?.close(code, reason);
    expect(await ended).toEqual([code, reason]);
  });

  it('a connection that breaks breaks the other', async () => {
    const pair = await startSocketPair();
    const { socket } = await pair.connect();
    await eventually(() => pair.server.sockets.length === 1);
    const ended = new Promise((resolve) => pair.server.sockets[0]?.once('close', resolve));
    socket.terminate();
    expect(await ended).toBe(1006);
  });

  it('pings are handed on', async () => {
    const pair = await startSocketPair();
    const { socket } = await pair.connect();
    await eventually(() => pair.server.sockets.length === 1);
    const pinged = new Promise<string>((resolve) =>
      pair.server.sockets[0]?.once('ping', (data) => resolve(String(data))),
    );
    socket.ping('still there?');
    expect(await pinged).toBe('still there?');
  });

  it('closing the proxy ends both sides', async () => {
    const pair = await startSocketPair();
    const { closed } = await pair.connect();
    await eventually(() => pair.server.sockets.length === 1);
    const far = new Promise((resolve) => pair.server.sockets[0]?.once('close', resolve));
    await pair.proxy.close({ graceMs: 0 });
    await Promise.all([closed, far]);
  });
});
