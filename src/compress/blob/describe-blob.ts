// Says what encoded bytes are: media type by magic number, size of a picture, number of bytes, hash.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Blob } from './find-blobs.ts';

/** "image/png 400x211, 10111 bytes, sha256 1f0c93a0b2c4": size and hash are those of the bytes, as a file of them has. */
export function describeBlob(text: string, blob: Blob): string {
  const raw = text.slice(blob.from, blob.to);
  if (blob.encoding === 'source map') return `positions, ${raw.split(';').length} lines`;
  const encoded = raw.replaceAll(/\\[rn]|[\r\n]/g, '').replaceAll('\\/', '/');
  if (blob.encoding === 'repeat') return `"${raw[0] ?? ''}" ${encoded.length} times`;
  const bytes = Buffer.from(encoded, blob.encoding);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const type = typeOf(bytes.subarray(0, HEAD)) ?? blob.encoding;
  return `${type}, ${bytes.length} bytes, sha256 ${hash}`;
}

/** So many bytes tell what it is. */
const HEAD = 384;

const MAGIC: ReadonlyArray<readonly [type: string, hex: string, offset?: number]> = [
  ['image/png', '89504e47'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
  ['image/webp', '57454250', 8],
  ['image/avif', '6674797061766966', 4],
  ['video/mp4', '66747970', 4],
  ['image/bmp', '424d'],
  ['application/pdf', '25504446'],
  ['application/zip', '504b0304'],
  ['application/gzip', '1f8b08'],
  ['application/zstd', '28b52ffd'],
  ['application/wasm', '0061736d'],
  ['application/x-elf', '7f454c46'],
  ['application/x-sqlite3', '53514c69746520666f726d6174'],
  ['font/woff2', '774f4632'],
  ['font/woff', '774f4646'],
  ['audio/ogg', '4f676753'],
  ['audio/mpeg', '494433'],
  ['certificate or key', '3082'],
];

function typeOf(bytes: Buffer): string | undefined {
  const hex = bytes.toString('hex');
  const [type] = MAGIC.find(([, magic, offset = 0]) => hex.startsWith(magic, offset * 2)) ?? [];
  if (type === 'image/png' && bytes.length >= 24)
    return `${type} ${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
  if (type === 'image/gif' && bytes.length >= 10)
    return `${type} ${bytes.readUInt16LE(6)}x${bytes.readUInt16LE(8)}`;
  if (type !== undefined) return type;
  const text = bytes.toString('latin1');
  return /^[\t\n\r\x20-\x7e]{64,}$/.test(text) ? 'text' : undefined;
}
