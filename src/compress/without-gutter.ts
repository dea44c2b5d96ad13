// Takes the line numbers off a numbered file, for what has to read the lines as they are in the file.

const NUMBERED = /^ *0*(\d{1,7})(?:→|\t|\| |\||: ?| │ ?)/;

/** The lines behind their numbers if most carry consecutive ones. */
export function withoutGutter(lines: readonly string[]): readonly string[] | undefined {
  let previous = Number.NaN;
  let consecutive = 0;
  let filled = 0;
  const bare = lines.map((line) => {
    const found = NUMBERED.exec(line);
    if (line.trim() !== '') filled++;
    if (found === null) return line;
    const number = Number(found[1]);
    if (number === previous + 1) consecutive++;
    previous = number;
    return line.slice(found[0].length);
  });
  const isNumbered = consecutive >= 3 && consecutive >= filled * 0.6;
  return isNumbered && !areNumbersCells(lines) ? bare : undefined;
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
