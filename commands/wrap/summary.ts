// The one line that a session leaves behind.
import type { SessionStats } from './session.ts';

/** Undefined when nothing was shortened, so there is nothing to say. */
export function summaryLine(stats: SessionStats): string | undefined {
  const { tokensBefore, tokensAfter, retrievable } = stats;
  if (tokensBefore === 0) return undefined;
  const texts = retrievable === 1 ? '1 text' : `${retrievable} texts`;
  const sizes = `${shortNumber(tokensBefore)} -> ${shortNumber(tokensAfter)}`;
  return `headroom: shortened ${sizes} tokens this session${retrievable === 0 ? '' : `, ${texts} retrievable`}`;
}

function shortNumber(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 999_500) return `${trim(count / 1_000)}k`;
  return `${trim(count / 1_000_000)}M`;
}

/** One digit behind the point below ten, none above. */
function trim(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace('.0', '') : value.toFixed(0);
}
