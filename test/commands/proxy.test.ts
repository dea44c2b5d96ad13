// The proxy as a user runs it: a process of its own, real sockets, killed the hard way.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyWith, longLog } from '../laws/bodies.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const BIN = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const running: (ChildProcess | Server)[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) {
    if ('kill' in one) one.kill('SIGKILL');
    else one.close();
  }
});

async function startUpstream(): Promise<{ url: string; bodies: Buffer[] }> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks));
      response.setHeader('content-type', 'application/json').end('{"usage":{"input_tokens":7}}');
    });
  }).listen(0, '127.0.0.1');
  running.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

async function startProxy(upstream: string, home: string, ...more: string[]) {
  const child = spawn(
    process.execPath,
    [BIN, 'proxy', '--port', '0', '--anthropic-url', upstream, '--home', home, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(line)).toMatch(/^headroom proxy listening on http:\/\/127\.0\.0\.1:\d+\n/);
  return { child, url: String(line).trim().split(' ').at(-1) ?? '' };
}

async function send(
  url: string,
  body: Buffer,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  await response.arrayBuffer();
  return response.status;
}

describe('headroom proxy', () => {
  it('compresses, and repeats itself byte for byte after SIGKILL', async () => {
    const upstream = await startUpstream();
    const home = temporaryFolder();
    const body = bodyWith(longLog(2_000));
    const first = await startProxy(upstream.url, home);
    expect(await send(first.url, body)).toBe(200);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await startProxy(upstream.url, home);
    expect(await send(second.url, body)).toBe(200);
    const [one, other] = upstream.bodies;
    expect(one?.length).toBeLessThan(body.length / 2);
    expect(other?.equals(one ?? Buffer.alloc(0))).toBe(true);
  });

  it('passes through with --no-compress, and for one request with x-headroom-bypass', async () => {
    const upstream = await startUpstream();
    const body = bodyWith(longLog(2_000));
    const plain = await startProxy(upstream.url, temporaryFolder(), '--no-compress');
    await send(plain.url, body);
    const other = await startProxy(upstream.url, temporaryFolder());
    await send(other.url, body, { 'x-headroom-bypass': 'true' });
    expect(upstream.bodies.map((sent) => sent.equals(body))).toEqual([true, true]);
  });

  it('passes every other conversation through with --ab', async () => {
    const upstream = await startUpstream();
    const body = bodyWith(longLog(2_000));
    const { url } = await startProxy(upstream.url, temporaryFolder(), '--ab');
    for (const id of ['conversation-1', 'conversation-3']) {
      await send(url, body, { 'x-claude-code-session-id': id });
    }
    expect(upstream.bodies.map((sent) => sent.equals(body))).toEqual([true, false]);
  });

  it('says that it lives', async () => {
    const upstream = await startUpstream();
    const { url } = await startProxy(upstream.url, temporaryFolder());
    for (const path of ['/livez', '/readyz', '/health']) {
      const response = await fetch(url + path);
      expect(await response.json()).toMatchObject({ service: 'headroom-proxy' });
    }
  });

  // A signal on Windows ends a process without asking it.
  it.skipIf(process.platform === 'win32')('ends with 0 on SIGTERM', async () => {
    const upstream = await startUpstream();
    const { child } = await startProxy(upstream.url, temporaryFolder());
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('shows its figures in a browser, and says where', async () => {
    const upstream = await startUpstream();
    const { child, url } = await startProxy(upstream.url, temporaryFolder(), '--token', 'secret');
    const [guide] = (await once(child.stderr, 'data')) as [Buffer];
    expect(String(guide)).toContain(`${url}/dashboard`);
    expect(String(guide)).not.toContain('secret');
    const address = /ANTHROPIC_BASE_URL=(\S+)/.exec(String(guide))?.[1] ?? '';
    expect(await send(address.replace('TOKEN', 'secret'), Buffer.from('{}'))).toBe(200);
    expect((await fetch(`${url}/dashboard`)).status).toBe(401);
    const asked = await fetch(`${url}/dashboard?token=secret`, { redirect: 'manual' });
    const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(url + asked.headers.get('location'), { headers: { cookie } });
    expect(await page.text()).toContain('<title>headroom</title>');
  });

  it('answers to other names where that was asked for', async () => {
    const upstream = await startUpstream();
    const { url } = await startProxy(
      upstream.url,
      temporaryFolder(),
      '--allow-host',
      'box.example, Other.example',
    );
    const answerTo = async (host: string) => {
      const asked = request(`${url}/v1/messages`, { method: 'POST', headers: { host } }).end('{}');
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      const chunks = (await answer.toArray()) as Buffer[];
      return `${answer.statusCode} ${Buffer.concat(chunks).toString()}`;
    };
    // Whatever port a tunnel or a container maps to ours.
    for (const host of ['box.example:443', 'BOX.example', 'other.example:8787'])
      expect(await answerTo(host)).toMatch(/^200 /);
    expect(await answerTo('box.example.evil')).toMatch(/^403 .*--allow-host/);
  });

  it('says so when there is no store, and forwards all the same', async () => {
    const upstream = await startUpstream();
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { child, url } = await startProxy(upstream.url, join(file, 'home'));
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    expect(String(said)).toMatch(
      /^headroom: the store cannot be opened \(ENOTDIR: .*headroom doctor\n/,
    );
    expect(await send(url, Buffer.from('{}'))).toBe(200);
  });

  it.skipIf(process.platform === 'win32')(
    'a port in use is an error that says what to do',
    async () => {
      const upstream = await startUpstream();
      const port = new URL(upstream.url).port;
      const child = spawn(
        process.execPath,
        [BIN, 'proxy', '--port', port, '--home', temporaryFolder()],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const errors: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(Buffer.concat(errors).toString()).toMatch(new RegExp(`${port}[^]*--port`));
    },
  );
});
