import { describe, expect, it } from 'vitest';
import { SMALL_MESSAGE } from '../../helpers/fake-upstream.ts';
import { connectRaw, eventually, rawRequest, startPair } from '../proxy-pair.ts';

const SSE = [['Content-Type', 'text/event-stream']] as const;

async function connectTo(port: number, line = 'POST /v1/messages', version = '') {
  const client = await connectRaw(port);
  const request = rawRequest(line, [
    ['host', `127.0.0.1:${port}`],
    ...(line.startsWith('POST') ? [['content-length', '2'] as const] : []),
  ]);
  client.send(version === '' ? request : request.replace('HTTP/1.1', version));
  if (line.startsWith('POST')) client.send('{}');
  return client;
}

describe('an answer', () => {
  it('has the same head as without the proxy, but for the connection', async () => {
    const head =
      'HTTP/1.1 299 Rather Fine\r\nDATE: Mon, 01 Jan 2024 00:00:00 GMT\r\nset-cookie: a=1\r\nX-Latin: caf\xe9\r\n' +
      'Set-Cookie: b=2\r\nrequest-id: req_1\r\nx-empty: \r\nX-Repeat: 1\r\nx-repeat: 2\r\n';
    const { proxy } = await startPair({
      script: (_, reply) =>
        reply.raw(
          Buffer.from(
            `${head}Connection: keep-alive, x-hop\r\nx-hop: 1\r\nContent-Length: 2\r\n\r\nok`,
            'latin1',
          ),
        ),
    });
    const client = await connectTo(proxy.port);
    const all = await client.until('\r\n\r\nok');
    expect(all).toBe(
      `${head}Content-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=610\r\n\r\nok`,
    );
  });

  it('has its head sent before its body, byte for byte', async () => {
    const { proxy } = await startPair({
      script: (_, reply) => {
        reply.raw(
          Buffer.from(
            'HTTP/1.1 200 OK\r\nx-latin: \xfc\xff\r\nContent-Length: 2\r\n\r\n',
            'latin1',
          ),
        );
      },
    });
    const client = await connectTo(proxy.port);
    const head = await client.until('\r\n\r\n');
    expect(head).toMatch(
      /^HTTP\/1.1 200 OK\r\nx-latin: \xfc\xff\r\nContent-Length: 2\r\nConnection/,
    );
    expect(head).not.toMatch(/^date/im);
  });

  it('comes event by event, as the provider writes it', async () => {
    let next: () => void = () => undefined;
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start({ headers: SSE });
        for (const event of ['one', 'two', 'three']) {
          const isRead = new Promise<void>((resolve) => (next = resolve));
          await reply.write(`data: ${event}\n\n`);
          await isRead;
        }
        reply.end();
      },
    });
    const client = await connectTo(pair.proxy.port);
    for (const event of ['one', 'two', 'three']) {
      await client.until(`data: ${event}\n\n`);
      next();
    }
    await client.until('0\r\n\r\n');
  });

  it('passes information answers by', async () => {
    const { proxy } = await startPair({
      script: (_, reply) => {
        reply.raw('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
        reply.send({ body: SMALL_MESSAGE });
      },
    });
    const client = await connectTo(proxy.port);
    expect(await client.until('"ok"')).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each([
    ['HEAD /v1/models', 'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nx-a: 1\r\n\r\n'],
    ['OPTIONS /v1/messages', 'HTTP/1.1 204 No Content\r\nAllow: POST\r\n\r\n'],
    ['GET /v1/models', 'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'],
    ['DELETE /v1/files/1', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ])('without a body ends, and the connection goes on: %s', async (line, raw) => {
    const { proxy } = await startPair({ script: (_, reply) => reply.raw(raw) });
    const client = await connectTo(proxy.port, line);
    await client.until('\r\n\r\n');
    client.send(rawRequest(line, [['host', `127.0.0.1:${proxy.port}`]]));
    await eventually(() => client.received().toString().split('HTTP/1.1').length === 3);
    const [, first = ''] = client.received().toString().split('HTTP/1.1');
    const [statusAndOwn = ''] = raw.slice('HTTP/1.1'.length).split('\r\n\r\n');
    expect(first.startsWith(statusAndOwn)).toBe(true);
  });

  it('that no server should give is an error to the client, and the provider is let go', async () => {
    let isGone = false;
    const pair = await startPair({
      script: async (_, reply) => {
        reply.raw('HTTP/1.1 042 Odd\r\nContent-Length: 100\r\n\r\nbeginning');
        await reply.closed;
        isGone = true;
      },
    });
    const client = await connectTo(pair.proxy.port);
    expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
    await eventually(() => isGone);
    expect(await pair.nextExchange()).toMatchObject({ status: 502 });
  });

  it('reaches a client that cannot read chunks', async () => {
    const { proxy } = await startPair({
      script: async (_, reply) => {
        reply.start({ headers: SSE });
        await reply.write('data: 1\n\n');
        reply.end();
      },
    });
    const client = await connectTo(proxy.port, 'GET /v1/models', 'HTTP/1.0');
    const all = (await client.closed).toString();
    expect(all).not.toContain('ransfer-');
    expect(all.endsWith('\r\n\r\ndata: 1\n\n')).toBe(true);
  });

  it('is cut where the provider cut it: what came before arrives, no end does', async () => {
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start({ headers: SSE });
        await reply.write('data: 1\n\n');
        await reply.write('data: 2\n\n');
        cutNow = () => reply.cut();
      },
    });
    let cutNow: () => void = () => undefined;
    const client = await connectTo(pair.proxy.port);
    await client.until('data: 2');
    cutNow();
    const all = (await client.closed).toString();
    expect(all).toContain('data: 2\n\n');
    expect(all).not.toContain('\r\n0\r\n');
    const exchange = await pair.nextExchange();
    expect(exchange).toMatchObject({ status: 200, cut: true });
    expect(exchange.aborted).toBeUndefined();
  });

  it('is given up at the provider when its client goes away', async () => {
    let isGone = false;
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start({ headers: SSE });
        await reply.write('data: {"usage":{"input_tokens":7}}\n\n');
        await reply.closed;
        isGone = true;
      },
    });
    const client = await connectTo(pair.proxy.port);
    await client.until('input_tokens');
    client.socket.destroy();
    await eventually(() => isGone);
    expect(await pair.nextExchange()).toMatchObject({
      aborted: true,
      status: 200,
      usage: { input: 7 },
    });
  });
});

