// `blame`, exact: commit, author and date where a commit is met first, its hash alone later, lines below as
// `12<tab>code`. A line without letter or digit needs no number: within a run they follow each other.
import type { Compressor } from '../compressor.ts';
import {
  parseBlames,
  printBlame,
  widthsOf,
  type BlameLine,
  type BlameWidths,
} from './blame-line.ts';

export const blame: Compressor = {
  name: 'blame',
  accepts: ['diff'],
  fidelity: 'exact',
  isProven: true,
  compress(text) {
    const end = text.endsWith('\n') ? '\n' : '';
    const short = foldBlame(text.slice(0, text.length - end.length).split('\n'));
    if (short === undefined || short.length + 1 >= text.length) return undefined;
    return expand(short + end) === text ? { text: short + end } : undefined;
  },
  expand,
};

const FEWEST_LINES = 4;
const SILENT = /^[^0-9A-Za-z\x80-\uffff]*$/;

/** Lines of a blame in short notation; undefined if they are none. */
export function foldBlame(lines: readonly string[]): string | undefined {
  const read = parseBlames(lines);
  const found = read?.filter((line) => line !== undefined) ?? [];
  if (read === undefined || found.length < FEWEST_LINES) return undefined;
  const out: string[] = [];
  const widths = statedWidths(found, lines[read.findIndex((line) => line !== undefined)] ?? '');
  if (widths !== undefined) out.push(widths);
  const known = new Map<string, string>();
  let previous: BlameLine | undefined;
  for (const [index, line] of read.entries()) {
    if (line === undefined) out.push(lines[index] ?? '');
    else {
      const head = headOf(line);
      const isRun =
        previous !== undefined && headOf(previous) === head && previous.number + 1 === line.number;
      if (!isRun) out.push(known.get(line.commit) === head ? line.commit : head);
      known.set(line.commit, head);
      // The last line has its number, or a blank one would read as a line end.
      const isBare = isRun && SILENT.test(line.text) && index < lines.length - 1;
      out.push(isBare ? line.text : `${line.number}\t${line.text}`);
    }
    previous = line;
  }
  return out.join('\n');
}

/** Commit, path where it is printed, author and date. */
export function headOf(line: BlameLine): string {
  const path = line.path === undefined ? '' : `${line.path} `;
  return `${line.commit} ${path}(${line.author} ${line.date})`;
}

/** A part of a file is as wide as the whole was: then the widths are said. */
export function statedWidths(lines: readonly BlameLine[], first: string): string | undefined {
  const widths = widthsOf(lines);
  const [line] = lines;
  if (line === undefined || printBlame(line, widths) === first) return undefined;
  const author = first.indexOf(line.date) - 1 - (first.indexOf(`(${line.author}`) + 1);
  const path = first.indexOf(`(${line.author}`) - 2 - line.commit.length;
  const number =
    first.length - line.text.length - 2 - (first.indexOf(line.date) + line.date.length + 1);
  return `widths ${Math.max(0, path)} ${author} ${number}`;
}

const HEAD =
  /^(\^?[0-9a-f]{7,64})(?: (?:(\S.*?) )?\((.*) (\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d [+-]\d{4})?)\))?$/;
const NUMBERED = /^(\d+)\t/;
const WIDTHS = /^widths (\d{1,4}) (\d{1,4}) (\d{1,4})$/;

function expand(text: string): string {
  const end = text.endsWith('\n') ? '\n' : '';
  const lines = text.slice(0, text.length - end.length).split('\n');
  const stated = readWidths(lines[0] ?? '');
  const rows = unfold(stated === undefined ? lines : lines.slice(1));
  const widths = stated ?? widthsOf(rows.filter((row) => typeof row !== 'string'));
  return (
    rows.map((row) => (typeof row === 'string' ? row : printBlame(row, widths))).join('\n') + end
  );
}

/** The inverse of what `statedWidths` says. */
export function readWidths(line: string): BlameWidths | undefined {
  const found = WIDTHS.exec(line);
  if (found === null) return undefined;
  const [, path, author, number] = found.map(Number);
  return { path: path ?? 0, author: author ?? 0, number: number ?? 0 };
}

/** What a line of blame says before its number. */
export type Commit = Omit<BlameLine, 'number' | 'text'>;

function unfold(lines: readonly string[]): readonly (BlameLine | string)[] {
  const known = new Map<string, Commit>();
  const rows: (BlameLine | string)[] = [];
  let commit: Commit | undefined;
  let number = 0;
  for (const line of lines) {
    const stated = NUMBERED.exec(line);
    const head = stated === null ? readHead(line, known) : undefined;
    if (head !== undefined) {
      commit = head;
      number = 0;
    } else if (commit !== undefined && (stated !== null || (number > 0 && SILENT.test(line)))) {
      number = stated === null ? number + 1 : Number(stated[1]);
      rows.push({ ...commit, number, text: line.slice(stated?.[0].length ?? 0) });
    } else {
      rows.push(line);
      commit = undefined;
    }
  }
  return rows;
}

/** The inverse of `headOf`; a hash alone stands for the commit that was met before. */
export function readHead(line: string, known: Map<string, Commit>): Commit | undefined {
  const found = HEAD.exec(line);
  if (found === null) return undefined;
  const [, hash = '', path, author, date] = found;
  if (author === undefined || date === undefined) return known.get(hash);
  const commit = { commit: hash, author, date, ...(path !== undefined && { path }) };
  known.set(hash, commit);
  return commit;
}
