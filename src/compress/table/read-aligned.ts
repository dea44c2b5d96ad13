// Tables whose columns stand below each other, apart by blanks: ps, df, docker, kubectl, sqlite, with or without a rule.
import {
  isMostlyRows,
  MOST_LINES_AROUND,
  type Table,
  type TableLines,
  type TableRow,
} from './table-text.ts';

/** The table below the line that is the best head of all; undefined if there is none. */
export function readAligned(lines: TableLines): Table | undefined {
  const { texts } = lines;
  let best: Table | undefined;
  for (let head = 0; head < Math.min(texts.length - 1, MOST_LINES_AROUND + 1); head++) {
    const cuts = findCuts(texts, head);
    if (cuts === undefined || cuts.length < (best?.columns ?? 0)) continue;
    best = readBelow(lines, head, (text) => cellsAt(text, cuts)) ?? best;
  }
  return best ?? readWords(lines);
}

/** Columns that a rule tells, but that do not stand below each other any more: paths in them were rewritten. */
function readWords(lines: TableLines): Table | undefined {
  const { texts } = lines;
  const rule = texts.slice(0, MOST_LINES_AROUND + 2).findIndex((line) => RULE.test(line));
  const count = wordsOf(texts[rule] ?? '').length;
  if (rule < 1 || count < FEWEST_COLUMNS) return undefined;
  return readBelow(lines, rule - 1, (text) => {
    const words = wordsOf(text);
    return words.length === count ? words : undefined;
  });
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

function wordsOf(line: string): readonly Cell[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, start: index }));
}

