// The size of what a turn added: estimated where that is enough, counted where it is compared with a provider's count.
import type { CompressionEngine } from '../pipeline/ports.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { AddedTokens } from './token-rate.ts';
import type { Turn } from './turn.ts';

/** Not read by a model as text. */
const SEALED = new Set([
  'type',
  'role',
  'id',
  'call_id',
  'tool_use_id',
  'signature',
  'encrypted_content',
  'data',
]);

/** Estimated tokens of all texts that a turn added. */
export function estimateAdded({ added }: Turn): number {
  let tokens = 0;
  for (const text of textsIn(added)) tokens += estimateTokens(text);
  return tokens;
}

/** Exact o200k counts of the same. */
export async function countAdded(
  { added }: Turn,
  engine: Pick<CompressionEngine, 'count'>,
): Promise<AddedTokens> {
  const texts = [...textsIn(added)];
  const counts = await engine.count([...texts, ...texts.map(escaped)]);
  const text = sum(counts.slice(0, texts.length));
  return { text, escapes: sum(counts.slice(texts.length)) - text, blocks: blocksIn(added) };
}

/** A text as it stands in JSON, without its quotes. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    if (!SEALED.has(name)) yield* textsIn(each);
  }
}

function blocksIn(added: Turn['added']): number {
  return sum(
    added.map(({ content, parts }) => {
      const blocks = content ?? parts;
      return Array.isArray(blocks) ? blocks.length : 1;
    }),
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}
