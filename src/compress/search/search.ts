// `search`, exact: hits grouped by file.
import type { Compressor } from '../compressor.ts';
import { groupHits, ungroupHits } from './group-hits.ts';
import { readHits } from './read-hits.ts';

export const search: Compressor = {
  name: 'search',
  accepts: ['search'],
  fidelity: 'exact',
  compress(text) {
    const lines = readHits(bodyOf(text));
    if (!lines.some((line) => line.kind === 'hit')) return undefined;
    const grouped = groupHits(lines) + endOf(text);
    if (grouped.length >= text.length) return undefined;
    // A line that looks like our own notation would be read back wrongly.
    return expand(grouped) === text ? { text: grouped } : undefined;
  },
  expand,
};

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
