import { describe, expect, it } from 'vitest';
import { requestHeaders, responseHeaders } from '../../src/proxy/raw-headers.ts';
import { connectRaw, rawRequest, replacing, startPair } from './proxy-pair.ts';

const AS_IS = { kind: 'as-is' } as const;

const ODD_HEADERS = [
  ['accept', 'application/json'],
  ['X-Stainless-OS', 'Linux'],
  ['x-stainless-os', 'again, in another case'],
  ['Host', '127.0.0.1:PORT'],
  ['anthropic-beta', 'a-1,b-2'],
  ['Cookie', 'a=1'],
  ['anthropic-beta', 'c-3'],
  ['cookie', 'b=2'],
  ['X-Latin', 'caf\xe9'],
  ['x-empty', ''],
  ['Connection', 'keep-alive'],
  ['Accept-Encoding', 'gzip, br, zstd'],
  ['CONTENT-length', '2'],
  ['x-last', 'yes'],
] as const;

/** What arrives when the client talks to the provider itself, and through the proxy. */
async function bothHeads(line: string, body: string, headers = ODD_HEADERS) {
  const { upstream, proxy } = await startPair();
  for (const port of [upstream.port, proxy.port]) {
    const client = await connectRaw(port);
    const filled = headers.map(
      ([name, value]) => [name, value.replace('PORT', String(port))] as const,
    );
    client.send(Buffer.from(rawRequest(line, filled, body), 'latin1'));
    await client.until('"ok"');
  }
  const [direct, proxied] = upstream.requests.map(({ head }) => head);
  return { direct, proxied };
}

describe('the head that arrives at the provider', () => {
  it.each([
    ['POST /v1/messages?beta=true', '{}'],
    ['POST /v1/chat/completions', '{}'],
    ['PUT /api/%7Efile/../x//y?a=%20b&a=+#z', '{}'],
  ])('is the same as without the proxy, byte for byte: %s', async (line, body) => {
    const { direct, proxied } = await bothHeads(line, body);
    expect(proxied).toBe(direct);
    expect(proxied).toContain('X-Latin: caf\xe9');
  });

  it('is the same for a request without a body', async () => {
    const headers = ODD_HEADERS.filter(([name]) => name !== 'CONTENT-length');
    const { direct, proxied } = await bothHeads('GET /v1/models', '', headers as never);
    expect(proxied).toBe(direct);
  });

  it('is the same for a chunked body', async () => {
    const headers = ODD_HEADERS.map(([name, value]) =>
      name === 'CONTENT-length' ? ['Transfer-ENCODING', 'chunked'] : [name, value],
    );
    const chunks = '2\r\n{}\r\n0\r\n\r\n';
    const { direct, proxied } = await bothHeads('POST /v1/messages', chunks, headers as never);
    expect(proxied).toBe(direct);
  });

  it('loses what belongs to one connection or to headroom, and nothing else', async () => {
    const { upstream, proxy } = await startPair();
    const client = await connectRaw(proxy.port);
    client.send(
      rawRequest('POST /v1/messages', [
        ['host', `127.0.0.1:${proxy.port}`],
        ['X-Headroom-Bypass', 'true'],
        ['x-headroom-token', 'secret'],
        ['x-kept', '1'],
        ['Connection', 'keep-alive, x-private, content-length, content-encoding'],
        ['content-encoding', 'identity'],
        ['x-private', '1'],
        ['keep-alive', 'timeout=5'],
        ['TE', 'trailers'],
        ['Proxy-Authorization', 'Basic abc'],
        ['content-length', '2'],
      ]) + '{}',
    );
    await client.until('"ok"');
    const names = upstream.requests[0]?.headers.map(([name]) => name);
    expect(names).toEqual(['host', 'x-kept', 'Connection', 'content-encoding', 'content-length']);
    expect(upstream.requests[0]?.header('host')).toBe(`127.0.0.1:${upstream.port}`);
  });

  it('gets a new length and no encoding when the body was replaced', async () => {
    const { upstream, proxy } = await startPair({ pipeline: replacing('long', 'x') });
    const client = await connectRaw(proxy.port);
    client.send(
      rawRequest(
        'POST /v1/messages',
        [
          ['host', `127.0.0.1:${proxy.port}`],
          ['transfer-encoding', 'chunked'],
          ['x-last', '1'],
        ],
        '6\r\n"long"\r\n0\r\n\r\n',
      ),
    );
    await client.until('"ok"');
    expect(upstream.requests[0]?.headers.slice(1)).toEqual([
      ['Content-Length', '3'],
      ['x-last', '1'],
      ['Connection', 'keep-alive'],
    ]);
  });
});

describe('requestHeaders', () => {
  it('announces no body where the client announced none', () => {
    const outgoing = { host: 'up', framing: AS_IS };
    expect(requestHeaders(['Host', 'x'], { ...outgoing, method: 'GET' })).toEqual(['Host', 'up']);
    expect(requestHeaders(['Host', 'x'], { ...outgoing, method: 'POST' })).toEqual([
      'Host',
      'up',
      'Content-Length',
      '0',
    ]);
  });

  it('writes one length even when the client sent two', () => {
    const framing = { kind: 'length', bytes: 7, isDecoded: true } as const;
    const raw = [
      'content-length',
      '9',
      'content-encoding',
      'gzip',
      'Content-Length',
      '9',
      'a',
      'b',
    ];
    expect(requestHeaders(raw, { host: 'up', method: 'POST', framing })).toEqual([
      'content-length',
      '7',
      'a',
      'b',
    ]);
  });
});

describe('responseHeaders', () => {
  it('keeps order, case and repetition', () => {
    const raw = ['Set-Cookie', 'a', 'X-Y', '1', 'set-cookie', 'b', 'Connection', 'close, x-y'];
    expect(responseHeaders(raw, { chunks: true })).toEqual(['Set-Cookie', 'a', 'set-cookie', 'b']);
  });
});