const MEGABYTE = 1024 * 1024;

describe('pace', () => {
  it('is set by a slow client: the provider has to wait, memory does not grow', async () => {
    let taken = 0;
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start({ headers: SSE });
        for (let at = 0; at < 128; at += 1) {
          await reply.write(Buffer.alloc(MEGABYTE, 'x'));
          taken += 1;
        }
        reply.end();
      },
    });
    const client = await connectTo(pair.proxy.port);
    await client.until('HTTP/1.1 200');
    client.socket.pause();
    let before = -1;
    while (taken !== before) {
      before = taken;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(taken).toBeLessThan(48);
    let received = 0;
    client.socket.removeAllListeners('data');
    client.socket.on('data', (piece: Buffer) => (received += piece.length));
    client.socket.resume();
    await eventually(() => pair.exchanges.length === 1);
    await eventually(() => received > 127 * MEGABYTE);
    expect(taken).toBe(128);
  });

  it('is set by a slow provider: the client has to wait', async () => {
    let slowSocket: { resume(): void } | undefined;
    const pair = await startPair({
      script: async (request, reply) => {
        reply.socket.pause();
        slowSocket = reply.socket;
        const body = await request.body();
        reply.send({ body: `got ${body.length}` });
      },
    });
    const client = await connectRaw(pair.proxy.port);
    const sizeBytes = 64 * MEGABYTE;
    client.send(
      rawRequest('POST /v1/files', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['content-length', String(sizeBytes)],
      ]),
    );
    await eventually(() => slowSocket !== undefined);
    client.send(Buffer.alloc(sizeBytes));
    // Time enough for a proxy that reads on regardless to take all of it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.socket.writableLength).toBeGreaterThan(0);
    slowSocket?.resume();
    await client.until(`got ${sizeBytes}`);
  });
});
