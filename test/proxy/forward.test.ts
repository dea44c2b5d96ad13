import { brotliCompressSync, deflateSync, gzipSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Pipeline } from '../../src/pipeline/prepared.ts';
import { SMALL_MESSAGE } from '../helpers/fake-upstream.ts';
import {
  connectRaw,
  eventually,
  identity,
  type ProxyPair,
  rawRequest,
  replacing,
  startPair,
} from './proxy-pair.ts';

const BODY = Buffer.from('{ "n":1.0,"long":"caf\u00e9 \\u00e9", "long":1e3 }\r\n', 'utf8');
/** `BODY` as the zstd command packs it. */
const ZSTD_BODY = Buffer.from(
  'KLUv/QRYeQEAeyAibiI6MS4wLCJsb25nIjoiY2Fmw6kgXHUwMGU5IiwgImxvbmciOjFlMyB9DQq9jcam',
  'base64',
);

async function post(
  { proxy }: ProxyPair,
  body: Buffer,
  options: { path?: string; headers?: readonly (readonly [string, string])[] } = {},
) {
  const client = await connectRaw(proxy.port);
  const { path = '/v1/messages', headers = [] } = options;
  client.send(
    rawRequest(`POST ${path}`, [
      ['host', `127.0.0.1:${proxy.port}`],
      ['content-length', String(body.length)],
      ...headers,
    ]),
  );
  client.send(body);
  return client;
}

describe('a body the pipeline leaves alone', () => {
  it.each([
    ['plain', BODY, undefined],
    ['plain and saying so', BODY, 'Identity'],
    ['gzip', gzipSync(BODY), 'gzip'],
    ['deflate', deflateSync(BODY), 'deflate'],
    ['br', brotliCompressSync(BODY, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), 'br'],
    ['zstd', ZSTD_BODY, 'zstd'],
  ])('arrives byte for byte, and was seen unpacked: %s', async (_, body, encoding) => {
    const seen: Buffer[] = [];
    const pipeline: Pipeline = {
      prepare: (request) => {
        seen.push(request.bytes);
        return identity.prepare(request);
      },
    };
    const pair = await startPair({ pipeline });
    const headers = encoding === undefined ? [] : [['content-encoding', encoding] as const];
    const client = await post(pair, body, { headers });
    await client.until('"ok"');
    expect(seen).toEqual([BODY]);
    expect(pair.upstream.requests[0]?.received()).toEqual(body);
    expect(pair.upstream.requests[0]?.header('content-encoding')).toBe(encoding);
    expect(await pair.nextExchange()).toMatchObject({
      reason: 'nothing-to-replace',
      wire: 'anthropic-messages',
      purpose: 'send',
      status: 200,
      bytesReceived: body.length,
      bytesSent: body.length,
    });
  });

  it.each([
    ['not what its encoding says', Buffer.from('plain'), 'gzip', 'undecodable-encoding'],
    ['in an unknown encoding', Buffer.from('plain'), 'constructor', 'undecodable-encoding'],
    ['packed twice', gzipSync(gzipSync(BODY)), 'gzip, gzip', 'undecodable-encoding'],
    ['cut short', gzipSync(BODY).subarray(0, 30), 'gzip', 'undecodable-encoding'],
    ['a bomb', gzipSync(Buffer.alloc(200_000)), 'gzip', 'body-too-large'],
  ])('arrives although it is %s', async (_, body, encoding, reason) => {
    const pair = await startPair({ limits: { bodyBytes: 100_000 } });
    const client = await post(pair, body, { headers: [['content-encoding', encoding]] });
    await client.until('"ok"');
    expect(pair.upstream.requests[0]?.received()).toEqual(body);
    expect(pair.upstream.requests[0]?.header('content-encoding')).toBe(encoding);
    expect(await pair.nextExchange()).toMatchObject({ reason, segments: [] });
  });
});

