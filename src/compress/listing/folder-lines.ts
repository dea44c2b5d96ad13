// The names of one folder, on lines that are not too long: far from its folder, a name reads as if it had none.

/** A longer line of names goes on below, with its folder again. */
export const LONGEST_LINE = 360;

/** `folder/ a.ts b.ts`, as often as it takes. Every name is printable as it is. */
export function folderLines(head: string, names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line !== '' && line.length + name.length >= LONGEST_LINE) {
      lines.push(head + line);
      line = '';
    }
    line += line === '' ? name : ` ${name}`;
  }
  return [...lines, head + line];
}
