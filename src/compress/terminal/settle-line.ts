// One line as a terminal leaves it: escape sequences obeyed or dropped, redraws and overstrikes written over each other.

/** The visible characters of a line that holds control characters. Linear in its length. */
export function settleLine(line: string): string {
  const plain = line.replace(INVISIBLE, '');
  return MOVES.test(plain) ? overwritten(plain) : plain;
}

/**
 * Colours, titles, links, modes and the bell, which leave no trace in the text. Sequences that move or erase within a
 * line (C, D, G, K) are left for `overwritten`. Every class excludes the escape character, so no part is read twice.
 */
const INVISIBLE =
  /\x1b\[[0-?]*[ -/]*[@ABE-FH-JL-~]|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-OQ-WYZ\\`-~]|\x07/g;

const MOVES = /[\x1b\b\r]/;
const STEP = /\x1b\[([0-9;]*)([CDGK])/y;
/** Moves and erasures reach no further: "go to column 10^9" must not cost memory, nor many erasures of a long line time. */
const LAST_COLUMN = 1_000;

interface Row {
  readonly cells: string[];
  column: number;
}

function overwritten(line: string): string {
  const row: Row = { cells: [], column: 0 };
  let struckBack = false;
  let at = 0;
  while (at < line.length) {
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    STEP.lastIndex = at;
    const step = character === '\x1b' ? STEP.exec(line) : null;
    if (step !== null) {
      move(row, step[2] ?? '', Number.parseInt(step[1] ?? '', 10));
      at += step[0].length;
      continue;
    }
    at += character.length;
    if (character === '\r') row.column = 0;
    else if (character === '\b') row.column = Math.max(0, row.column - 1);
    else if (character !== '\x1b') put(row, character, struckBack);
    struckBack = character === '\b';
  }
  return row.cells.join('');
}

function put(row: Row, character: string, struckBack: boolean): void {
  while (row.cells.length < row.column) row.cells.push(' ');
  const under = row.cells[row.column];
  // An underscore struck over a letter underlines it.
  const underlines = struckBack && character === '_' && under !== undefined && under !== ' ';
  if (!underlines) row.cells[row.column] = character;
  row.column++;
}

function move(row: Row, step: string, count: number): void {
  const by = Number.isNaN(count) ? 1 : Math.max(1, count);
  if (step === 'C') row.column = Math.min(LAST_COLUMN, row.column + by);
  else if (step === 'D') row.column = Math.max(0, row.column - by);
  else if (step === 'G') row.column = Math.min(LAST_COLUMN, by) - 1;
  else if (Number.isNaN(count) || count === 0)
    row.cells.length = Math.min(row.cells.length, row.column);
  else if (count === 2) row.cells.length = 0;
  else row.cells.fill(' ', 0, Math.min(LAST_COLUMN, row.column + 1));
}
