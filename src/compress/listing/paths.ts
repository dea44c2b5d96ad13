// Paths one per line: those of one folder that follow each other share a line, `folder/ a.ts b.ts`; so do names without
// a folder. The order stays. A root that all have in common can be stated in a first line.
import { LONGEST_LINE } from './folder-lines.ts';
import { joinNames, splitNames } from './names.ts';

/** The lines with folders stated once per run. */
export function foldPaths(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  let run: Entry[] = [];
  let length = 0;
  const endRun = (): void => {
    const [first] = run;
    if (first !== undefined && run.length === 1) out.push(joinNames([first.folder + first.name]));
    else if (first !== undefined) out.push(headOf(first.folder) + joinNames(run.map(nameOf)));
    run = [];
    length = 0;
  };
  for (const line of lines) {
    const entry = entryOf(line);
    const isLong = length + (entry?.name.length ?? 0) >= LONGEST_LINE;
    if (entry === undefined || isLong || entry.folder !== run[0]?.folder) endRun();
    if (entry === undefined) out.push(line);
    else {
      run.push(entry);
      length += entry.name.length + 1;
    }
  }
  endRun();
  return out;
}

/** The inverse of `foldPaths`. */
export function unfoldPaths(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => unfoldLine(line) ?? [line]);
}

/** The lines without the folder that all paths lie in, and that folder in a first line; undefined if there is none. */
export function hoistRoot(lines: readonly string[]): readonly string[] | undefined {
  const paths = lines.filter((line) => entryOf(line)?.folder);
  const root = commonFolder(paths);
  if (root.length < SHORTEST_ROOT || paths.length < lines.length * LEAST_SHARE) return undefined;
  const rest = lines.map((line) => (line.startsWith(root) ? line.slice(root.length) : `\t${line}`));
  return [`[paths in ${root}]`, ...rest];
}

/** The inverse of `hoistRoot`; lines that have no such first line are given back. */
export function lowerRoot(lines: readonly string[]): readonly string[] {
  const root = /^\[paths in (.+)\]$/.exec(lines[0] ?? '')?.[1];
  if (root === undefined) return lines;
  return lines.slice(1).map((line) => (line.startsWith('\t') ? line.slice(1) : root + line));
}

const SHORTEST_ROOT = 4;
const LEAST_SHARE = 0.8;

function commonFolder(paths: readonly string[]): string {
  let [common = ''] = paths;
  for (const path of paths) {
    let length = 0;
    while (length < common.length && common[length] === path[length]) length++;
    common = common.slice(0, length);
  }
  return common.slice(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('\\')) + 1);
}

interface Entry {
  /** With its slash; empty for a bare name. */
  readonly folder: string;
  readonly name: string;
}

function nameOf(entry: Entry): string {
  return entry.name;
}

function entryOf(line: string): Entry | undefined {
  if (isLeftAlone(line)) return undefined;
  const end = line.length - 2;
  const cut = Math.max(line.lastIndexOf('/', end), line.lastIndexOf('\\', end)) + 1;
  return { folder: line.slice(0, cut), name: line.slice(cut) };
}

/** A line that ends in a colon heads the names of a folder; blanks at either end are no part of a name. */
function isLeftAlone(line: string): boolean {
  return line === '' || /^\s|[:\s]$/.test(line);
}

function headOf(folder: string): string {
  return folder === '' ? '' : `${joinNames([folder])} `;
}

const HEAD = /^(?:[^\s"]*[/\\] |"(?:[^"\\]|\\.)*[/\\]" )/;

function unfoldLine(line: string): readonly string[] | undefined {
  if (isLeftAlone(line)) return undefined;
  const head = HEAD.exec(line)?.[0];
  const folder = head === undefined ? '' : (splitNames(head.slice(0, -1))?.[0] ?? '');
  return splitNames(line.slice(head?.length ?? 0))?.map((name) => folder + name);
}
