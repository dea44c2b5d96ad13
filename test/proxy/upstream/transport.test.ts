import http from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../helpers/certificate.ts';
import type { Script } from '../../helpers/fake-upstream.ts';
import { SMALL_MESSAGE } from '../../helpers/fake-upstream.ts';
import {
  connectRaw,
  eventually,
  type PairOptions,
  type ProxyPair,
  rawRequest,
  startPair,
} from '../proxy-pair.ts';

/** One request on a connection of its own. */
async function ask({ proxy }: ProxyPair, path = '/v1/messages', body = '{}') {
  const client = await connectRaw(proxy.port);
  client.send(
    rawRequest(
      `POST ${path}`,
      [
        ['host', `127.0.0.1:${proxy.port}`],
        ['content-length', String(body.length)],
        ['connection', 'close'],
      ],
      body,
    ),
  );
  const [head = '', answer = ''] = (await client.closed).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: answer };
}

const answerSmall: Script = async (request, reply) => {
  await request.body();
  reply.send({ body: SMALL_MESSAGE });
};

describe('upstream connections', () => {
  it('are used again, whichever client asks', async () => {
    const pair = await startPair();
    for (const path of ['/v1/messages', '/v1/chat/completions', '/v1/messages']) {
      expect((await ask(pair, path)).status).toBe(200);
    }
    expect(pair.upstream.requests.map(({ connection }) => connection)).toEqual([1, 1, 1]);
  });

  it('are as many as there are requests', async () => {
    const pair = await startPair({
      script: async (request, reply) => {
        await request.body();
        await eventually(() => pair.upstream.requests.length === 20);
        reply.send({ body: SMALL_MESSAGE });
      },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(pair)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(pair.upstream.connections()).toBe(20);
  });

  it('that turn to a protocol nobody asked for are told as closed', async () => {
    const pair = await startPair({
      script: async (request, reply) => {
        await request.body();
        reply.raw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
      },
    });
    const answer = await ask(pair);
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('closed the connection without an answer');
  });

  it('are given up when unused, but never while an answer is silent', async () => {
    const pair = await startPair({
      limits: { idleSocketMs: 40 },
      script: async (request, reply) => {
        await request.body();
        await new Promise((resolve) => setTimeout(resolve, 300));
        reply.send({ body: SMALL_MESSAGE });
        void reply.closed.then(() => (closed += 1));
      },
    });
    let closed = 0;
    // The second request runs on a pooled socket, which carries the pool's timeout.
    expect((await ask(pair)).status).toBe(200);
    expect((await ask(pair)).status).toBe(200);
    await eventually(() => closed === pair.upstream.requests.length);
  });
});

/** Answers the first request, then resets the connection when the next one arrives on it. */
const dieOnReuse = (): Script => {
  const seen = new Set<number>();
  return async (request, reply) => {
    if (seen.has(request.connection)) return reply.cut();
    seen.add(request.connection);
    await answerSmall(request, reply);
  };
};

describe('a pooled connection that turns out to be dead', () => {
  it.each([
    ['a whole body', '/v1/messages', '{}'],
    ['a streamed body', '/v1/files', 'x'.repeat(300_000)],
  ])('is replaced unseen: %s', async (_, path, body) => {
    const pair = await startPair({ script: dieOnReuse() });
    expect((await ask(pair, path, body)).status).toBe(200);
    expect((await ask(pair, path, body)).status).toBe(200);
    const { requests } = pair.upstream;
    expect(requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    expect((await requests[2]?.body())?.toString()).toBe(body);
    expect(pair.exchanges.map(({ status, bytesSent }) => [status, bytesSent])).toEqual([
      [200, body.length],
      [200, body.length],
    ]);
  });

  it('is replaced also when the provider closed all of them while they were idle', async () => {
    const pair = await startPair();
    await Promise.all([ask(pair), ask(pair), ask(pair)]);
    pair.upstream.dropConnections();
    expect((await ask(pair)).status).toBe(200);
  });

  it('is replaced by a fresh one, not by another that waited as long', async () => {
    const seen = new Set<number>();
    const pair = await startPair({
      script: async (request, reply) => {
        if (seen.has(request.connection)) return reply.cut();
        seen.add(request.connection);
        await request.body();
        await eventually(() => seen.size >= 3);
        reply.send({ body: SMALL_MESSAGE });
      },
    });
    await Promise.all([ask(pair), ask(pair), ask(pair)]);
    expect((await ask(pair)).status).toBe(200);
    expect(pair.upstream.connections()).toBe(4);
  });

  it('is an error when the body is too large to be held back', async () => {
    const pair = await startPair({ script: dieOnReuse(), limits: { replayBytes: 10 } });
    expect((await ask(pair, '/v1/files', 'small')).status).toBe(200);
    const large = 'x'.repeat(300_000);
    const answer = await ask(pair, '/v1/files', large);
    expect(answer.status).toBe(502);
    expect(pair.upstream.requests).toHaveLength(2);
  });

  it('is replaced once: a fresh one that dies is an error', async () => {
    const pair = await startPair();
    await ask(pair);
    pair.upstream.answerWith((_, reply) => reply.cut());
    expect((await ask(pair)).status).toBe(502);
    expect(pair.upstream.requests).toHaveLength(3);
  });

  it('is an error when it was fresh, and the request is not sent again', async () => {
    const pair = await startPair({ script: (_, reply) => reply.cut() });
    expect((await ask(pair)).status).toBe(502);
    expect(pair.upstream.requests).toHaveLength(1);
  });

  it('is not asked again once the answer has begun', async () => {
    const pair = await startPair();
    await ask(pair);
    pair.upstream.answerWith((_, reply) => {
      reply.raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(() => reply.cut(), 20);
    });
    const { status, body } = await ask(pair);
    expect([status, body]).toEqual([200, 'half']);
    expect(pair.upstream.requests).toHaveLength(2);
  });
});

const NO_STATUS = 'HTTP/1.1 099 What\r\nContent-Length: 0\r\n\r\n';

describe('a provider that cannot be reached', () => {
  const problems: readonly [string, PairOptions, string][] = [
    ['nobody listens', { baseUrl: 'http://127.0.0.1:1' }, 'refused the connection'],
    ['no such name', { baseUrl: 'http://nowhere.invalid' }, 'could not be resolved'],
    ['no HTTP', { script: (_, reply) => reply.raw('SSH-2.0-x\r\n\r\n') }, 'is not HTTP'],
    ['no status', { script: (_, reply) => reply.raw(NO_STATUS) }, 'is not HTTP'],
    ['no answer', { script: (_, reply) => reply.cut() }, 'without an answer'],
  ];

  it.each(problems)('gives 502 in its own words: %s', async (_, options, words) => {
    const pair = await startPair(options);
    const { status, body } = await ask(pair, '/v1/messages?key=SECRET');
    expect(status).toBe(502);
    const parsed = JSON.parse(body) as { type: string; error: { type: string; message: string } };
    expect(parsed).toMatchObject({ type: 'error', error: { type: 'api_error' } });
    expect(parsed.error.message).toContain(words);
    expect(parsed.error.message).toMatch(/\. (Check|Try)/);
    expect(await pair.nextExchange()).toMatchObject({ status: 502 });
    expect(body + pair.log.join()).not.toContain('SECRET');
  });

  it('is given the time to connect that it is allowed, and no more', async () => {
    // TCP is up at once, TLS never: the fake provider waits for the end of a head that does not come.
    const plain = await startPair();
    const silent = await startPair({
      baseUrl: plain.upstream.url.replace('http:', 'https:'),
      limits: { connectTimeoutMs: 50 },
    });
    const { status, body } = await ask(silent);
    expect([status, body.includes('ETIMEDOUT')]).toEqual([502, true]);
  });

  it('speaks for itself when it can be reached', async () => {
    const failure = '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}';
    const pair = await startPair({
      script: (_, reply) => reply.send({ status: 529, reason: 'Overloaded', body: failure }),
    });
    expect(await ask(pair)).toEqual({ status: 529, body: failure });
    expect(await pair.nextExchange()).toMatchObject({ status: 529 });
  });

  it('may take longer to answer than to be connected to', async () => {
    const pair = await startPair({
      limits: { connectTimeoutMs: 50 },
      script: async (_, reply) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        reply.send({ body: 'late' });
      },
    });
    expect(await ask(pair)).toEqual({ status: 200, body: 'late' });
  });
});

const certificate = makeCertificate();

describe.skipIf(certificate === undefined)('TLS (skipped without the openssl command)', () => {
  const tls = certificate ?? { key: '', cert: '' };

  it('is spoken with a provider whose certificate is trusted', async () => {
    const pair = await startPair({ upstreamOptions: { tls }, extraCertificates: tls.cert });
    expect(pair.upstream.url).toMatch(/^https:/);
    expect((await ask(pair)).status).toBe(200);
    expect((await ask(pair)).status).toBe(200);
    expect(pair.upstream.connections()).toBe(1);
  });

  it('replaces a dead pooled connection as well', async () => {
    const pair = await startPair({
      upstreamOptions: { tls },
      extraCertificates: tls.cert,
      script: dieOnReuse(),
    });
    expect((await ask(pair)).status).toBe(200);
    expect((await ask(pair)).status).toBe(200);
    expect(pair.upstream.requests).toHaveLength(3);
  });

  it('is not spoken with one whose certificate is not', async () => {
    const pair = await startPair({ upstreamOptions: { tls } });
    const { status, body } = await ask(pair);
    expect(status).toBe(502);
    expect(body).toContain('NODE_EXTRA_CA_CERTS');
    expect(pair.upstream.requests).toEqual([]);
  });

  it('is asked for in vain where plain HTTP is spoken', async () => {
    const plain = http.createServer();
    onTestFinished(() => void plain.close());
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as { port: number };
    const pair = await startPair({ baseUrl: `https://127.0.0.1:${port}` });
    const { status, body } = await ask(pair);
    expect([status, body.includes('http:// or https://')]).toEqual([502, true]);
  });
});

describe('clients of several kinds', () => {
  it('get through: an agent with its own pool, no pool, fetch', async () => {
    const pair = await startPair();
    const agent = new http.Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    for (const options of [{ agent }, { agent }, { agent: false as const }]) {
      const status = await new Promise((resolve) => {
        http
          .request(`${pair.proxy.url}/v1/messages`, { method: 'POST', ...options }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          })
          .end('{}');
      });
      expect(status).toBe(200);
    }
    // Node's fetch says sec-fetch-mode, as browsers do, but no site.
    const answer = await fetch(`${pair.proxy.url}/v1/messages`, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([200, SMALL_MESSAGE]);
  });
});
