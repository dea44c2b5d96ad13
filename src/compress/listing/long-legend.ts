// What most entries of a long listing have in common, and the head line that says it.
import type { LongEntry } from './long-entry.ts';

export interface EntryClass {
  /** Stands in front of its entries; empty for the most frequent class. */
  readonly code: string;
  readonly rights: string;
  readonly owner: string;
  readonly group: string;
  readonly links: string;
  /** Of entries that state none; empty if all do. */
  readonly size: string;
}

export interface Legend {
  readonly date: string;
  readonly classes: readonly EntryClass[];
}

/** The legend that suits these entries. */
export function legendOf(entries: readonly LongEntry[]): Legend {
  const groups = new Map<string, LongEntry[]>();
  for (const entry of entries) {
    const key = `${entry.rights} ${entry.owner} ${entry.group}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(entry);
  }
  const codes = new Set<string>();
  const bySize = [...groups.values()].toSorted((one, other) => other.length - one.length);
  return {
    date: mostFrequent(entries.map((entry) => entry.date)).value,
    classes: bySize.map((group, index) =>
      classOf(group, index === 0 ? '' : freeCode(group, codes)),
    ),
  };
}

/** Above this share of a class a size goes without saying; folders mostly have one. */
const COMMON_SIZE = 0.6;

function classOf(group: readonly LongEntry[], code: string): EntryClass {
  const size = mostFrequent(group.map((entry) => entry.size));
  const isCommon = code !== '' && size.count > group.length * COMMON_SIZE;
  return {
    code,
    rights: group[0]?.rights ?? '',
    owner: group[0]?.owner ?? '',
    group: group[0]?.group ?? '',
    links: mostFrequent(group.map((entry) => entry.links)).value,
    size: isCommon ? size.value : '',
  };
}

/** `d` for a folder, `l` for a link, `x` for what can be run, `f` for other files; numbers tell more of a sort apart. */
function freeCode(group: readonly LongEntry[], taken: Set<string>): string {
  const rights = group[0]?.rights ?? '';
  const type = rights.startsWith('-') ? (rights.includes('x') ? 'x' : 'f') : rights[0];
  let code = type ?? 'f';
  for (let number = 2; taken.has(code); number++) code = `${type}${number}`;
  taken.add(code);
  return code;
}

function mostFrequent(values: readonly string[]): {
  readonly value: string;
  readonly count: number;
} {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = { value: '', count: 0 };
  for (const [value, count] of counts) if (count > best.count) best = { value, count };
  return best;
}

/** `[ls -l, unless stated: -rw-r--r-- 1 ada staff Nov 22 07:56; d: drwxr-xr-x 2 ada staff 4096]` */
export function printLegend(legend: Legend): string {
  const classes = legend.classes.map(({ code, rights, links, owner, group, size }, index) => {
    const columns = [rights, links, owner, group, ...(size === '' ? [] : [size])].join(' ');
    return index === 0 ? `${columns} ${legend.date}` : `${code}: ${columns}`;
  });
  return `[ls -l, unless stated: ${classes.join('; ')}]`;
}

const LEGEND = /^\[ls -l, unless stated: (\S+) (\d+) (\S+) (\S+) ([^;\]]+)((?:; [^;\]]+)*)\]$/;
const CLASS = /^([a-z]\d{0,2}): (\S+) (\d+) (\S+) (\S+)(?: (\S+))?$/;

/** The inverse of `printLegend`. */
export function parseLegend(line: string): Legend | undefined {
  const found = LEGEND.exec(line);
  if (found === null) return undefined;
  const [, rights = '', links = '', owner = '', group = '', date = '', others = ''] = found;
  const classes: EntryClass[] = [{ code: '', rights, links, owner, group, size: '' }];
  for (const other of others.split('; ').slice(1)) {
    const columns = CLASS.exec(other);
    if (columns === null) return undefined;
    const [, code = '', its = '', count = '', user = '', team = '', size = ''] = columns;
    classes.push({ code, rights: its, links: count, owner: user, group: team, size });
  }
  return { date, classes };
}
