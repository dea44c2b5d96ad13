// Clients that close their sending side with the end of their request. On the wire one that has gone away looks the same at first.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectRaw, eventually, rawRequest, startPair, type ProxyPair } from '../proxy-pair.ts';

const host = ({ proxy }: ProxyPair) => ['host', `127.0.0.1:${proxy.port}`] as const;

async function endWith(pair: ProxyPair, version = '1.1') {
  const client = await connectRaw(pair.proxy.port);
  const request = rawRequest('POST /v1/messages', [host(pair), ['content-length', '2']]);
  client.socket.end(`${request.replace('HTTP/1.1', `HTTP/${version}`)}{}`);
  return client;
}

describe('a client that has stopped sending', () => {
  it('gets its answer, and then its connection is closed', async () => {
    let answer: () => void = () => undefined;
    const pair = await startPair({
      script: async (request, reply) => {
        await request.body();
        await new Promise<void>((resolve) => (answer = resolve));
        reply.start();
        await reply.write('first ');
        await reply.write('last');
        reply.end();
      },
    });
    const client = await endWith(pair);
    await client.until('HTTP/1.1 102 Processing\r\n\r\n');
    await eventually(() => pair.upstream.requests.length === 1);
    // Asked more than once by now.
    await client.until('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n');
    answer();
    const all = (await client.closed).toString();
    expect(all.replaceAll('HTTP/1.1 102 Processing\r\n\r\n', '')).toMatch(/^HTTP\/1\.1 200 /);
    expect(all).toContain('last\r\n0\r\n\r\n');
    const exchange = await pair.nextExchange();
    expect(exchange).toMatchObject({ status: 200 });
    expect(exchange).not.toHaveProperty('aborted');
  });

  it('is given up when it goes away after all, and the provider with it', async () => {
    let isGone = false;
    const pair = await startPair({
      script: async (_, reply) => {
        await reply.closed;
        isGone = true;
      },
    });
    const client = await endWith(pair);
    await client.until('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n');
    client.socket.destroy();
    await eventually(() => isGone);
    expect(await pair.nextExchange()).toMatchObject({ aborted: true, status: 499 });
  }, 15_000);

  it('counts as gone where nothing can be said before the answer: in HTTP/1.0, and once it has begun', async () => {
    const ended: string[] = [];
    const pair = await startPair({
      script: async (request, reply) => {
        reply.start();
        await reply.write('first');
        await reply.closed;
        ended.push(request.target);
      },
    });
    const old = await endWith(pair, '1.0');
    expect((await old.closed).toString()).not.toContain('102');
    const client = await connectRaw(pair.proxy.port);
    client.send(rawRequest('GET /v1/models', [host(pair)]));
    await client.until('first');
    client.socket.end();
    await eventually(() => ended.includes('/v1/models'));
    await eventually(() => pair.exchanges.length === 2);
    expect(pair.exchanges.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('counts as gone where it read a page of ours that never ends', async () => {
    let isClosed = false;
    const answer = (_: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      response.once('close', () => (isClosed = true));
    };
    const pair = await startPair({ pages: [{ path: '/dashboard/changes', answer }] });
    const client = await connectRaw(pair.proxy.port);
    client.send(rawRequest('GET /dashboard/changes', [host(pair)]));
    await client.until('data: 1');
    client.socket.end();
    await eventually(() => isClosed);
  });

  it('may have asked for something of our own', async () => {
    const pair = await startPair();
    const client = await connectRaw(pair.proxy.port);
    client.socket.end(rawRequest('GET /livez', [host(pair)]));
    expect((await client.closed).toString()).toContain('headroom-proxy');
  });
});
