import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HeadroomError } from '../../src/errors.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { openai } from '../../src/providers/openai.ts';
import { startProxy } from '../../src/proxy/listener.ts';
import { connectRaw, eventually, identity, rawRequest, startPair } from './proxy-pair.ts';

type Headers = readonly (readonly [string, string])[];

/** The status of one request, and the rest of its answer. */
async function ask(port: number, line: string, headers: Headers = [['host', `localhost:${port}`]]) {
  const client = await connectRaw(port);
  const connection = headers.some(([name]) => name === 'connection')
    ? []
    : [['connection', 'close'] as const];
  client.send(rawRequest(line, [...headers, ...connection]));
  const all = (await client.closed).toString();
  const [head = '', body = ''] = all.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

describe('the control routes', () => {
  it('say what runs here', async () => {
    const { proxy, upstream } = await startPair({
      version: '1.2.3',
      health: () => ({ ready: true, store: 'ok' }),
    });
    const answers = await Promise.all(
      ['/livez', '/readyz', '/health?x=1'].map((path) => ask(proxy.port, `GET ${path}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(JSON.parse(answers[2]?.body ?? '')).toMatchObject({
      service: 'headroom-proxy',
      status: 'healthy',
      version: '1.2.3',
      pid: process.pid,
      store: 'ok',
      ready: true,
    });
    expect(upstream.requests).toEqual([]);
  });

  it('tell alive from ready', async () => {
    const { proxy } = await startPair({ health: () => ({ ready: false, store: 'full' }) });
    const statusOf = async (path: string) => (await ask(proxy.port, `GET ${path}`)).status;
    expect([
      await statusOf('/livez'),
      await statusOf('/readyz'),
      await statusOf('/health'),
    ]).toEqual([200, 503, 200]);
  });

  it('need no launch key', async () => {
    const { proxy } = await startPair({ keys: { launchKey: 'KEY' } });
    expect((await ask(proxy.port, 'GET /livez')).status).toBe(200);
    expect((await ask(proxy.port, 'GET /k/KEY/livez')).status).toBe(200);
  });
});

describe('web pages', () => {
  it.each([
    ['an origin', [['origin', 'http://localhost:1']]],
    ['an empty origin', [['origin', 'null']]],
    ['a page of another site', [['sec-fetch-site', 'cross-site']]],
    ['a name that was bound to our address', [['host', 'evil.example:PORT']]],
    ['a name that looks like ours', [['host', 'localhost.evil.example:PORT']]],
    ['another port', [['host', '127.0.0.1:1']]],
    ['no port', [['host', '127.0.0.1']]],
    ['an address that is not loopback', [['host', '10.0.0.1:PORT']]],
    ['no usable host', [['host', 'a b']]],
  ] as const)('may not use us: %s', async (_, extra) => {
    const { proxy, upstream } = await startPair();
    const filled = extra.map(
      ([name, value]) => [name, value.replace('PORT', String(proxy.port))] as const,
    );
    const own = filled.some(([name]) => name === 'host')
      ? []
      : [['host', `127.0.0.1:${proxy.port}`] as const];
    for (const line of ['GET /livez', 'POST /v1/messages', 'GET /anything']) {
      expect((await ask(proxy.port, line, [...own, ...filled])).status).toBe(403);
    }
    expect(upstream.requests).toEqual([]);
  });

  it('are no way to a provider for a person who types our address: cookies of other servers here would go with it', async () => {
    const { proxy, upstream } = await startPair();
    const typed = [
      ['host', `127.0.0.1:${proxy.port}`],
      ['sec-fetch-site', 'none'],
      ['sec-fetch-mode', 'navigate'],
      ['cookie', 'session=of-another-server'],
    ] as const;
    expect((await ask(proxy.port, 'GET /livez', typed)).status).toBe(200);
    for (const path of ['/', '/dashboard/', '/v1/models', '/k/key/v1/models']) {
      const { status, body } = await ask(proxy.port, `GET ${path}`, typed);
      expect([status, body]).toEqual([
        403,
        '{"error":{"message":"Browsers may not use providers."}}',
      ]);
    }
    expect(upstream.requests).toEqual([]);
  });

  it('are not what an agent is that was built on a browser: it is led nowhere', async () => {
    const { proxy } = await startPair();
    const asked = [
      ['host', `127.0.0.1:${proxy.port}`],
      ['sec-fetch-site', 'none'],
      ['sec-fetch-mode', 'no-cors'],
      ['sec-fetch-dest', 'empty'],
    ] as const;
    expect((await ask(proxy.port, 'GET /v1/models', asked)).status).toBe(200);
  });

  it.each(['localhost', '127.0.0.1', 'LOCALHOST', '127.1.2.3', '[::1]', 'my.name'])(
    'are not all who come: %s',
    async (name) => {
      const { proxy } = await startPair({ allowedHosts: ['My.Name'] });
      expect((await ask(proxy.port, 'GET /x', [['host', `${name}:${proxy.port}`]])).status).toBe(
        200,
      );
    },
  );
});

describe('the launch key', () => {
  it('opens the way and is not passed on', async () => {
    const { proxy, upstream, nextExchange } = await startPair({
      keys: { launchKey: 'a_secret-KEY' },
    });
    expect(proxy.baseUrl('a_secret-KEY')).toBe(`${proxy.url}/k/a_secret-KEY`);
    expect((await ask(proxy.port, 'GET /k/a_secret-KEY/v1/models?a=1')).status).toBe(200);
    expect((await ask(proxy.port, 'HEAD /k/a_secret-KEY')).status).toBe(200);
    expect((await ask(proxy.port, 'GET /k/a_secret-KEY//x')).status).toBe(200);
    expect(upstream.requests.map(({ target }) => target)).toEqual(['/v1/models?a=1', '/', '//x']);
    expect((await nextExchange()).path).toBe('/v1/models?a=1');
    expect(JSON.stringify(upstream.requests)).not.toContain('a_secret-KEY');
  });

  it.each([
    '/v1/models',
    '/k/wrong/v1/models',
    '/k/a_secret-KE/x',
    '/k/',
    '/k',
    '/k/a_secret-KEYx/',
  ])('is needed: %s', async (path) => {
    const { proxy, upstream } = await startPair({ keys: { launchKey: 'a_secret-KEY' } });
    const { status, body } = await ask(proxy.port, `GET ${path}`);
    expect([status, body]).toEqual([404, '{"error":{"message":"Not found."}}']);
    expect(upstream.requests).toEqual([]);
  });

  it('is taken off although nobody asked for one', async () => {
    const { proxy, upstream } = await startPair();
    expect((await ask(proxy.port, 'GET /k/from-another-launch/v1/models')).status).toBe(200);
    expect(upstream.requests[0]?.target).toBe('/v1/models');
  });
});

describe('the token', () => {
  it('opens control and proxied routes, each in its ways, and is not passed on', async () => {
    const { proxy, upstream } = await startPair({ token: 'TOKEN', host: '0.0.0.0' });
    expect(proxy.url).toBe(`http://127.0.0.1:${proxy.port}`);
    const host = ['host', `10.1.2.3:9999`] as const;
    const statusOf = async (line: string, ...extra: Headers) =>
      (await ask(proxy.port, line, [host, ...extra])).status;
    expect(await statusOf('GET /livez')).toBe(401);
    expect(await statusOf('GET /livez', ['authorization', 'Bearer wrong'])).toBe(401);
    expect(await statusOf('GET /livez', ['authorization', 'Bearer TOKEN'])).toBe(200);
    expect(await statusOf('GET /livez', ['x-headroom-token', 'TOKEN'])).toBe(200);
    expect(await statusOf('GET /v1/models')).toBe(404);
    expect(await statusOf('GET /v1/models', ['authorization', 'Bearer TOKEN'])).toBe(404);
    expect(await statusOf('GET /v1/models', ['x-headroom-token', 'TOKEN'])).toBe(200);
    expect(await statusOf('GET /k/TOKEN/v1/models')).toBe(200);
    expect(await statusOf('GET /k/TOKEN/v1/models', ['origin', 'http://x'])).toBe(403);
    expect(upstream.requests.map(({ target }) => target)).toEqual(['/v1/models', '/v1/models']);
    expect(JSON.stringify(upstream.requests)).not.toContain('TOKEN');
  });

  it('does not make every name ours', async () => {
    const { proxy } = await startPair({ token: 'TOKEN' });
    const headers = [
      ['host', 'evil.example'],
      ['x-headroom-token', 'TOKEN'],
    ] as const;
    expect((await ask(proxy.port, 'GET /livez', headers)).status).toBe(403);
  });

  it('is a must when other machines can reach us', async () => {
    const start = startPair({ host: '0.0.0.0' });
    await expect(start).rejects.toMatchObject({ code: 'TOKEN_REQUIRED' });
  });
});

describe('requests that are not for a provider', () => {
  it('are answered as usual when they offer another protocol', async () => {
    const { proxy, upstream } = await startPair();
    const client = await connectRaw(proxy.port);
    client.send(
      rawRequest('GET /v1/models', [
        ['host', `localhost:${proxy.port}`],
        ['connection', 'Upgrade, HTTP2-Settings'],
        ['upgrade', 'h2c'],
        ['http2-settings', 'AAMAAABk'],
      ]),
    );
    await client.until('"ok"');
    expect(upstream.requests[0]?.headers.map(([name]) => name)).toEqual(['host', 'connection']);
  });

  it.each(['GET http://api.example/v1/models', 'OPTIONS *'])('get 404: %s', async (line) => {
    const { proxy, upstream } = await startPair();
    expect((await ask(proxy.port, line)).status).toBe(404);
    expect(upstream.requests).toEqual([]);
  });

  it('get 404 when the provider they are for is not among ours', async () => {
    const { proxy } = await startPair({ providers: [anthropic()] });
    expect((await ask(proxy.port, 'POST /v1/chat/completions')).status).toBe(404);
  });
});

describe('methods', () => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    '%s goes through, with a body and without',
    async (method) => {
      const { proxy, upstream } = await startPair({
        script: async (request, reply) => {
          await request.body();
          reply.send({ headers: [['connection', 'close']], body: 'done' });
        },
      });
      const host = ['host', `localhost:${proxy.port}`] as const;
      expect((await ask(proxy.port, `${method} /v1/x`)).status).toBe(200);
      const client = await connectRaw(proxy.port);
      client.send(rawRequest(`${method} /v1/x`, [host, ['content-length', '4']], 'body'));
      await client.until('Content-Length: 4');
      expect(upstream.requests.map((request) => request.method)).toEqual([method, method]);
      expect((await upstream.requests[1]?.body())?.toString()).toBe('body');
    },
  );
});

describe('an address that cannot be listened on', () => {
  const options = { providers: [anthropic()], wireFormats: [], compress: false };

  it('is named when it is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const error = await startProxy({ ...options, host: '127.0.0.1', port }).catch(
      (e: unknown) => e,
    );
    other.close();
    expect(HeadroomError.isInstance(error) && [error.code, error.message, error.hint]).toEqual([
      'PORT_IN_USE',
      `Port ${port} on 127.0.0.1 is in use.`,
      expect.stringContaining('--port'),
    ]);
  });

  it('is named when it is not ours', async () => {
    const start = startProxy({ ...options, host: '192.0.2.1', port: 0, token: 'T' });
    await expect(start).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });
});

