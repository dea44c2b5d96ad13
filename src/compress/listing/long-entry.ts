// One entry of `ls -l`, in full and in short form.
import type { Legend } from './long-legend.ts';
import type { Widths } from './long.ts';

export interface LongEntry {
  readonly rights: string;
  readonly links: string;
  readonly owner: string;
  readonly group: string;
  readonly size: string;
  readonly date: string;
  readonly name: string;
  /** As wide as the columns of this line are. */
  readonly widths: Widths;
}

const DATE =
  '[A-Z][a-z]{2} [ \\d]\\d (?:\\d\\d:\\d\\d| \\d{4})|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?: [+-]\\d{4})?|\\d\\d-\\d\\d \\d\\d:\\d\\d';
const SIZE = '\\d[\\d.]{0,14}[KMGTPB]?';
const LONG = new RegExp(
  `^([-dlcbpsD][-rwxsStT]{9}[.+@]?)( +)(\\d{1,6}) (\\S{1,64})( +)(\\S{1,64})( +)(${SIZE}) (${DATE}) (.+)$`,
);

/** The columns of a full line; undefined if it is none. */
export function parseEntry(line: string): LongEntry | undefined {
  const found = LONG.exec(line);
  if (found === null) return undefined;
  const [, rights = '', blanks = '', links = '', owner = '', afterOwner = ''] = found;
  const [group = '', afterGroup = '', size = '', date = '', name = ''] = found.slice(6);
  const widths: Widths = [
    blanks.length - 1 + links.length,
    owner.length + afterOwner.length - 1,
    group.length,
    afterGroup.length - 1 + size.length,
  ];
  return { rights, links, owner, group, size, date, name, widths };
}

/** A full line with the given column widths. Blanks between group and size belong to whichever column has them. */
export function printEntry(entry: LongEntry, widths: Widths): string {
  const [links, owner, group, size] = widths;
  return [
    entry.rights,
    entry.links.padStart(links),
    entry.owner.padEnd(owner),
    entry.group.padEnd(group),
    entry.size.padStart(size),
    entry.date,
    entry.name,
  ].join(' ');
}

/** `size name`, with what the legend does not give in front: class and links, and the date behind the size. */
export function printShort(entry: LongEntry, legend: Legend): string {
  const found = legend.classes.find(
    ({ rights, owner, group }) =>
      rights === entry.rights && owner === entry.owner && group === entry.group,
  );
  if (found === undefined) return '';
  const links = entry.links === found.links ? '' : `:${entry.links}`;
  const head = found.code + links;
  const size = entry.size === found.size ? '' : `${entry.size} `;
  const date = entry.date === legend.date ? '' : `${entry.date} `;
  return `${head === '' ? '' : `${head} `}${size}${date}${entry.name}`;
}

const HEAD = /^([a-z]\d{0,2})?(?::(\d{1,6}))?(?:^| )/;
const SIZE_AHEAD = new RegExp(`^(${SIZE}) (?=.)`);
const DATE_AHEAD = new RegExp(`^(${DATE}) (?=.)`);

/** The inverse of `printShort`. */
export function parseShort(line: string, legend: Legend): LongEntry | undefined {
  const head = HEAD.exec(line);
  if (head === null) return undefined;
  const found = legend.classes.find(({ code }) => code === (head[1] ?? ''));
  let rest = line.slice(head[0].length);
  const size = SIZE_AHEAD.exec(rest);
  if (found === undefined || (size === null && found.size === '')) return undefined;
  rest = rest.slice(size?.[0].length ?? 0);
  const date = DATE_AHEAD.exec(rest);
  const { rights, owner, group } = found;
  return {
    rights,
    owner,
    group,
    links: head[2] ?? found.links,
    size: size?.[1] ?? found.size,
    date: date?.[1] ?? legend.date,
    name: rest.slice(date?.[0].length ?? 0),
    widths: [0, 0, 0, 0],
  };
}
