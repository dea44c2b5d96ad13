// Blanks at the start of a line.

/** How many blanks and tabs a line starts with. */
export function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}
