import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUsageTap } from '../../../src/proxy/answer/tap.ts';
import { anthropicMessages } from '../../../src/wire/anthropic-messages.ts';
import type { WireFormat } from '../../../src/wire/wire-format.ts';
import { cutAt } from '../cut-at.ts';
import { connectRaw, rawRequest, startPair } from '../proxy-pair.ts';

const STREAM = Buffer.from(
  [
    'event: message_start\r\ndata: {"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":12,' +
      '"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},' +
      '"cache_read_input_tokens":4000,"output_tokens":1}}}\r\n\r\n',
    'event: ping\ndata: {"type": "ping"}\n\n: a comment\n\n',
    'data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"caf\u00e9 \u{1f600}"}}\n\n',
    'data: this is not JSON\n\ndata: [DONE]\n\n',
    'event: message_delta\ndata: {"type":"message_delta",\ndata: "usage":{"output_tokens":345}}\n\n',
    'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  ].join(''),
  'utf8',
);
const USAGE = { input: 12, output: 345, cacheRead: 4000, cacheWrite5m: 10, cacheWrite1h: 20 };
/** `STREAM` as the zstd command packs it. */
const ZSTD_STREAM = Buffer.from(
  'KLUv/QRY9QgAwk8zK5AnzQH///udvJf77ybmmvomtxERYnx3Q9Jb7k/VzqjyTkxrrWXMyT4LewkI1U/ZdMqmtS4UCX' +
    'VUEMBoABAwGgMCqWVM9CX6mq71CgsMD6nB4WDd2RvC3RBudvVth5fmcNIxaB25o3RHHRlC6dImhlA9E998YuKbKEFJ' +
    'rVXph7xaaymW5acuRKOopcBFc/ZhyM3kR9hXokX5evlxjRu37gqhsNPIDtmtHzM+rq40hsKzL+8RdvWz80zoRxLb3g' +
    'Ul/WzTxsxSyjCxjozAAR0AXICki1kbtgfs2kCoDIEeYTGENS6QLgEyQ4wdsmyYMKCFqFa5V4YGadcStpOJzbjBuANE' +
    'J3UgBuhYKGOgqlsAwSBKPjl1mEm0hkORAbi087s=',
  'base64',
);

interface Look {
  readonly type?: string;
  readonly encoding?: string;
  readonly wire?: WireFormat;
  readonly onError?: (error: unknown) => void;
}

async function tap(chunks: readonly Buffer[], look: Look = {}) {
  const { type = 'text/event-stream; charset=utf-8', encoding, wire = anthropicMessages } = look;
  const onError =
    look.onError ??
    ((error: unknown) => {
      throw error;
    });
  const headers = { 'content-type': type, 'content-encoding': encoding };
  const usageTap = createUsageTap({ wire, headers, onError });
  for (const chunk of chunks) usageTap.write(chunk);
  return await usageTap.end();
}

const PACKED: readonly [string | undefined, Buffer][] = [
  [undefined, STREAM],
  ['gzip', gzipSync(STREAM)],
  ['deflate', deflateSync(STREAM)],
  ['br', brotliCompressSync(STREAM, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ['zstd', ZSTD_STREAM],
];

describe('the usage of a stream', () => {
  it.each(PACKED)('is the same however the bytes are cut: %s', async (encoding, bytes) => {
    const look = encoding === undefined ? {} : { encoding };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        expect(await tap(cutAt(bytes, cuts), look)).toEqual(USAGE);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it.each(PACKED)(
    'is what came before a cut, and nothing is thrown: %s',
    async (encoding, bytes) => {
      const look = encoding === undefined ? {} : { encoding };
      for (let end = 0; end <= bytes.length; end += 7) {
        const usage = await tap([bytes.subarray(0, end)], look);
        expect([undefined, 12]).toContain(usage?.input);
      }
    },
  );

  it('of a plain stream that was cut is known up to the cut', async () => {
    const end = STREAM.indexOf('event: ping');
    expect(await tap([STREAM.subarray(0, end)])).toEqual({ ...USAGE, output: 1 });
    const packed = gzipSync(STREAM);
    expect(await tap([packed.subarray(0, packed.length - 8)], { encoding: 'gzip' })).toEqual(USAGE);
  });
});

describe('the usage of a whole answer', () => {
  const body = Buffer.from('{"usage":{"input_tokens":5,"output_tokens":6}}');
  const expected = { input: 5, output: 6, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

  it.each(['application/json', 'application/vnd.x+json; charset=utf-8'])(
    'is read: %s',
    async (type) => {
      expect(await tap(cutAt(body, [3, 9]), { type })).toEqual(expected);
      expect(await tap([gzipSync(body)], { type, encoding: 'GZIP' })).toEqual(expected);
    },
  );

  it('is unknown when there is none, and when it cannot be read', async () => {
    const json = { type: 'application/json' };
    expect(await tap([Buffer.from('{"type":"error"}')], json)).toBeUndefined();
    expect(await tap([body.subarray(0, 20)], json)).toBeUndefined();
    expect(await tap([body], { type: 'text/html' })).toBeUndefined();
    expect(await tap([body], { ...json, encoding: 'unknown' })).toBeUndefined();
    expect(await tap([body], { ...json, encoding: 'gzip' })).toBeUndefined();
    const padded = Buffer.concat([Buffer.alloc(9 * 1024 * 1024, ' '), body]);
    expect(await tap([padded], json)).toBeUndefined();
  });
});

describe('a tap that fails', () => {
  const failing: WireFormat = {
    ...anthropicMessages,
    usage: () => {
      throw new Error('unexpected');
    },
  };

  it.each(['gzip', undefined])('says so once and is blind from then on: %s', async (encoding) => {
    const errors: unknown[] = [];
    const look = { wire: failing, onError: (error: unknown) => void errors.push(error) };
    const bytes = encoding === 'gzip' ? gzipSync(STREAM) : STREAM;
    const usage = await tap([bytes], encoding === undefined ? look : { ...look, encoding });
    expect([usage, errors.length]).toEqual([undefined, 1]);
  });

  it('does not touch the answer', async () => {
    const pair = await startPair({
      wireFormats: [failing],
      script: async (request, reply) => {
        await request.body();
        reply.start({ headers: [['content-type', 'text/event-stream']] });
        for (const chunk of cutAt(STREAM, [100, 400])) await reply.write(chunk);
        reply.end();
      },
    });
    const client = await connectRaw(pair.proxy.port);
    client.send(
      rawRequest('POST /v1/messages', [
        ['host', `127.0.0.1:${pair.proxy.port}`],
        ['content-length', '2'],
      ]) + '{}',
    );
    const all = await client.until('0\r\n\r\n');
    expect(all).toContain('"message_stop"');
    expect(await pair.nextExchange()).toMatchObject({ status: 200 });
    expect(pair.log).toEqual(['warn The token counts of an answer could not be read.']);
  });
});
