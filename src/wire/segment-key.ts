// Names a text by what it is, not by where it stands. Law: the same text on a later turn, or under a later version, has
// the same key; what clients vary between turns (cache markers, string or blocks, JSON spacing) is not part of it.
import { createHash } from 'node:crypto';
import type { Segment, SegmentKey } from './wire-format.ts';

/** What tells one text from another. */
export interface SegmentIdentity {
  readonly kind: Segment['kind'];
  readonly callId?: string | undefined;
  /** Which text of its message or tool result, counting texts only, from 0; a plain string is text 0. */
  readonly part: number;
  readonly text: string;
  /** How many equal texts without a call id came earlier in the body. Ignored where there is a call id. */
  readonly occurrence?: number;
}

/** The key of a text. */
export function segmentKey(identity: SegmentIdentity): SegmentKey {
  const { kind, callId, part, text, occurrence = 0 } = identity;
  const encoding = exactEncoding(text);
  // A call id is written as a string and an occurrence as a number, so that one never reads as the other.
  const head = JSON.stringify([kind, callId ?? occurrence, part, encoding]);
  const hash = createHash('sha256').update(`${Buffer.byteLength(head)}:${head}`, 'utf8');
  return hash.update(text, encoding).digest('hex');
}

/** UTF-8 would turn every lone surrogate into U+FFFD and so make different texts equal. */
function exactEncoding(text: string): 'utf8' | 'utf16le' {
  // In Node since version 20, in TypeScript's libraries only since ES2024.
  return (text as string & { isWellFormed(): boolean }).isWellFormed() ? 'utf8' : 'utf16le';
}
