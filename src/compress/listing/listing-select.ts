// `listing-select`, lossy, for very long listings: entries that fit the question or that one looks for first, the rest
// counted by folder and by extension.
import type { CompressContext, Compressor, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { askedColumns } from './asked-columns.ts';
import { folderCounts } from './folder-counts.ts';
import { folderLines } from './folder-lines.ts';
import { joinNames } from './names.ts';
import { readEntries, type ListedEntry } from './read-entries.ts';

export const listingSelect: Compressor = {
  name: 'listing-select',
  accepts: ['listing'],
  fidelity: 'lossy',
  compress(text, context) {
    const lines = text.split('\n');
    const entries = readEntries(lines, askedColumns(context.query));
    if (entries.length < FEWEST_ENTRIES) return undefined;
    const kept = chooseEntries(entries, context);
    if (kept.size === entries.length) return undefined;
    const total = totalBelow(lines, entries);
    const shown = render(entries, kept, context);
    return { text: shown + total, lost: lostLines(lines, entries, kept) };
  },
};

/** What a listing counts at its end: "12 directories, 40 files", "3.1M used in 12 directories". */
function totalBelow(lines: readonly string[], entries: readonly ListedEntry[]): string {
  const at = lines.findLastIndex((line) => line !== '');
  const closing = lines[at] ?? '';
  const isTotal = entries.at(-1)?.line !== at && HAS_COUNT.test(closing);
  return isTotal || TOTAL.test(closing) ? `${closing}\n` : '';
}

const HAS_COUNT = /^(?=.{1,200}$).*\d \w/;
const TOTAL = /^\d+ director(?:y|ies)(?:, \d+ files?)?$/;
const FEWEST_ENTRIES = 100;
/** The rest of the budget goes to counts by folder. */
const SHARE_FOR_NAMES = 0.7;
const COUNT_TOKENS = 14;
const MOST_COUNTS = 150;

function chooseEntries(
  entries: readonly ListedEntry[],
  context: CompressContext,
): ReadonlySet<ListedEntry> {
  const { units, entryOf } = unitsOf(entries, context);
  const chosen = chooseUnits(units, {
    budgetTokens: context.budgetTokens * SHARE_FOR_NAMES,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
  const kept = new Set<ListedEntry>();
  for (const unit of chosen) {
    const entry = entryOf[unit];
    if (entry !== undefined) kept.add(entry);
  }
  return kept;
}

interface EntryUnits {
  /** Folders, and below each its entries. */
  readonly units: readonly Unit[];
  /** Of each unit that is no folder. */
  readonly entryOf: readonly (ListedEntry | undefined)[];
}

function unitsOf(entries: readonly ListedEntry[], context: CompressContext): EntryUnits {
  const units: Unit[] = [];
  const entryOf: (ListedEntry | undefined)[] = [];
  const shapeOf = shapeFinder();
  const folders = new Map<string, number>();
  const usual = mostUsual(entries);
  for (const entry of entries) {
    const { folder, name, shown } = entry;
    const parent = folders.get(folder) ?? units.length;
    if (parent === units.length) {
      folders.set(folder, parent);
      units.push({ text: folder, cost: context.estimate(folder) + 8, importance: 0 });
    }
    entryOf[units.length] = entry;
    units.push({
      text: name,
      cost: context.estimate(shown) + 0.3,
      importance: countOf(entry) > usual ? MOST_IMPORTANCE : nameImportance(name),
      parent,
      shape: shapeOf(entry),
    });
  }
  return { units, entryOf };
}

const MOST_COUNTED = 5;
const MOST_IMPORTANCE = 0.5;

/** Behind the name, as `rg -c` writes it, or the size in bytes; NaN for folders and where there is none. */
function countOf({ name, shown }: ListedEntry): number {
  const at = name.lastIndexOf(':');
  if (at > 0 && /^\d+$/.test(name.slice(at + 1))) return Number(name.slice(at + 1));
  return name.endsWith('/') ? NaN : Number(SIZE_BEHIND.exec(shown.slice(name.length))?.[1] ?? NaN);
}

const SIZE_BEHIND = /^\((\d{1,15})[ )]/;

/** Only a few entries have a count above this; Infinity where the entries are not counted. */
function mostUsual(entries: readonly ListedEntry[]): number {
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  const counts = files.map(countOf).filter((count) => !Number.isNaN(count));
  if (counts.length < files.length * 0.9) return Infinity;
  return counts.toSorted((one, other) => other - one)[MOST_COUNTED] ?? Infinity;
}

/** Numbers the shapes of entries: those of one folder that have the same extension look alike. */
function shapeFinder(): (entry: ListedEntry) => number {
  const folders = new Map<string, Map<string, number>>();
  let shapes = 0;
  return ({ folder, extension }) => {
    let known = folders.get(folder);
    if (known === undefined) folders.set(folder, (known = new Map<string, number>()));
    let shape = known.get(extension);
    if (shape === undefined) known.set(extension, (shape = shapes++));
    return shape;
  };
}

/** What one opens first in an unknown folder. */
const LANDMARK =
  /^(?:readme|license|changelog|makefile|dockerfile|justfile|package\.json|tsconfig.*\.json|pyproject\.toml|setup\.(?:py|cfg)|cargo\.toml|go\.mod|pom\.xml|build\.gradle.*|cmakelists\.txt|gemfile|composer\.json|(?:index|main|app|server|cli|mod|lib|__init__)\.[a-z]{1,4}|.*\.config\.[a-z]+|\.env.*|claude\.md|agents\.md)(?:\.[a-z]+)?$/i;

function nameImportance(name: string): number {
  return LANDMARK.test(name) ? 0.4 : 0.05;
}

function render(
  entries: readonly ListedEntry[],
  kept: ReadonlySet<ListedEntry>,
  context: CompressContext,
): string {
  const folders = new Map<string, ListedEntry[]>();
  for (const entry of entries) {
    const members = folders.get(entry.folder);
    if (members === undefined) folders.set(entry.folder, [entry]);
    else members.push(entry);
  }
  const columns = entries.some(({ isLong }) => isLong === true)
    ? `, name(${askedColumns(context.query).names}) of each`
    : '';
  const out = [`[${entries.length} entries in ${folders.size} folders${columns}]`];
  const shown = new Set<string>();
  for (const [folder, members] of folders) {
    const own = members.filter((entry) => kept.has(entry));
    if (own.length === 0) continue;
    shown.add(folder);
    out.push(...linesOfFolder(folder, own, members));
  }
  const counts = new Map([...folders].map(([folder, members]) => [folder, members.length]));
  const most = Math.min(
    MOST_COUNTS,
    Math.floor((context.budgetTokens * (1 - SHARE_FOR_NAMES)) / COUNT_TOKENS),
  );
  for (const count of folderCounts(counts, shown, most)) {
    const inside = count.folders > 1 ? ` in ${count.folders} folders` : '';
    out.push(`${joinNames([count.folder])} [… ${count.entries}${inside}]`);
  }
  return `${out.join('\n')}\n`;
}

function linesOfFolder(
  folder: string,
  own: readonly ListedEntry[],
  members: readonly ListedEntry[],
): string[] {
  const head = folder === '' ? '' : `${joinNames([folder])} `;
  const names = own.map(({ shown }) => joinNames([shown]));
  const lines = folderLines(head, names);
  if (own.length === members.length) return lines;
  const kept = new Set(own);
  const rest = countExtensions(members.filter((entry) => !kept.has(entry)));
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''} [… ${rest}]`];
}

const MOST_EXTENSIONS = 4;

/** `80 .ts, 38 .json, 4 others` */
function countExtensions(entries: readonly ListedEntry[]): string {
  const counts = new Map<string, number>();
  for (const { extension } of entries) {
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  const named = [...counts].filter(([extension]) => extension !== '');
  const first = named.toSorted((one, other) => other[1] - one[1]).slice(0, MOST_EXTENSIONS);
  const others = entries.length - first.reduce((sum, [, count]) => sum + count, 0);
  const parts = first.map(([extension, count]) => `${count} ${extension}`);
  if (others > 0) parts.push(first.length === 0 ? String(others) : `${others} others`);
  return parts.join(', ');
}

function lostLines(
  lines: readonly string[],
  entries: readonly ListedEntry[],
  kept: ReadonlySet<ListedEntry>,
): Omission[] {
  const hidden = new Uint8Array(lines.length);
  // What is no entry, as the heading of a folder or its total, goes with the entries before and behind it.
  const isEntry = new Uint8Array(lines.length);
  for (const entry of entries) {
    isEntry[entry.line] = 1;
    if (!kept.has(entry)) hidden[entry.line] = 1;
  }
  const about = `${entries.length - kept.size} of ${entries.length} entries`;
  const lost: { unit: 'line'; from: number; to: number; about: string }[] = [];
  let isOpen = false;
  for (let index = 0; index < hidden.length; index++) {
    if (isEntry[index] === 0) continue;
    const last = lost.at(-1);
    if (hidden[index] === 1) {
      if (isOpen && last !== undefined) last.to = index + 1;
      else lost.push({ unit: 'line', from: index + 1, to: index + 1, about });
    }
    isOpen = hidden[index] === 1;
  }
  return lost;
}
