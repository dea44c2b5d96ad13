// Tables with a rule below their head and bars between the cells: psql, Markdown, and boxes of signs or lines.
import {
  isMostlyRows,
  MOST_LINES_AROUND,
  type Table,
  type TableLines,
  type TableRow,
} from './table-text.ts';

/** Signs of one set may stand in one line: thick ones around it, thin ones between. */
const BARS = ['|', '│┃║┆┊'];
/** Made of nothing but the signs of a rule. */
const RULE =
  /^[\s|+│┃║├╞╟┌└╭╰╔╚╠┠┏┗┡┢]{0,8}[-=:─═━][-=:─═━ |+│┃║┬┼┴┤╪╫╡╢╤╧╥╨╬╦╩╣╗╝┐┘╮╯┳╋┻┫┨┓┛┿╇╈┩┪]*$/;

/** The table below the first rule; undefined if there is none. */
export function readRuled(lines: TableLines): Table | undefined {
  const { texts } = lines;
  for (let at = 1; at < Math.min(texts.length, MOST_LINES_AROUND + 2); at++) {
    const head = texts[at - 1] ?? '';
    if (!isRule(texts[at] ?? '') || isRule(head)) continue;
    const bar = BARS.find((signs) => holdsAny(head, signs));
    const table =
      bar === undefined ? undefined : readBelow(lines, { head: firstOfHead(texts, at - 1), bar });
    if (table !== undefined) return table;
  }
  return undefined;
}

/** A head of several lines, below a rule of its own: names, and what they hold. */
function firstOfHead(texts: readonly string[], last: number): number {
  const rule = texts.slice(0, last).findLastIndex(isRule);
  return rule >= 0 && last - rule <= MOST_LINES_OF_HEAD ? rule + 1 : last;
}

const MOST_LINES_OF_HEAD = 3;

const PADDED = / \| /g;
const FEWEST_BARS = 2;
const SAMPLED = 100;
const VALUE = /^[-+]?[\d.,:%]+$/;

/** A table with bars between padded cells, but no rule below its head. */
export function readPadded(lines: TableLines): Table | undefined {
  const { texts } = lines;
  const head = texts.slice(0, MOST_LINES_AROUND + 1).findIndex((line) => barsOf(line) > 0);
  const bars = barsOf(texts[head] ?? '');
  if (bars < FEWEST_BARS) return undefined;
  const below = texts.slice(head + 1, head + 1 + SAMPLED).filter((line) => line.trim() !== '');
  const fitting = below.filter((line) => barsOf(line) === bars).length;
  if (fitting < below.length * LEAST_FITTING || below.some((line) => INDENTED.test(line)))
    return undefined;
  const table = readBelow(lines, { head, bar: '|' });
  return table?.header?.cells?.some((name) => VALUE.test(name)) === true ? undefined : table;
}

const LEAST_FITTING = 0.9;
/** The depth of an indented name says where it belongs. */
const INDENTED = / \|  +[^\s\d|][^|]*$/;

function barsOf(line: string): number {
  return line.match(PADDED)?.length ?? 0;
}

function holdsAny(text: string, signs: string): boolean {
  for (const sign of signs) if (text.includes(sign)) return true;
  return false;
}

/** Whether a line is drawn, not written. */
export function isRule(line: string): boolean {
  return line.length >= 3 && RULE.test(line);
}

interface Place {
  readonly head: number;
  readonly bar: string;
}

function readBelow(lines: TableLines, { head, bar }: Place): Table | undefined {
  const { texts } = lines;
  const headText = texts[head] ?? '';
  const split: Split = {
    bar,
    isFramed: bar.includes(headText.trimStart()[0] ?? ' '),
    mayEscape: bar === '|',
  };
  const header = readRow(headText, head, split);
  const columns = header.cells?.length ?? 0;
  if (columns < 2) return undefined;
  const read = texts.slice(head + 1).map((text, index) => readRow(text, head + 1 + index, split));
  const last = read.findLastIndex(({ cells }) => cells?.length === columns);
  const rows = read
    .slice(0, last + 1)
    .filter(({ text }) => !isRule(text))
    .map((row) =>
      row.cells?.length === columns ? row : { text: row.text, line: row.line, lastLine: row.line },
    );
  const top = head > 0 && isRule(texts[head - 1] ?? '') ? head - 1 : head;
  const below = texts.slice(head + last + 2);
  const table: Table = {
    name: 'table',
    columns,
    header,
    rows,
    above: texts.slice(0, top),
    below: isRule(below[0] ?? '') ? below.slice(1) : below,
    lines,
  };
  return isMostlyRows(table) ? table : undefined;
}

interface Split {
  readonly bar: string;
  /** The bars stand around the cells, too. */
  readonly isFramed: boolean;
  /** A backslash before a bar makes it a sign. */
  readonly mayEscape: boolean;
}

function readRow(text: string, index: number, split: Split): TableRow {
  const position = { line: index + 1, lastLine: index + 1 };
  if (!holdsAny(text, split.bar)) return { text, ...position };
  const cells: string[] = [];
  const starts: number[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !split.bar.includes(text[at] ?? '')) continue;
    if (split.mayEscape && text[at - 1] === '\\') continue;
    const start = startOfWord(text, from, at);
    cells.push(text.slice(start, endOfWord(text, start, at)));
    starts.push(start);
    from = at + 1;
  }
  if (!split.isFramed) return { text, cells, starts, ...position };
  return { text, cells: cells.slice(1, -1), starts: starts.slice(1, -1), ...position };
}

function startOfWord(text: string, from: number, end: number): number {
  let start = from;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  return start;
}

function endOfWord(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 160;
}
