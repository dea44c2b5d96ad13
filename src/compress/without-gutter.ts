// Takes the line numbers off a numbered file, for what has to read the lines as they are in the file.

const NUMBERED = /^ *0*(\d{1,7})(?:→|\t|\| |\||: ?| │ ?)/;
/** What is left of a numbered line that holds nothing where blanks at line ends are gone. */
const BARE_NUMBER = /^ *0*(\d{1,7})$/;

const LEAST_CONSECUTIVE = 3;
/** Of the lines that hold something. */
const CONSECUTIVE_SHARE = 0.6;

/** The lines behind their numbers if most carry consecutive ones. */
export function withoutGutter(lines: readonly string[]): readonly string[] | undefined {
  const mostOthers = lines.length * (1 - CONSECUTIVE_SHARE);
  const bare: string[] = [];
  let previous = Number.NaN;
  let consecutive = 0;
  let others = 0;
  for (const line of lines) {
    const found = NUMBERED.exec(line) ?? nextOf(line, previous);
    const number = found === null ? previous : Number(found[1]);
    if (number === previous + 1) consecutive++;
    else if (line.trim() !== '') others++;
    // Few texts are numbered: their first lines tell.
    if (others > mostOthers) return undefined;
    previous = number;
    bare.push(found === null ? line : line.slice(found[0].length));
  }
  const filled = consecutive + others;
  const isNumbered = consecutive >= LEAST_CONSECUTIVE && consecutive >= filled * CONSECUTIVE_SHARE;
  return isNumbered && !areNumbersCells(lines) ? bare : undefined;
}

/** A number alone counts where it goes on from the line above. */
function nextOf(line: string, previous: number): RegExpExecArray | null {
  const bare = Number.isNaN(previous) ? null : BARE_NUMBER.exec(line);
  return bare !== null && Number(bare[1]) === previous + 1 ? bare : null;
}

/** A number that is not padded, and what stands behind it. */
const FIRST_CELL = /^(\d{1,18})([\t|])(.*)$/s;
const PADDED = /^ +\d{1,18}[\t|]/;
const CELL_SHARE = 0.8;

/** "501\tpot\tred", "501|pot|red": the numbers are the first column of records, however well they count. */
export function areNumbersCells(lines: readonly string[]): boolean {
  let numbered = 0;
  let celled = 0;
  for (const line of lines) {
    if (PADDED.test(line)) return false;
    const [, , separator = '', rest = ''] = FIRST_CELL.exec(line) ?? [];
    if (separator === '') continue;
    numbered++;
    // Code is indented by tabs, too.
    if (rest.trimStart().includes(separator)) celled++;
  }
  return numbered > 0 && celled > numbered * CELL_SHARE;
}
