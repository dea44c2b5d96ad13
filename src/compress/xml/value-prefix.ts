// What many values of an attribute begin with.

const SHORTEST = 8;
const FEWEST = 4;

/** Up to a separator, whatever saves most; undefined where few have it in common. `unwritten` is left out where it occurs. */
export function findPrefix(
  values: ReadonlyMap<string, number>,
  unwritten?: string,
): string | undefined {
  const counts = new Map<string, number>();
  for (const [value, times] of values) {
    const head = value === unwritten ? '' : headOf(value);
    if (head.length >= SHORTEST) counts.set(head, (counts.get(head) ?? 0) + times);
  }
  let most: string | undefined;
  let saved = 0;
  for (const [head, times] of counts) {
    const saves = times * head.length;
    if (times >= FEWEST && saves > saved) [most, saved] = [head, saves];
  }
  return most;
}

function headOf(value: string): string {
  // What stands behind the last dot of a path says of which kind the file is.
  const slash = value.lastIndexOf('/');
  const end = slash < 0 ? Math.max(value.lastIndexOf('.'), value.lastIndexOf(':')) : slash;
  const head = value.slice(0, end + 1);
  return /[\s"'=([{]/.test(head) || end === value.length - 1 ? '' : head;
}
