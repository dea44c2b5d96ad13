// Unpacks zstd: by Node where it can (22.15 and later), else by fzstd, which is loaded only then.
import zlib from 'node:zlib';
import { type Decoded, decodeWithNode, type NodeDecoder } from './decode-with-node.ts';
import { surveyZstd } from './zstd-frames.ts';

/** Node's own decoder; undefined on older versions. */
const native = (zlib as { zstdDecompress?: NodeDecoder }).zstdDecompress;

/** Unpacks a whole body. Never throws. */
export async function decodeZstd(bytes: Buffer, limitBytes: number): Promise<Decoded> {
  // Node takes data that is cut off for whole, and of several frames it reads the first.
  const isForNode = native !== undefined && surveyZstd(bytes)?.frames === 1;
  return isForNode
    ? await decodeWithNode(native, bytes, limitBytes)
    : await decodePortably(bytes, limitBytes);
}

/** The same by fzstd, whatever this Node can do. */
export async function decodePortably(bytes: Buffer, limitBytes: number): Promise<Decoded> {
  const survey = surveyZstd(bytes);
  if (survey === undefined) return { ok: false, reason: 'undecodable-encoding' };
  if (survey.maxBytes > limitBytes) return { ok: false, reason: 'body-too-large' };
  const { decompress } = await import('fzstd');
  try {
    const decoded = decompress(bytes);
    return { ok: true, bytes: Buffer.from(decoded.buffer, decoded.byteOffset, decoded.byteLength) };
  } catch {
    // fzstd has no other way to say that data is damaged, and its errors are of several classes.
    return { ok: false, reason: 'undecodable-encoding' };
  }
}
