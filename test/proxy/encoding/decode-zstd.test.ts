import { describe, expect, it } from 'vitest';
import { decodePortably, decodeZstd } from '../../../src/proxy/encoding/decode-zstd.ts';
import { surveyZstd } from '../../../src/proxy/encoding/zstd-frames.ts';

const LINES = Buffer.from('{"event":"line","n":1}\n'.repeat(400));
const fromBase64 = (text: string) => Buffer.from(text, 'base64');

/** `LINES` as the zstd command packs it, from a pipe, from a file of known size, and without a checksum. */
const PIPED = fromBase64('KLUv/QRY/QAAuHsiZXZlbnQiOiJsaW5lIiwibiI6MX0KAQCth/KzCbsrCDQ=');
const SIZED = fromBase64('KLUv/WTwIv0AALh7ImV2ZW50IjoibGluZSIsIm4iOjF9CgEArYfyswm7Kwg0');
const UNCHECKED = fromBase64('KLUv/QBY/QAAuHsiZXZlbnQiOiJsaW5lIiwibiI6MX0KAQCth/KzCQ==');

/** A frame that may be skipped, with five bytes in it. */
const SKIPPABLE = Buffer.from([0x52, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]);
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
const LIMIT_BYTES = 100_000;

describe.each([
  ['decodeZstd', decodeZstd],
  ['decodePortably', decodePortably],
])('%s', (_, decode) => {
  it.each([
    ['from a pipe', PIPED, LINES],
    ['of known size', SIZED, LINES],
    ['without a checksum', UNCHECKED, LINES],
    ['two frames', Buffer.concat([PIPED, SIZED]), Buffer.concat([LINES, LINES])],
    ['with a skippable frame', Buffer.concat([SKIPPABLE, PIPED]), LINES],
  ])('unpacks data %s', async (_name, bytes, expected) => {
    expect(await decode(bytes, LIMIT_BYTES * 10)).toEqual({ ok: true, bytes: expected });
  });

  it('does not unpack more than the limit', async () => {
    expect(await decode(SIZED, LINES.length - 1)).toEqual({ ok: false, reason: 'body-too-large' });
    expect(await decode(PIPED, 1000)).toEqual({ ok: false, reason: 'body-too-large' });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{"model":"x"}')],
    ['half a header', SIZED.subarray(0, 5)],
    ['a whole frame and half of another', Buffer.concat([SIZED, PIPED.subarray(0, 20)])],
    ['half a block', PIPED.subarray(0, 20)],
    ['no last block', Buffer.from([...MAGIC, 0x00, 0x50, 0x00, 0x00, 0x00])],
    ['a reserved block', Buffer.from([...MAGIC, 0x00, 0x50, 0x07, 0x00, 0x00])],
  ])('says so when it cannot: %s', async (_name, bytes) => {
    expect(await decode(bytes, LIMIT_BYTES)).toEqual({ ok: false, reason: 'undecodable-encoding' });
  });
});

const sizeOf = (bytes: Buffer) => surveyZstd(bytes)?.maxBytes;

describe('surveyZstd', () => {
  it('is the size that a frame declares, or what its blocks can hold at most', () => {
    expect(sizeOf(SIZED)).toBe(LINES.length);
    expect(sizeOf(PIPED)).toBe(128 * 1024);
    expect(sizeOf(Buffer.concat([SKIPPABLE, SIZED, SIZED]))).toBe(2 * LINES.length);
    const repeated = Buffer.from([...MAGIC, 0x00, 0x50, 0x03 | 0x40, 0x06, 0x00, 0x78]);
    expect(sizeOf(repeated)).toBe(200);
  });

  it('believes no header: two gigabytes in a few bytes', () => {
    const declared = Buffer.from([...MAGIC, 0xa0, 0, 0, 0, 0x7f, 0x01, 0x00, 0x00]);
    expect(sizeOf(declared)).toBe(0x7f000000);
    const window = Buffer.from([...MAGIC, 0x00, 0xa8, 0x01, 0x00, 0x00]);
    expect(sizeOf(window)).toBeUndefined();
    const blocks = Buffer.concat([
      Buffer.from([...MAGIC, 0x00, 0x50]),
      Buffer.alloc(3 * 5000),
      Buffer.from([0x01, 0x00, 0x00]),
    ]);
    expect(sizeOf(blocks)).toBeUndefined();
  });

  it('reads no further than the bytes go', () => {
    for (let end = 1; end < SIZED.length; end += 1) {
      expect(sizeOf(SIZED.subarray(0, end))).toBeUndefined();
    }
  });
});
