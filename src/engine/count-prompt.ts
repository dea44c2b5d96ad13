// Counts all that a model reads of a body. Clients send the same texts again with every turn: long ones are counted once.
import { createHash } from 'node:crypto';
import type { CountTokens } from '../tokens/count.ts';
import { promptTexts } from '../wire/prompt-texts.ts';

/** Larger ones hold pictures, or are no conversation. */
export const MOST_PROMPT_BYTES = 4 * 1024 * 1024;
/** Shorter texts are counted as fast as they are recognised. */
const LEAST_CHARACTERS = 400;
const MOST_KNOWN = 4_000;

export type CountBody = (body: Uint8Array, count: CountTokens) => number | undefined;

/** A counter that remembers the counts of long texts, by their hashes. */
export function createPromptCounter(): CountBody {
  const known = new Map<string, number>();
  return (body, count) => {
    if (body.byteLength > MOST_PROMPT_BYTES) return undefined;
    const texts = promptTexts(readJson(body));
    return texts?.reduce((sum, text) => sum + countOne(text, count, known), 0);
  };
}

function countOne(text: string, count: CountTokens, known: Map<string, number>): number {
  if (text.length < LEAST_CHARACTERS) return count(text);
  const hash = createHash('sha1').update(text).digest('base64');
  const there = known.get(hash);
  // What was needed last is forgotten last.
  known.delete(hash);
  const tokens = there ?? count(text);
  known.set(hash, tokens);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return tokens;
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
