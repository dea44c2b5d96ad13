// A model of the provider's prompt cache: what was sent before in the same order is read back, the rest is written.
import type { CountTokens } from '../../src/tokens/count.ts';

export interface CachedUsage {
  readonly tokens: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** A block that was sent before, at this place, arrived changed. */
  readonly rewritten: boolean;
}

/** Remembers the last request of one conversation. */
export function createPromptCache(count: CountTokens): { send(body: string): CachedUsage } {
  let before: readonly string[] = [];
  const counts = new Map<string, number>();

  function tokensOf(block: string): number {
    const known = counts.get(block) ?? count(block);
    counts.set(block, known);
    return known;
  }

  return {
    send: (body) => {
      const blocks = blocksOf(body);
      let same = 0;
      while (same < before.length && before[same] === blocks[same]) same++;
      const tokens = blocks.map(tokensOf);
      const cacheRead = sum(tokens.slice(0, same));
      const rewritten = same < before.length;
      before = blocks;
      return { tokens: sum(tokens), cacheRead, cacheWrite: sum(tokens) - cacheRead, rewritten };
    },
  };
}

interface Body {
  readonly system: string;
  readonly tools: readonly unknown[];
  readonly messages: readonly { readonly role: string; readonly content: readonly object[] }[];
}

/** The prompt as a flat list of blocks; cache marks are instructions, not content. */
function blocksOf(body: string): readonly string[] {
  const { system, tools, messages } = JSON.parse(body) as Body;
  const contents = messages.flatMap((message) =>
    message.content.map((block) =>
      JSON.stringify([message.role, { ...block, cache_control: undefined }]),
    ),
  );
  return [...tools.map((tool) => JSON.stringify(tool)), system, ...contents];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