const RULE = /^ *[-=─━]+(?: +[-=─━]+)+ *$/;
/** Drawn from one end to the other. */
const WHOLE_RULE = /^ *[-=─━]{10,} *$/;
/** Of dpkg: a blank between columns is drawn as a dash. */
const SOLID_RULE = /^[-+]{3,8}=+(?:-=+)+ *$/;
const HEAD = /^ *[%A-Za-z#|]/;
/** Names of columns are no numbers, and do not end like parts of a sentence. */
const NO_NAME = /(?:^|\s)[-+]?[\d.,:/%-]*\d[\d.,:/%-]*(?:\s|$)|[.:;!?{,](?:\s|$)/;
const FEWEST_COLUMNS = 3;
/** Lines whose blanks are looked at. */
const SAMPLED = 200;
/** Lines below the head that may have no blank between two columns. */
const MOST_CROSSING = 0.05;

/** Where one column ends and the next one begins: a position that is blank in the head and nearly all lines below. */
function findCuts(texts: readonly string[], head: number): readonly number[] | undefined {
  const names = texts[head] ?? '';
  if (!HEAD.test(names) || names.includes('\t') || NO_NAME.test(names)) return undefined;
  const below = texts[head + 1] ?? '';
  if (RULE.test(below)) return cutsOfRule(below);
  if (SOLID_RULE.test(below))
    return cutsOfRule(below.replace(/^[-+]+|-/g, (dashes) => dashes.replaceAll('-', ' ')));
  if (names.trim().split(/ +/).length < FEWEST_COLUMNS) return undefined;
  const rows = texts
    .slice(head + 1, head + 1 + SAMPLED)
    .filter((line) => line.trim() !== '' && !WHOLE_RULE.test(line))
    .map(spread);
  const width = Math.min(Math.max(...rows.map((row) => row.length), names.length), LONGEST_HEAD);
  if (rows.length < 2) return undefined;
  const crossing = countFilled(rows, width);
  const cuts = chooseCuts(spread(names), crossing, rows.length * MOST_CROSSING);
  return cuts.length + 1 >= FEWEST_COLUMNS ? cuts : undefined;
}

const LONGEST_HEAD = 2_000;

function isRule(text: string): boolean {
  return RULE.test(text) || SOLID_RULE.test(text) || WHOLE_RULE.test(text);
}

function cutsOfRule(rule: string): readonly number[] {
  const cuts: number[] = [];
  for (let at = 1; at < rule.length; at++)
    if (rule[at] !== ' ' && rule[at - 1] === ' ' && rule.slice(0, at).trim() !== '')
      cuts.push(at - 1);
  return cuts;
}

/** How many rows have something at each position. */
function countFilled(rows: readonly string[], width: number): Uint32Array {
  const filled = new Uint32Array(width + 1);
  for (const row of rows) {
    const end = Math.min(row.length, width);
    for (let at = 0; at < end; at++)
      if (row.charCodeAt(at) !== 32) filled[at] = (filled[at] ?? 0) + 1;
  }
  return filled;
}

/** In each stretch of blanks of the head that goes through the rows the position with fewest crossings, the last of these. */
function chooseCuts(head: string, filled: Uint32Array, most: number): readonly number[] {
  const cuts: number[] = [];
  let best = -1;
  const start = head.search(/\S/);
  const unnamed = filled.subarray(0, start).findIndex((count, at) => at > 0 && count === 0);
  if (unnamed > 0 && (filled[unnamed - 1] ?? 0) > 0) cuts.push(unnamed);
  for (let at = start; at < head.length; at++) {
    if (head[at] === ' ') {
      const count = filled[at] ?? 0;
      if (count <= most && (best < 0 || count <= (filled[best] ?? 0))) best = at;
      continue;
    }
    if (best >= 0) cuts.push(best);
    best = -1;
  }
  return withoutEmpty(cuts, filled, head);
}

/** A name of several words has nothing below its later words; they belong together. */
function withoutEmpty(
  cuts: readonly number[],
  filled: Uint32Array,
  head: string,
): readonly number[] {
  return cuts.filter((cut, index) => {
    const end = cuts[index + 1] ?? Math.max(filled.length, head.length);
    for (let at = cut; at < end; at++) if ((filled[at] ?? 0) > 0) return true;
    return false;
  });
}

type CutCells = (text: string) => readonly Cell[] | undefined;

function readBelow(lines: TableLines, head: number, cut: CutCells): Table | undefined {
  const { texts } = lines;
  const top = readRow(texts[head] ?? '', head, cut);
  if (top.cells === undefined) return undefined;
  const isRow = PAIR.test(top.text);
  const first = isRow ? head : head + 1;
  const read = texts.slice(first).map((text, index) => readRow(text, first + index, cut));
  const last = read.findLastIndex(({ cells }) => cells !== undefined);
  const rows = read.slice(0, last + 1).filter(({ text }) => !isRule(text));
  const table: Table = {
    name: 'table',
    columns: top.cells.length,
    ...(!isRow && { header: top }),
    rows,
    above: texts.slice(0, head),
    below: texts.slice(first + last + 1),
    lines,
  };
  return isMostlyRows(table) ? table : undefined;
}

/** "Enc=AES(128)": no name of a column, so that the first line is a row like the others. */
const PAIR = /(?:^|\s)\w+=\S/;

function readRow(text: string, index: number, cut: CutCells): TableRow {
  const position = { line: index + 1, lastLine: index + 1 };
  const found = cut(text);
  if (found === undefined) return { text, ...position };
  const cells = found.map((cell) => cell.text);
  if (WIDE.test(text)) return { text, cells, ...position };
  return { text, cells, starts: found.map((cell) => cell.start), ...position };
}

/** None if something stands across two columns, or only in the first one. */
function cellsAt(text: string, cuts: readonly number[]): readonly Cell[] | undefined {
  const columns = spread(text);
  const cells: Cell[] = [];
  let from = 0;
  for (const cut of [...cuts, columns.length]) {
    if (cut < columns.length && columns.charCodeAt(cut) !== 32) return undefined;
    const cell = columns.slice(from, cut);
    const blanks = cell.length - cell.trimStart().length;
    cells.push({ text: cell.trim().replaceAll(FILLER, ''), start: from + blanks });
    from = cut;
  }
  return cells.filter((cell) => cell.text !== '').length < 2 ? undefined : cells;
}

/** Stands behind a character that is two columns wide. */
const FILLER = '\u0000';
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const EACH_WIDE = new RegExp(WIDE, 'g');

/** A character for each column of the terminal. */
function spread(line: string): string {
  return WIDE.test(line) ? line.replace(EACH_WIDE, `$&${FILLER}`) : line;
}
