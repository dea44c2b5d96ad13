// The head of the dashboard before what draws it is loaded, which takes longer than everything else.
import { headlineParts } from './content/headline-parts.ts';
import { rangeOf } from './ranges.ts';
import type { Snapshot } from './snapshot.ts';

/** The second screen of a terminal: what was printed before is there again afterwards. */
export const ENTER_SCREEN = '\u001b[?1049h\u001b[2J\u001b[H';
export const LEAVE_SCREEN = '\u001b[?1049l';
export const WIPE_SCREEN = '\u001b[2J\u001b[H';

/** The same lines at the same place, not styled yet. */
export function firstPaint(
  { report }: Snapshot,
  { lengthMs, columns = 80 }: { readonly lengthMs: number | null; readonly columns?: number },
): string {
  const lines = headlineParts(report, rangeOf(lengthMs).label).map((parts) =>
    parts
      .map(({ text }) => text)
      .join('')
      .slice(0, columns),
  );
  return lines.join('\r\n');
}