describe('a body the pipeline changes', () => {
  it('leaves plain, with its new length', async () => {
    const pair = await startPair({ pipeline: replacing('long', 'x') });
    const client = await post(pair, gzipSync(BODY), { headers: [['content-encoding', 'gzip']] });
    await client.until('"ok"');
    const [request] = pair.upstream.requests;
    const expected = Buffer.from(BODY.toString('latin1').replaceAll('long', 'x'), 'latin1');
    expect(await request?.body()).toEqual(expected);
    expect(request?.header('content-encoding')).toBeUndefined();
    expect(request?.header('content-length')).toBe(String(expected.length));
    const exchange = await pair.nextExchange();
    expect(exchange.reason).toBeUndefined();
    expect(exchange).toMatchObject({
      model: 'test-model',
      bytesSent: expected.length,
      bytesReceived: gzipSync(BODY).length,
    });
  });

  it('is told when only a size is asked for, also behind a prefix and a query', async () => {
    const purposes: string[] = [];
    const pipeline: Pipeline = {
      prepare: (request) => {
        purposes.push(request.purpose);
        return identity.prepare(request);
      },
    };
    const pair = await startPair({ pipeline });
    for (const path of ['/gw/v1/messages/count_tokens?beta=true', '/gw/v1/messages?beta=true']) {
      await (await post(pair, BODY, { path })).until('"ok"');
    }
    expect(purposes).toEqual(['count', 'send']);
    expect(pair.upstream.requests.map(({ target }) => target)).toEqual([
      '/gw/v1/messages/count_tokens?beta=true',
      '/gw/v1/messages?beta=true',
    ]);
    expect((await pair.nextExchange()).usage).toBeUndefined();
    expect((await pair.nextExchange()).usage).toMatchObject({ input: 3, output: 1 });
  });
});

const SECRET = 'sk-ant-very-secret';

describe('a pipeline that fails', () => {
  const failures: Record<string, Pipeline> = {
    throws: {
      prepare: () => {
        throw new Error(`a message with ${SECRET}`);
      },
    },
    rejects: { prepare: () => Promise.reject(new Error('no')) },
    hangs: { prepare: () => new Promise(() => undefined) },
  };

  it.each(Object.keys(failures))('%s: the original leaves', async (name) => {
    const pair = await startPair({
      pipeline: failures[name],
      limits: { prepareTimeoutMs: 20 },
    });
    await (await post(pair, BODY)).until('"ok"');
    expect(pair.upstream.requests[0]?.received()).toEqual(BODY);
    expect(await pair.nextExchange()).toMatchObject({ reason: 'pipeline-failed' });
    expect(pair.log.join()).toContain('The pipeline failed');
    expect(pair.log.join()).not.toContain(SECRET);
  });
});

describe('a request that is not to be read', () => {
  it.each([
    ['bypass', { headers: [['x-headroom-bypass', 'true']] as const }, {}],
    ['compression-off', {}, { compress: false }],
    ['compression-off', {}, { pipeline: undefined }],
    ['no-wire-format', { path: '/v1/messages/batches' }, {}],
    ['no-wire-format', { path: '/unknown' }, {}],
    ['body-too-large', {}, { limits: { bodyBytes: 10 } }],
  ] as const)('passes as it came: %s', async (reason, request, options) => {
    const pair = await startPair({ pipeline: replacing('long', 'x'), ...options });
    await (await post(pair, BODY, request)).until('"ok"');
    expect(pair.upstream.requests[0]?.received()).toEqual(BODY);
    expect(await pair.nextExchange()).toMatchObject({ reason, bytesSent: BODY.length });
  });

  it('reaches the provider while its body is still coming', async () => {
    const pair = await startPair();
    const client = await connectRaw(pair.proxy.port);
    client.send(
      rawRequest('POST /v1/files', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['content-length', '10'],
      ]) + '12345',
    );
    await eventually(() => pair.upstream.requests[0]?.received().length === 5);
    client.send('67890');
    await client.until('"ok"');
    expect((await pair.upstream.requests[0]?.body())?.toString()).toBe('1234567890');
  });

  it('passes when a chunked body grows over the limit, in order', async () => {
    const pair = await startPair({ limits: { bodyBytes: 100_000 } });
    const client = await connectRaw(pair.proxy.port);
    client.send(
      rawRequest('POST /v1/messages', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['transfer-encoding', 'chunked'],
      ]),
    );
    const whole = Buffer.alloc(400_000, 'abcdefghijklmnopqrstuvwxyz');
    for (let at = 0; at < whole.length; at += 50_000) {
      client.send(`${(50_000).toString(16)}\r\n`);
      client.send(whole.subarray(at, at + 50_000));
      client.send('\r\n');
    }
    client.send('0\r\n\r\n');
    await client.until('"ok"');
    expect((await pair.upstream.requests[0]?.body())?.equals(whole)).toBe(true);
    expect(await pair.nextExchange()).toMatchObject({
      reason: 'body-too-large',
      bytesSent: 400_000,
    });
  });

  it('gets its 100 Continue', async () => {
    const pair = await startPair();
    const client = await connectRaw(pair.proxy.port);
    client.send(
      rawRequest('POST /v1/messages', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['content-length', '2'],
        ['expect', '100-continue'],
      ]),
    );
    await client.until('100 Continue');
    client.send('{}');
    await client.until('"ok"');
    expect((await pair.upstream.requests[0]?.body())?.toString()).toBe('{}');
    expect(pair.upstream.requests[0]?.header('expect')).toBeUndefined();
  });
});

