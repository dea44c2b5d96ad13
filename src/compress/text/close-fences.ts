// A fence without its other half would make code of all that follows, or text of the code.
import type { Block } from './read-blocks.ts';

/** What is kept, with both fences of code that is shown in part, and without those that nothing is left between. */
export function closeFences(
  blocks: readonly Block[],
  kept: ReadonlySet<number>,
): ReadonlySet<number> {
  const fences = blocks.flatMap(({ isFence }, index) => (isFence === true ? [index] : []));
  if (fences.length === 0) return kept;
  const closed = new Set(kept);
  for (let at = 0; at < fences.length; at += 2) {
    const open = fences[at] ?? 0;
    const close = fences[at + 1] ?? blocks.length;
    const isAnyShown = isAnyBetween(kept, open, close);
    for (const fence of [open, close]) {
      if (!isAnyShown) closed.delete(fence);
      else if (fence < blocks.length) closed.add(fence);
    }
  }
  return new Set([...closed].sort((one, other) => one - other));
}

function isAnyBetween(kept: ReadonlySet<number>, open: number, close: number): boolean {
  for (let index = open + 1; index < close; index++) if (kept.has(index)) return true;
  return false;
}
