// Unpacks a copy of a response while it streams past. Whatever goes wrong here ends the copy, never the response.
import zlib from 'node:zlib';
import type { Transform } from 'node:stream';

export interface Unpacker {
  write(chunk: Buffer): void;
  /** Resolves when everything that could be unpacked was handed out. Never rejects. */
  end(): Promise<void>;
}

/** Gets unpacked bytes. Must not throw. */
type Consume = (bytes: Buffer) => void;
type MakeUnpacker = (consume: Consume) => Unpacker;

/** Compressed bytes that may wait for the decoder. Beyond that it has fallen behind, and the copy is given up. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

type MakeZstd = () => Transform;
const createNativeZstd = (zlib as { createZstdDecompress?: MakeZstd }).createZstdDecompress;

// A stream that is cut off still gives what came before the cut.
const LENIENT = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const LENIENT_BROTLI = { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH };

const UNPACKERS: ReadonlyMap<string | undefined, MakeUnpacker> = new Map([
  [undefined, unpackNothing],
  ['gzip', (consume) => unpackWith(zlib.createGunzip(LENIENT), consume)],
  ['x-gzip', (consume) => unpackWith(zlib.createGunzip(LENIENT), consume)],
  ['deflate', (consume) => unpackWith(zlib.createInflate(LENIENT), consume)],
  ['br', (consume) => unpackWith(zlib.createBrotliDecompress(LENIENT_BROTLI), consume)],
  ['zstd', (consume) => unpackZstd(consume)],
] satisfies [string | undefined, MakeUnpacker][]);

/** An unpacker for a content-encoding; undefined when we cannot read it. */
export function createUnpacker(encoding: string | undefined, consume: Consume) {
  return UNPACKERS.get(encoding)?.(consume);
}

function unpackNothing(consume: Consume): Unpacker {
  return { write: consume, end: () => Promise.resolve() };
}

function unpackWith(stream: Transform, consume: Consume): Unpacker {
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  stream.on('data', consume);
  stream.on('error', () => stream.destroy());
  return {
    write: (chunk) => {
      if (stream.destroyed) return;
      if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy();
      else stream.write(chunk);
    },
    end: () => {
      if (!stream.destroyed) stream.end();
      return closed;
    },
  };
}

function unpackZstd(consume: Consume): Unpacker {
  return createNativeZstd === undefined
    ? unpackZstdPortably(consume)
    : unpackWith(createNativeZstd(), consume);
}

/** By fzstd, which is loaded with the first response that needs it. */
function unpackZstdPortably(consume: Consume): Unpacker {
  let work = import('fzstd').then(({ Decompress }) => {
    const decoder = new Decompress((bytes) => consume(Buffer.from(bytes)));
    return (chunk: Buffer) => decoder.push(chunk);
  });
  return {
    write: (chunk) => {
      work = work.then((push) => {
        push(chunk);
        return push;
      });
      // A damaged stream rejects every later step as well; nobody has to hear of it twice.
      work.catch(() => undefined);
    },
    end: () =>
      work.then(
        () => undefined,
        () => undefined,
      ),
  };
}
