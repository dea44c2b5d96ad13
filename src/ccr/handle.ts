// The name of an original: the beginning of the digest of its text.
import { createHash } from 'node:crypto';
import type { Handle } from '../pipeline/ports.ts';

/** 48 bits: among 100,000 originals two share a handle once in 56,000 stores, and then the second text is not shortened. */
const HANDLE_DIGITS = 12;
/** Stands before texts that UTF-8 cannot hold; UTF-8 itself never contains this byte. */
const NOT_UTF8 = Buffer.of(0xff);

/** The handle under which a text is kept. Equal texts have equal handles, on every machine. */
export function handleFor(text: string): Handle {
  return textDigest(text).slice(0, HANDLE_DIGITS);
}

/** sha256 (hex) of the UTF-8 of a text; of 0xFF and its UTF-16 when it holds half surrogate pairs, which UTF-8 would merge. */
export function textDigest(text: string): string {
  const hash = createHash('sha256');
  // In Node since version 20, in TypeScript's libraries only since ES2024.
  if ((text as string & { isWellFormed(): boolean }).isWellFormed()) hash.update(text, 'utf8');
  else hash.update(NOT_UTF8).update(Buffer.from(text, 'utf16le'));
  return hash.digest('hex');
}

/** What stands before it in a marker may hold digits, too: the hash of a commit, the time of a log. */
const NAMED = /headroom[_ ]retrieve ([0-9a-f]{12})(?![0-9a-z])/g;

/** The handle in what somebody gave as one: alone, shortened to at least 6 digits, or still inside its marker. */
export function readHandle(given: string): Handle | undefined {
  const text = given.slice(0, 2_000).toLowerCase();
  const named = [...text.matchAll(NAMED)].at(-1);
  if (named !== undefined) return named[1];
  const whole = /(?<![0-9a-z])[0-9a-f]{12,64}(?![0-9a-z])/.exec(text);
  return whole?.[0] ?? /^\W{0,3}([0-9a-f]{6,11})\W{0,3}$/.exec(text)?.[1];
}