it('a request with an expectation that nobody knows is forwarded all the same', async () => {
  const pair = await startPair();
  const client = await connectRaw(pair.proxy.port);
  const host = ['host', `127.0.0.1:${pair.proxy.port}`] as const;
  client.send(rawRequest('GET /v1/models', [host, ['expect', 'the-unexpected']]));
  await client.until('HTTP/1.1 200');
  expect(pair.upstream.requests[0]?.target).toBe('/v1/models');
});

describe('a client that goes away', () => {
  it('while the pipeline works: the provider is never called', async () => {
    let finish: () => void = () => undefined;
    let started: () => void = () => undefined;
    const isPreparing = new Promise<void>((resolve) => (started = resolve));
    const pipeline: Pipeline = {
      prepare: async (request) => {
        started();
        await new Promise<void>((resolve) => (finish = resolve));
        return identity.prepare(request);
      },
    };
    const pair = await startPair({ pipeline });
    const client = await post(pair, BODY);
    await isPreparing;
    client.socket.resetAndDestroy();
    await client.closed;
    // The server hears of it a moment later; a second request has surely been heard after that.
    const other = await post(pair, BODY, { path: '/unknown' });
    await other.until('"ok"');
    finish();
    await eventually(() => pair.exchanges.length === 2);
    expect(pair.upstream.requests.map(({ target }) => target)).toEqual(['/unknown']);
    expect(pair.exchanges[1]).toMatchObject({ aborted: true, status: 499 });
  });

  it('in the middle of its body: the provider sees the connection go', async () => {
    const ends: string[] = [];
    const pair = await startPair({
      script: async (request, reply) => {
        await request.body().catch(() => undefined);
        await reply.closed;
        ends.push('closed');
      },
    });
    const client = await connectRaw(pair.proxy.port);
    client.send(
      rawRequest('POST /v1/files', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['content-length', '10'],
      ]) + '123',
    );
    await eventually(() => pair.upstream.requests[0]?.received().length === 3);
    client.socket.destroy();
    await eventually(() => ends.length === 1);
    expect(await pair.nextExchange()).toMatchObject({ aborted: true, status: 499 });
  });

  it('before the first word of the answer: the provider sees the connection go', async () => {
    let isGone = false;
    const pair = await startPair({
      script: async (_, reply) => {
        await reply.closed;
        isGone = true;
      },
    });
    const client = await post(pair, BODY);
    await eventually(() => pair.upstream.requests.length === 1);
    client.socket.destroy();
    await eventually(() => isGone);
    expect(await pair.nextExchange()).toMatchObject({ aborted: true });
  });
});

describe('an answer that comes before the request is over', () => {
  it('reaches the client, and the connection can be used again', async () => {
    const pair = await startPair({
      script: (request, reply) => {
        if (request.target === '/v1/files') reply.send({ status: 413, body: 'too much' });
        else reply.send({ body: SMALL_MESSAGE });
      },
    });
    const client = await connectRaw(pair.proxy.port);
    const host = ['host', `127.0.0.1:${pair.proxy.port}`] as const;
    client.send(rawRequest('POST /v1/files', [host, ['content-length', '100000']]));
    await client.until('too much');
    client.send(Buffer.alloc(100_000));
    client.send(rawRequest('GET /v1/models', [host]));
    await client.until('"ok"');
    expect(pair.exchanges.map(({ status }) => status)).toEqual([413, 200]);
  });
});

describe('what is reported', () => {
  it('names the session, hides keys in the query, and is never the reason for a failure', async () => {
    const pair = await startPair({
      onExchange: () => Promise.reject(new Error('disk full')),
    });
    const client = await post(pair, BODY, {
      path: '/v1/messages?key=AIzaSecret&beta=true',
      headers: [
        ['x-claude-code-session-id', 'session-1'],
        ['user-agent', 'claude-cli/2.1.330 (external, cli)'],
        ['x-api-key', SECRET],
      ],
    });
    await client.until('"ok"');
    const exchange = await pair.nextExchange();
    expect(exchange).toMatchObject({
      path: '/v1/messages?key=***&beta=true',
      method: 'POST',
      provider: 'anthropic',
      conversation: 'session-1',
      userAgent: 'claude-cli/2.1.330 (external, cli)',
      usage: { input: 3, output: 1, cacheRead: 0 },
    });
    expect(exchange.aborted).toBeUndefined();
    expect(exchange.totalMs).toBeGreaterThanOrEqual(exchange.firstByteMs ?? Infinity);
    await eventually(() => pair.log.length > 0);
    expect(pair.log.join()).toContain('could not be recorded');
    expect(JSON.stringify([pair.log, pair.exchanges])).not.toContain(SECRET);
    expect(pair.upstream.requests[0]?.target).toContain('key=AIzaSecret');
  });
});
