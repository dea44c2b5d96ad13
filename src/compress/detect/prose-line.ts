// Whether a line is a stretch of a sentence, a list item or a heading. By hand: a pattern would try every way to cut the line.

const START = /^(?:\s{0,24}(?:[-*+•] |\d{1,9}[.)] |#{1,6} |> )?)["'(`*_[]?[A-Za-z]/;
const WORD = /[a-z]{2}/g;
const NEXT_WORD = / [a-z]/g;
const END = / \S/g;
/** Two wide gaps: the line stands in columns. Justified text has gaps of two blanks. */
const COLUMNS = /\S {3,}\S.*\S {3,}\S/;

/** Some letters, then a word in small letters, then at least one more. */
export function isProseLine(line: string): boolean {
  let at = START.exec(line)?.[0].length ?? 0;
  if (at === 0) return false;
  for (const next of [WORD, NEXT_WORD, END]) {
    next.lastIndex = at;
    if (next.exec(line) === null) return false;
    at = next.lastIndex;
  }
  return !COLUMNS.test(line);
}
