// Looks at the head of each request of a conversation and tells what changed in it since the request before: whatever stands
// behind the change is read at full price. Law: it reports and never rewrites.
import { estimateTokens } from '../tokens/estimate.ts';
import type { PrefixText, SegmentKey } from '../wire/wire-format.ts';
import { findVolatile, type VolatileText } from './find-volatile.ts';

/** A change, and what it costs each time. */
export interface VolatileNote extends Omit<VolatileText, 'at'> {
  /** Share of the head that stands before it, 0 to 1. */
  readonly atShare: number;
  /** Estimated tokens of the head from there on. */
  readonly tokensBehind: number;
}

export interface CacheAligner {
  /** `conversation` names what the requests belong to: its first words, and the model. */
  look(conversation: SegmentKey, texts: readonly PrefixText[]): readonly VolatileNote[];
}

/** Conversations whose last head is remembered, and its longest length. */
const MOST_CONVERSATIONS = 24;
const LONGEST_CHARACTERS = 400_000;

/** Remembers the last head of each conversation, in this process only. */
export function createCacheAligner(): CacheAligner {
  const heads = new Map<SegmentKey, readonly PrefixText[]>();
  return {
    look(conversation, texts) {
      if (lengthOf(texts) > LONGEST_CHARACTERS) return [];
      const before = heads.get(conversation);
      heads.delete(conversation);
      heads.set(conversation, texts);
      const [oldest] = heads.keys();
      if (heads.size > MOST_CONVERSATIONS && oldest !== undefined) heads.delete(oldest);
      return before === undefined ? [] : compare(before, texts);
    },
  };
}

function compare(
  before: readonly PrefixText[],
  texts: readonly PrefixText[],
): readonly VolatileNote[] {
  const notes: VolatileNote[] = [];
  const length = lengthOf(texts);
  let offset = 0;
  for (const [index, text] of texts.entries()) {
    const was = before[index];
    if (was !== undefined && was.part === text.part) {
      for (const { part, kind, at } of findVolatile(was, text)) {
        const behind = [text.text.slice(at), ...texts.slice(index + 1).map((one) => one.text)];
        const tokensBehind = behind.reduce((sum, one) => sum + estimateTokens(one), 0);
        notes.push({ part, kind, atShare: (offset + at) / length, tokensBehind });
      }
    }
    offset += text.text.length;
  }
  return notes;
}

function lengthOf(texts: readonly PrefixText[]): number {
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}
