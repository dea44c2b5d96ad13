// `listing`, exact: paths, `ls`, `ls -l`, `ls -R` and `tree` without what every line repeats.
import type { Compressor, CountTokens } from '../compressor.ts';
import { areNamesInVain, isInVain, mayGiveUp } from '../in-vain.ts';
import { foldLong, isFoldedLong, unfoldLong } from './long.ts';
import { foldPaths, hoistRoot, lowerRoot, unfoldPaths } from './paths.ts';
import { foldTree, isFoldedTree, unfoldTree } from './tree.ts';

export const listing: Compressor = {
  name: 'listing',
  accepts: ['listing', 'search'],
  fidelity: 'exact',
  isProven: true,
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const body = bodyOf(text);
    const lines = body.split('\n');
    const special = foldLong(lines) ?? foldTree(lines, body);
    const mayBeInVain = special === undefined && mayGiveUp(text.length, context);
    if (mayBeInVain && areNamesInVain(lines, context)) return undefined;
    const short = (special?.join('\n') ?? fold(lines, context.estimate)) + endOf(text);
    if (short.length > text.length || short === text) return undefined;
    // Odd names can look like our notation.
    return expand(short) === text ? { text: short } : undefined;
  },
  expand,
};

/** Characters for each token of the budget: no form that names every entry makes a longer listing fit. */
const MOST_PER_TOKEN = 150;

/** A root in a line of its own makes paths harder to copy: it has to be worth that. */
const ROOT_WORTH = 0.9;

function fold(lines: readonly string[], estimate: CountTokens): string {
  const folded = foldPaths(lines).join('\n');
  const rootless = hoistRoot(lines);
  if (rootless === undefined) return folded;
  const hoisted = [rootless[0] ?? '', ...foldPaths(rootless.slice(1))].join('\n');
  return estimate(hoisted) < estimate(folded) * ROOT_WORTH ? hoisted : folded;
}

function expand(text: string): string {
  const lines = bodyOf(text).split('\n');
  return unfold(lines).join('\n') + endOf(text);
}

function unfold(lines: readonly string[]): readonly string[] {
  if (isFoldedLong(lines)) return unfoldLong(lines);
  if (isFoldedTree(lines)) return unfoldTree(lines);
  const [head = ''] = lines;
  if (lowerRoot([head]).length === 1) return unfoldPaths(lines);
  return lowerRoot([head, ...unfoldPaths(lines.slice(1))]);
}

function bodyOf(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function endOf(text: string): string {
  return text.endsWith('\n') ? '\n' : '';
}
