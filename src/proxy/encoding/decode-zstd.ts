// Unpacks zstd: by Node where it can (22.15 and later), else by fzstd, which is loaded only then.
import zlib from 'node:zlib';
import { type Decoded, decodeWithNode, type NodeDecoder } from './decode-with-node.ts';
import { boundZstdSize } from './zstd-frames.ts';

/** Node's own decoder; undefined on older versions. */
const native = (zlib as { zstdDecompress?: NodeDecoder }).zstdDecompress;

/** Unpacks a whole body. Never throws. */
export function decodeZstd(bytes: Buffer, limitBytes: number): Promise<Decoded> {
  return native === undefined
    ? decodePortably(bytes, limitBytes)
    : decodeWithNode(native, bytes, limitBytes);
}

/** The same by fzstd, whatever this Node can do. */
export async function decodePortably(bytes: Buffer, limitBytes: number): Promise<Decoded> {
  const bound = boundZstdSize(bytes);
  if (bound === undefined || bytes.length === 0)
    return { ok: false, reason: 'undecodable-encoding' };
  if (bound > limitBytes) return { ok: false, reason: 'body-too-large' };
  const { decompress } = await import('fzstd');
  try {
    const decoded = decompress(bytes);
    return { ok: true, bytes: Buffer.from(decoded.buffer, decoded.byteOffset, decoded.byteLength) };
  } catch {
    // fzstd has no other way to say that data is damaged, and its errors are of several classes.
    return { ok: false, reason: 'undecodable-encoding' };
  }
}
