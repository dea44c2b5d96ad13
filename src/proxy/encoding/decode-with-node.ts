// One call of a decoder of node:zlib, off the main thread, with its failures as values.
import type zlib from 'node:zlib';

export type Decoded =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'undecodable-encoding' | 'body-too-large' };

export type NodeDecoder = typeof zlib.gunzip;

/** Unpacks a whole body, up to a limit. Never throws. */
export function decodeWithNode(
  decode: NodeDecoder,
  bytes: Buffer,
  maxOutputLength: number,
): Promise<Decoded> {
  return new Promise((resolve) => {
    decode(bytes, { maxOutputLength }, (error, decoded) => {
      if (error === null) resolve({ ok: true, bytes: decoded });
      else resolve({ ok: false, reason: reasonOf(error) });
    });
  });
}

function reasonOf(error: NodeJS.ErrnoException) {
  return error.code === 'ERR_BUFFER_TOO_LARGE' ? 'body-too-large' : 'undecodable-encoding';
}
