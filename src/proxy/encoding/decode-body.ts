// Unpacks a copy of a body to look at. Never more than the limit, whatever a few small bytes claim to unpack to.
import zlib from 'node:zlib';
import { type Decoded, decodeWithNode, type NodeDecoder } from './decode-with-node.ts';
import { decodeZstd } from './decode-zstd.ts';

type Decoder = (bytes: Buffer, limitBytes: number) => Promise<Decoded>;

const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', withZlib(zlib.gunzip)],
  ['x-gzip', withZlib(zlib.gunzip)],
  ['deflate', withZlib(zlib.inflate)],
  ['br', withZlib(zlib.brotliDecompress as NodeDecoder)],
  ['zstd', decodeZstd],
]);

/** The body without its content-encoding: the same buffer when it has none. Never throws. */
export async function decodeBody(
  bytes: Buffer,
  encoding: string | undefined,
  limitBytes: number,
): Promise<Decoded> {
  const name = encodingName(encoding);
  if (name === undefined) return { ok: true, bytes };
  const decoder = DECODERS.get(name);
  // Two encodings on top of each other are legal and unheard of.
  if (decoder === undefined) return { ok: false, reason: 'undecodable-encoding' };
  return await decoder(bytes, limitBytes);
}

/** A content-encoding as one word; undefined when there is nothing to unpack. */
export function encodingName(encoding: string | undefined): string | undefined {
  const name = encoding?.trim().toLowerCase();
  return name === undefined || name === '' || name === 'identity' ? undefined : name;
}

function withZlib(decode: NodeDecoder): Decoder {
  return (bytes, limitBytes) => decodeWithNode(decode, bytes, limitBytes);
}
