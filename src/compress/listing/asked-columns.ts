// Which columns of `ls -l` a question is about, beside the size: they are shown behind each name then.
import type { Query } from '../relevance/query.ts';
import type { LongEntry } from './long-entry.ts';

interface Column {
  readonly name: string;
  readonly asked: RegExp;
  readonly textOf: (entry: LongEntry) => string;
}

const COLUMNS: readonly Column[] = [
  {
    name: 'date',
    asked:
      /\b(?:when (?:was|were|did)|dates?|mtime|(?:new|old|lat)est|(?:last|most|recently) (?:changed|modified|touched|updated|written|recent))\b/i,
    textOf: ({ date }) => date.replace(/ +/g, ' '),
  },
  {
    name: 'rights',
    asked: /\b(?:permissions?|rights|chmod|setuid|(?:executable|writable|readable|file modes?))\b/i,
    textOf: ({ rights }) => rights,
  },
  {
    name: 'owner',
    asked: /\b(?:owne(?:rs?|d)|owns|chown|belongs? to (?:root|group|user))\b/i,
    textOf: ({ owner, group }) => (owner === group ? owner : `${owner}:${group}`),
  },
];

/** How the columns that were asked for are written behind a name, and what they are called. */
export interface AskedColumns {
  readonly names: string;
  readonly textOf: (entry: LongEntry) => string;
}

/** The size, and whatever else the question is about. */
export function askedColumns(query: Query | undefined): AskedColumns {
  const asked = COLUMNS.filter((column) => query !== undefined && column.asked.test(query.text));
  return {
    names: ['size', ...asked.map(({ name }) => name)].join(' '),
    textOf: (entry) => [entry.size, ...asked.map(({ textOf }) => textOf(entry))].join(' '),
  };
}
