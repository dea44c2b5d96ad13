// `search`, exact: hits grouped by file.
import type { Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { groupHits, ungroupHits } from './group-hits.ts';
import { readHits } from './read-hits.ts';

export const search: Compressor = {
  name: 'search',
  accepts: ['search'],
  fidelity: 'exact',
  isProven: true,
  compress(text, context) {
    const mayFit = context.estimate(text) * LEAST_LEFT < context.budgetTokens;
    if (context.lossyFollows === true && !mayFit) return undefined;
    const lines = readOnce(context, readHits, bodyOf(text));
    if (!lines.some((line) => line.kind === 'hit')) return undefined;
    const grouped = groupHits(lines) + endOf(text);
    if (grouped.length >= text.length) return undefined;
    // A line that looks like our own notation would be read back wrongly.
    return expand(grouped) === text ? { text: grouped } : undefined;
  },
  expand,
};

/** Grouping leaves at least this share. */
const LEAST_LEFT = 0.35;

function expand(text: string): string {
  return ungroupHits(bodyOf(text)) + endOf(text);
}

/** The last line end is none of the notation's business: a blank line there would end a file. */
function bodyOf(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function endOf(text: string): string {
  return text.endsWith('\n') ? '\n' : '';
}
