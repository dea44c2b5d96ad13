// `tree`: depth as blanks instead of drawn branches, neighbours without children on one line. Which branch is the last
// follows from the lines themselves, so the drawing can be made again.
import { joinNames, splitNames } from './names.ts';

/** How the branches are drawn. */
interface Drawing {
  readonly trunk: string;
  readonly branch: string;
  readonly last: string;
}

const DRAWINGS: readonly Drawing[] = [
  { trunk: '│   ', branch: '├── ', last: '└── ' },
  { trunk: '│\u00a0\u00a0 ', branch: '├── ', last: '└── ' },
  { trunk: '|   ', branch: '|-- ', last: '`-- ' },
  { trunk: '|   ', branch: '+-- ', last: '`-- ' },
  { trunk: '|   ', branch: '+---', last: '\\---' },
  { trunk: '│   ', branch: '├───', last: '└───' },
];
const GAP = '    ';
const HEADS = DRAWINGS.map(({ trunk, branch, last }) => `[tree "${trunk}" "${branch}" "${last}"]`);

/** A line of a tree, without its drawing. */
export interface TreeEntry {
  readonly depth: number;
  readonly name: string;
}

/** The lines of a text without the drawing of a tree; undefined if they are none. */
export function foldTree(lines: readonly string[], text: string): readonly string[] | undefined {
  const style = DRAWINGS.findIndex(
    (drawing) => isDrawnAnywhere(text, drawing) && isDrawn(lines, drawing),
  );
  const drawing = DRAWINGS[style];
  if (drawing === undefined) return undefined;
  const entries = lines.map((line) => entryOf(line, drawing));
  const cut = openLevels(lines.at(-1) ?? '', drawing);
  const out = [
    cut.length === 0 ? (HEADS[style] ?? '') : `${HEADS[style] ?? ''}${CUT}${cut.join(' ')}`,
  ];
  let run: TreeEntry[] = [];
  const endRun = (): void => {
    const [first] = run;
    if (first !== undefined)
      out.push(' '.repeat(first.depth) + joinNames(run.map(({ name }) => name)));
    run = [];
  };
  for (const [index, entry] of entries.entries()) {
    const isLeaf = (entries[index + 1]?.depth ?? 0) <= (entry?.depth ?? 0);
    if (entry === undefined || !isLeaf || entry.depth !== run[0]?.depth) endRun();
    if (entry === undefined) out.push(lines[index] ?? '');
    else run.push(entry);
    if (!isLeaf) endRun();
  }
  endRun();
  return out;
}

/** Whether the lines were made by `foldTree`. */
export function isFoldedTree(lines: readonly string[]): boolean {
  return HEADS.includes(headOf(lines).head);
}

/** Behind the head of a tree that was cut off: the levels that would have gone on. */
const CUT = ' cut off, more at depth ';

function headOf([first = '']: readonly string[]): {
  readonly head: string;
  readonly cut: readonly number[];
} {
  const at = first.indexOf(CUT);
  if (at === -1) return { head: first, cut: [] };
  return {
    head: first.slice(0, at),
    cut: first
      .slice(at + CUT.length)
      .split(' ')
      .map(Number),
  };
}

/** The levels at which the last line says that more is to come. */
function openLevels(last: string, drawing: Drawing): readonly number[] {
  const entry = entryOf(last, drawing);
  if (entry === undefined) return [];
  const levels: number[] = [];
  for (let depth = 1; depth < entry.depth; depth++) {
    if (last.startsWith(drawing.trunk, (depth - 1) * GAP.length)) levels.push(depth);
  }
  if (last.startsWith(drawing.branch, (entry.depth - 1) * GAP.length)) levels.push(entry.depth);
  return levels;
}

/** Depth and name of each line of a tree, undefined for its other lines; undefined if they are no tree. */
export function readTree(lines: readonly string[]): readonly (TreeEntry | undefined)[] | undefined {
  // Most listings are no trees.
  if (!lines.some((line) => /[─-]{2,3} ?\S/.test(line))) return undefined;
  const drawing = DRAWINGS.find((one) => isDrawn(lines, one));
  return drawing === undefined ? undefined : lines.map((line) => entryOf(line, drawing));
}

/** The inverse of `foldTree`. */
export function unfoldTree(lines: readonly string[]): readonly string[] {
  const { head, cut } = headOf(lines);
  const drawing = DRAWINGS[HEADS.indexOf(head)];
  if (drawing === undefined) return lines;
  const rows = lines.slice(1).flatMap((line): (TreeEntry | string)[] => {
    const depth = line.search(/[^ ]|$/);
    const names = depth === 0 ? undefined : splitNames(line.slice(depth));
    return names?.map((name) => ({ depth, name })) ?? [line];
  });
  return draw(rows, drawing, cut);
}

const LEAST_SHARE = 0.5;

function isDrawnAnywhere(text: string, { branch, last }: Drawing): boolean {
  return text.includes(branch) || text.includes(last);
}

function isDrawn(lines: readonly string[], drawing: Drawing): boolean {
  let drawn = 0;
  let hasTrunk = false;
  for (const line of lines) {
    if (line.includes(drawing.branch) || line.includes(drawing.last)) drawn++;
    if (line.startsWith(drawing.trunk)) hasTrunk = true;
  }
  // Without a trunk every style of the same branches fits.
  return (
    drawn > lines.length * LEAST_SHARE && (hasTrunk || !lines.some((line) => /^[│|]/.test(line)))
  );
}

function entryOf(line: string, drawing: Drawing): TreeEntry | undefined {
  let at = 0;
  let depth = 1;
  while (line.startsWith(drawing.trunk, at) || line.startsWith(GAP, at)) {
    at += GAP.length;
    depth++;
  }
  const isBranch = line.startsWith(drawing.branch, at) || line.startsWith(drawing.last, at);
  const name = line.slice(at + drawing.branch.length);
  return isBranch && name !== '' ? { depth, name } : undefined;
}

/** From the end upwards it is known which entry is the last of its folder. */
function draw(
  rows: readonly (TreeEntry | string)[],
  drawing: Drawing,
  cut: readonly number[],
): readonly string[] {
  const out: string[] = [];
  let open: boolean[] = [];
  for (const depth of cut) open[depth] = true;
  for (const row of rows.toReversed()) {
    if (typeof row === 'string') {
      open = [];
      out.push(row);
      continue;
    }
    const hasNext = open[row.depth] === true;
    open.length = Math.min(open.length, row.depth + 1);
    open[row.depth] = true;
    let line = '';
    for (let depth = 1; depth < row.depth; depth++)
      line += open[depth] === true ? drawing.trunk : GAP;
    out.push(line + (hasNext ? drawing.branch : drawing.last) + row.name);
  }
  return out.reverse();
}
