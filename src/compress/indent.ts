// Blanks at the start of a line.

/** How many blanks and tabs a line starts with. */
export function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}

const TAB_STOP = 8;

/** How far a line is indented: a tab stands for the blanks up to its stop. */
export function columnOf(line: string): number {
  let column = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 32) column++;
    else if (code === 9) column += TAB_STOP - (column % TAB_STOP);
    else break;
  }
  return column;
}
