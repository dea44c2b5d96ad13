// What the demo prints: one line a turn, then what it comes to.
import { pricesOf, PRICES_AS_OF } from '../../src/telemetry/prices/prices-of.ts';
import type { Proof } from '../demo.ts';
import type { Conversation } from './conversation.ts';
import type { CachedUsage } from './prompt-cache.ts';

export interface Turn {
  readonly turn: number;
  readonly call: string;
  readonly without: CachedUsage;
  readonly sent: CachedUsage;
  readonly rewritten: boolean;
}

export interface DemoFigures {
  readonly model: string;
  readonly profile: string;
  readonly turns: readonly Turn[];
  readonly proof: Proof;
}

const CALL_WIDTH = 40;

export function heading(conversation: Conversation): string {
  return [
    'A recorded agent conversation, played through the real proxy against a provider on this machine.',
    `The agent was asked: ${conversation.question}`,
    '',
    `turn  ${'tool call'.padEnd(CALL_WIDTH)}  without      sent   fewer   from cache`,
    '',
  ].join('\n');
}

export function turnLine({ turn, call, without, sent }: Turn): string {
  const name = call.length > CALL_WIDTH ? `${call.slice(0, CALL_WIDTH - 1)}…` : call;
  const cells = [
    String(turn).padStart(4),
    name.padEnd(CALL_WIDTH),
    tokens(without.tokens).padStart(7),
    tokens(sent.tokens).padStart(8),
    percent(1 - sent.tokens / without.tokens).padStart(6),
    percent(sent.cacheRead / sent.tokens).padStart(11),
  ];
  return `${cells.join('  ')}\n`;
}

export function conclusion(figures: DemoFigures): string {
  const { turns, proof } = figures;
  const without = moneyOf(
    figures.model,
    turns.map((turn) => turn.without),
  );
  const sent = moneyOf(
    figures.model,
    turns.map((turn) => turn.sent),
  );
  const before = turns.reduce((total, turn) => total + turn.without.tokens, 0);
  const after = turns.reduce((total, turn) => total + turn.sent.tokens, 0);
  const rewrites = turns.filter((turn) => turn.rewritten).length;
  return [
    '',
    `All turns: ${tokens(before)} -> ${tokens(after)} tokens sent (${percent(1 - after / before)} fewer).`,
    `Money at list prices of ${figures.model} (${PRICES_AS_OF}), prompt cache counted: ` +
      `$${without.toFixed(4)} -> $${sent.toFixed(4)} (${percent(1 - sent / without)} less).`,
    `Prompt cache: ${rewrites} rewrites of what was sent before.`,
    '',
    proof.factFound ? 'same FATAL found:' : 'THE FATAL LINE WAS LOST:',
    `  ${proof.fact}`,
    originalLine(proof),
    '',
    'Go on with your own agent:  npx headroom wrap claude',
    'One file:                   npx headroom compress FILE',
    'What was saved:             npx headroom perf',
    '',
  ].join('\n');
}

function originalLine({ handle, originalBytes, originalEqual }: Proof): string {
  if (originalEqual === null)
    return 'no original had to be kept: what was sent gives the whole output back.';
  const equal = originalEqual ? 'equal' : 'NOT EQUAL';
  return `original ${handle} fetched back: ${originalBytes} bytes, ${equal} to what the tool printed.`;
}

/** USD for the prompts alone: reads and writes of the cache; the answers are the same either way. */
function moneyOf(model: string, usages: readonly CachedUsage[]): number {
  const prices = pricesOf(model);
  if (prices === undefined) throw new Error(`No price for ${model}.`);
  const cost = usages.reduce(
    (sum, usage) =>
      sum + usage.cacheRead * prices.cacheRead + usage.cacheWrite * prices.cacheWrite5m,
    0,
  );
  return cost / 1_000_000;
}

function tokens(count: number): string {
  return count.toLocaleString('en-US');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
