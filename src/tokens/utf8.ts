// Texts as UTF-8, in memory that is used again.

/** Larger texts get memory of their own. */
const KEPT_BYTES = 1 << 20;
const BYTES_PER_CHARACTER = 3;

/** Encodes texts; the bytes are good until the next one. Surrogates without a partner become U+FFFD. */
export function createEncoder(): (text: string) => {
  readonly bytes: Uint8Array;
  readonly length: number;
} {
  const encoder = new TextEncoder();
  const kept = new Uint8Array(KEPT_BYTES);
  return (text) => {
    const most = text.length * BYTES_PER_CHARACTER;
    const bytes = most <= KEPT_BYTES ? kept : new Uint8Array(most);
    return { bytes, length: encoder.encodeInto(text, bytes).written };
  };
}

/** Bytes of the characters from `from` up to `to`. */
export function bytesIn(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at++) {
    const code = text.codePointAt(at) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code >= 0x10000) at++;
  }
  return bytes;
}
