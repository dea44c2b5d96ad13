// What the keys do.
import type { ShownLine } from './health-lines.ts';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['1 to 8, Tab', 'the views: requests, agents, models, projects, ...'],
  ['t, T', 'a longer, a shorter time'],
  ['Up, Down, j, k', 'select a row, or read on; PgUp, PgDn, Home, End, too'],
  ['Enter', 'a conversation, its turn, the texts in it, before and after'],
  ['Esc, Left', 'back'],
  ['s, r', 'sort by the next column; the other way round'],
  ['?', 'these lines'],
  ['q, Ctrl-C', 'end'],
];

const MEANINGS: readonly string[] = [
  'New input: outputs of tools seen for the first time, less what was fetched back.',
  'Whole requests: what the provider read by its own counts.',
  'Estimated: our counts (o200k), times what providers count in the same requests.',
  'Money, net: at prices with caching, less retrievals and our tool. List price:',
  'what the same tokens would cost if there were no cache, for comparison only.',
];

/** Keys first, then what the numbers mean. */
export const HELP_LINES: readonly ShownLine[] = [
  ...KEYS.map(([keys, meaning]) => `${keys.padEnd(16)}${meaning}`),
  '',
  ...MEANINGS,
].map((text) => ({ text, tone: 'plain' }));

export interface Where {
  /** Pages that lie on each other. */
  readonly pages: number;
  /** Title of a column, which may be too far right to be seen. */
  readonly sortedBy: string | undefined;
}

/** The last line of the screen. */
export function footerText({ pages, sortedBy }: Where): string {
  const keys =
    pages > 1
      ? ['q quits', '? keys', 'Esc back', 'Up/Down move', 'Enter opens']
      : [
          'q quits',
          '? keys',
          '1-8 views',
          't time',
          sortedBy === undefined ? 's sort' : `s sorted by ${sortedBy}`,
          'r reverse',
          'Enter opens',
        ];
  return keys.join('  ');
}
