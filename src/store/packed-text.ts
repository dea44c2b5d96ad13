// Texts as blobs: any JavaScript string comes back exactly, lone surrogates included, and long ones take less room.
import { deflateSync, inflateSync } from 'node:zlib';

const PLAIN_UTF8 = 0;
const PLAIN_UTF16 = 1;
const DEFLATED_UTF8 = 2;
const DEFLATED_UTF16 = 3;

/** Below this the time to deflate buys nothing. */
const SHORTEST_DEFLATED_BYTES = 256;
/** Level 1 keeps a request's share of the work near 10 ms per megabyte; higher levels gain little on tool output. */
const DEFLATE_LEVEL = 1;

/** A text as one blob: a byte that names the form, then the content. */
export function packText(text: string): Buffer {
  // UTF-8 has no form for half a surrogate pair; UTF-16 has.
  const isUtf8 = isWellFormed(text);
  const content = Buffer.from(text, isUtf8 ? 'utf8' : 'utf16le');
  if (content.length >= SHORTEST_DEFLATED_BYTES) {
    const deflated = deflateSync(content, { level: DEFLATE_LEVEL });
    if (deflated.length < content.length) {
      return withForm(isUtf8 ? DEFLATED_UTF8 : DEFLATED_UTF16, deflated);
    }
  }
  return withForm(isUtf8 ? PLAIN_UTF8 : PLAIN_UTF16, content);
}

/** The text of a blob made by `packText`; undefined when the blob is damaged. */
export function unpackText(blob: unknown): string | undefined {
  if (!Buffer.isBuffer(blob) || blob.length === 0) return undefined;
  const form = blob[0];
  const content = blob.subarray(1);
  if (form === PLAIN_UTF8) return content.toString('utf8');
  if (form === PLAIN_UTF16) return content.toString('utf16le');
  if (form !== DEFLATED_UTF8 && form !== DEFLATED_UTF16) return undefined;
  return inflate(content)?.toString(form === DEFLATED_UTF8 ? 'utf8' : 'utf16le');
}

/** Whether a text has no half surrogate pairs, and so has a UTF-8 form. */
function isWellFormed(text: string): boolean {
  // In Node since version 20, in TypeScript's libraries only since ES2024.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

function withForm(form: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(form), content]);
}

function inflate(content: Buffer): Buffer | undefined {
  try {
    return inflateSync(content);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      return undefined;
    }
    throw error;
  }
}
