// Providers behind the proxy of a company: a real CONNECT proxy on loopback that resolves every name to the fake provider.
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { openai } from '../../../src/providers/openai.ts';
import { makeCertificate } from '../../helpers/certificate.ts';
import { startFakeUpstream } from '../../helpers/fake-upstream.ts';
import { startPair } from '../proxy-pair.ts';
import { connectSocket } from '../websocket/socket-pair.ts';

const certificate = makeCertificate();

interface ConnectProxy {
  readonly url: string;
  readonly asked: { readonly authority: string; readonly authorization: string | undefined }[];
}

interface ConnectProxyOptions {
  /** Where everything leads. */
  readonly port: number;
  /** Instead of a tunnel. */
  readonly answer?: string;
}

async function startConnectProxy({ port, answer }: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: ConnectProxy['asked'] = [];
  const server = http.createServer();
  server.on('connect', (request, socket, head) => {
    asked.push({
      authority: request.url ?? '',
      authorization: request.headers['proxy-authorization'],
    });
    socket.on('error', () => undefined);
    if (answer !== undefined) return void socket.end(answer);
    const far = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      far.pipe(socket).pipe(far);
    });
    far.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function ask(url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/v1/messages`, { method: 'POST', body: '{}' });
  return { status: answer.status, text: await answer.text() };
}

describe.skipIf(certificate === undefined)('a tunnel (skipped without the openssl command)', () => {
  const tls = certificate ?? { key: '', cert: '' };
  const baseUrl = 'https://provider.example';

  it('leads to the provider, is used again, and hides everything but its name', async () => {
    const upstream = await startFakeUpstream(undefined, { tls });
    onTestFinished(() => upstream.close());
    const proxy = await startConnectProxy(upstream);
    const pair = await startPair({
      baseUrl,
      extraCertificates: tls.cert,
      companyProxy: { url: proxy.url.replace('//', '//me:secret@'), except: ['other.example'] },
    });
    for (let count = 0; count < 3; count++) expect((await ask(pair.proxy.url)).status).toBe(200);
    const login = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    expect(proxy.asked).toEqual([{ authority: 'provider.example:443', authorization: login }]);
    expect(upstream.requests.map(({ header }) => header('host'))).toEqual(
      Array.from({ length: 3 }, () => 'provider.example'),
    );
    expect(upstream.requests[0]?.head).not.toContain('roxy-');
  });

  it('does not make a stranger trusted', async () => {
    const upstream = await startFakeUpstream(undefined, { tls });
    onTestFinished(() => upstream.close());
    const proxy = await startConnectProxy(upstream);
    const pair = await startPair({
      baseUrl: 'https://other.example',
      extraCertificates: tls.cert,
      companyProxy: { url: proxy.url, except: [] },
    });
    const { status, text } = await ask(pair.proxy.url);
    expect(status).toBe(502);
    expect(text).toContain('certificate');
    expect(upstream.requests).toHaveLength(0);
  });

  it('is not dug to this machine, nor to hosts that are excepted', async () => {
    const upstream = await startFakeUpstream(undefined, { tls });
    onTestFinished(() => upstream.close());
    const proxy = await startConnectProxy(upstream);
    const companyProxy = { url: proxy.url, except: ['.example'] };
    const near = await startPair({
      baseUrl: upstream.url,
      extraCertificates: tls.cert,
      companyProxy,
    });
    expect((await ask(near.proxy.url)).status).toBe(200);
    const far = await startPair({ baseUrl, companyProxy });
    expect((await ask(far.proxy.url)).status).toBe(502);
    expect(proxy.asked).toEqual([]);
  });

  it('carries WebSockets', async () => {
    const server = https.createServer(tls);
    const acceptor = new WebSocketServer({ server });
    acceptor.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of acceptor.clients) socket.terminate();
      server.close();
    });
    const proxy = await startConnectProxy(server.address() as AddressInfo);
    const pair = await startPair({
      providers: [openai({ baseUrl })],
      extraCertificates: tls.cert,
      companyProxy: { url: proxy.url, except: [] },
    });
    const { status, socket, next } = await connectSocket(pair.proxy.url);
    expect(status).toBe(101);
    socket.send('there and back');
    expect(String(await next())).toBe('there and back');
    expect(proxy.asked.map(({ authority }) => authority)).toEqual(['provider.example:443']);
  });
});

describe('a proxy that gives no tunnel is named as the reason', () => {
  it.each([
    [
      'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n',
      'user and password',
    ],
    ['HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n', 'refused'],
    ['', 'does not answer'],
    ['no HTTP\r\n\r\n', 'does not answer'],
  ])('%j', async (answer, words) => {
    const proxy = await startConnectProxy({ port: 9, answer });
    const pair = await startPair({
      baseUrl: 'https://provider.example',
      companyProxy: { url: proxy.url.replace('//', '//me:secret@'), except: [] },
    });
    const { status, text } = await ask(pair.proxy.url);
    expect(status).toBe(502);
    expect(text).toContain('HTTPS_PROXY');
    expect(text).toContain(words);
    expect(text + pair.log.join()).not.toContain('secret');
  });

  it('having been asked for an IPv6 address in brackets', async () => {
    const proxy = await startConnectProxy({ port: 9, answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' });
    const pair = await startPair({
      baseUrl: 'https://[2001:db8::1]',
      companyProxy: { url: proxy.url, except: [] },
    });
    expect((await ask(pair.proxy.url)).text).toContain('refused');
    expect(proxy.asked.map(({ authority }) => authority)).toEqual(['[2001:db8::1]:443']);
  });

  it('because it is not there', async () => {
    const pair = await startPair({
      baseUrl: 'https://provider.example',
      companyProxy: { url: 'http://127.0.0.1:9', except: [] },
    });
    expect((await ask(pair.proxy.url)).text).toContain('HTTPS_PROXY');
  });
});