describe('a provider that has our own address', () => {
  const at = (baseUrl: string) => ({
    providers: [anthropic(), openai({ baseUrl })],
    wireFormats: [],
    compress: false,
    host: '127.0.0.1',
  });

  it.each(['http://127.0.0.1:PORT', 'http://localhost:PORT/v1', 'http://[::1]:PORT'])(
    'is refused before it gets a request of its own: %s',
    async (address) => {
      const port = await freePort();
      const start = startProxy({ ...at(address.replace('PORT', String(port))), port });
      await expect(start).rejects.toMatchObject({
        code: 'BAD_OPTION',
        message: 'Requests for openai would come back to headroom.',
      });
    },
  );

  it('is another one on this machine at another port, or at this port of another machine', async () => {
    const port = await freePort();
    for (const address of [`http://127.0.0.1:${port + 1}`, `http://192.0.2.1:${port}`]) {
      await (await startProxy({ ...at(address), port })).close({ graceMs: 0 });
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('closing', () => {
  it('lets a running answer end and takes no new connection', async () => {
    let finish: () => void = () => undefined;
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start();
        await reply.write('first ');
        await new Promise<void>((resolve) => (finish = resolve));
        await reply.write('last');
        reply.end();
      },
    });
    const client = await connectRaw(pair.proxy.port);
    client.send(rawRequest('GET /v1/models', [['host', `localhost:${pair.proxy.port}`]]));
    await client.until('first');
    const closing = pair.proxy.close({ graceMs: 10_000 });
    await expect(refused(pair.proxy.port)).resolves.toBe('ECONNREFUSED');
    finish();
    expect((await client.closed).toString()).toContain('last\r\n0\r\n\r\n');
    await closing;
    expect(pair.exchanges).toHaveLength(1);
  });

  it('ends what takes longer than its grace, and reports it', async () => {
    const pair = await startPair({
      script: async (_, reply) => {
        reply.start();
        await reply.write('first');
      },
    });
    const client = await connectRaw(pair.proxy.port);
    client.send(rawRequest('GET /v1/models', [['host', `localhost:${pair.proxy.port}`]]));
    await client.until('first');
    await pair.proxy.close({ graceMs: 20 });
    await client.closed;
    expect(pair.exchanges.map(({ aborted, cut }) => aborted ?? cut)).toEqual([true]);
  });

  it('does not wait for idle connections', async () => {
    const pair = await startPair({ pipeline: identity });
    const client = await connectRaw(pair.proxy.port);
    client.send(rawRequest('GET /v1/models', [['host', `localhost:${pair.proxy.port}`]]));
    await client.until('"ok"');
    await eventually(() => pair.exchanges.length === 1);
    await pair.proxy.close({ graceMs: 60_000 });
    await client.closed;
  });
});

async function refused(port: number): Promise<string | undefined> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    connect(port, '127.0.0.1').once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}
