// The entries of a listing of any layout: folder, name and what is said about it.
import { askedColumns, type AskedColumns } from './asked-columns.ts';
import { parseEntry } from './long-entry.ts';
import { readTree, type TreeEntry } from './tree.ts';

export interface ListedEntry {
  /** With its slash; empty if the listing does not say. */
  readonly folder: string;
  readonly name: string;
  /** `.ts` with its point, `/` for a folder, empty without any. */
  readonly extension: string;
  /** How it is shown: the name, for `ls -l` with the size and what else was asked for. */
  readonly shown: string;
  /** Position of its line, from 0. */
  readonly line: number;
  /** Of `ls -l`: it has more columns than are shown. */
  readonly isLong?: boolean;
}

/** The entries in order; lines that are none are left out. Behind the names of `ls -l` stand the given columns. */
export function readEntries(
  lines: readonly string[],
  columns: AskedColumns = askedColumns(undefined),
): readonly ListedEntry[] {
  const tree = readTree(lines);
  if (tree !== undefined) return entriesOfTree(lines, tree);
  const entries: ListedEntry[] = [];
  let head = '';
  let before = '';
  lines.forEach((text, line) => {
    if (text === '' || /^total \d/.test(text)) return;
    const long = parseEntry(text);
    if (long !== undefined) {
      const name = long.rights.startsWith('d') ? `${long.name}/` : long.name;
      const shown = `${name}(${columns.textOf(long)})`;
      entries.push({ folder: head, name, extension: extensionOf(name), shown, line, isLong: true });
    } else if (text.endsWith(':')) {
      head = withSlash(text.slice(0, -1));
    } else {
      const cut = Math.max(text.lastIndexOf('/', text.length - 2), text.lastIndexOf('\\')) + 1;
      const name = text.slice(cut);
      // Neighbours mostly share their folder: one string for all is found faster.
      const isSame = before.length === head.length + cut && before === head + text.slice(0, cut);
      if (!isSame) before = head + text.slice(0, cut);
      entries.push({ folder: before, name, extension: extensionOf(name), shown: name, line });
    }
  });
  return entries;
}

/** Of `tree`: what lies deeper lies in the last entry above that lies less deep. */
function entriesOfTree(
  lines: readonly string[],
  tree: readonly (TreeEntry | undefined)[],
): readonly ListedEntry[] {
  const entries: ListedEntry[] = [];
  const folders = [''];
  tree.forEach((entry, line) => {
    if (entry === undefined) {
      if (line === 0) folders[0] = withSlash(splitNote(lines[0] ?? '').name);
      return;
    }
    const { depth } = entry;
    const { name, note } = splitNote(entry.name);
    const folder = folders[depth - 1] ?? folders[0] ?? '';
    folders.length = Math.min(folders.length, depth);
    folders[depth] = folder + withSlash(name);
    entries.push({ folder, name, extension: extensionOf(name), shown: name + note, line });
  });
  return entries;
}

/** "[ 78K]  README.md", as `tree -h`, `-p` and `-D` write it. */
const NOTED = /^\[([^\]]*)\] {1,2}(?=\S)/;

function splitNote(text: string): { readonly name: string; readonly note: string } {
  const noted = NOTED.exec(text);
  if (noted === null) return { name: text, note: '' };
  return { name: text.slice(noted[0].length), note: `(${(noted[1] ?? '').trim()})` };
}

function withSlash(folder: string): string {
  return /[/\\]$/.test(folder) ? folder : `${folder}/`;
}

const LONGEST_EXTENSION = 13;

function extensionOf(name: string): string {
  if (name.endsWith('/') || name.endsWith('\\')) return '/';
  const point = name.lastIndexOf('.');
  if (point < 0 || name.length - point > LONGEST_EXTENSION) return '';
  const extension = name.slice(point);
  return /^\.[A-Za-z][\w-]*$/.test(extension) ? extension : '';
}
