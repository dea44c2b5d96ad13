// Items of a checklist that are not done yet: what is left to do among what is done.
import { indentOf } from '../../indent.ts';
import { openItems } from '../../select/checkbox.ts';
import { raise, type Log } from './log.ts';

const OPEN = 0.6;

/** Keeps open items together with the line they stand under. */
export function markOpenBoxes({ lines, read }: Log): void {
  for (const index of openItems(lines)) {
    const line = read[index];
    if (line === undefined) continue;
    raise(line, OPEN);
    // The same item below another line is another one.
    line.shape = (Math.imul(index + 1, 0x9e3779b1) + 1) | 0;
    const head = headOf(lines, index);
    if (head !== undefined) line.parent ??= head;
  }
}

/** The nearest line above that is indented less. */
function headOf(lines: readonly string[], index: number): number | undefined {
  const indent = indentOf(lines[index] ?? '');
  let at = index - 1;
  while (at >= 0 && (lines[at] === '' || indentOf(lines[at] ?? '') >= indent)) at--;
  return at < 0 ? undefined : at;
}
