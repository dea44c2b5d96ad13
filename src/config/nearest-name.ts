// The name somebody probably meant.

/** The most similar of these names, or undefined when none is close. Case and dashes do not count. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const wanted = plain(typed);
  const ranked = names
    .map((name) => ({ name, distance: editDistance(wanted, plain(name)) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  const farthest = Math.max(2, Math.floor(wanted.length / 3));
  return best !== undefined && best.distance <= farthest ? best.name : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]/g, '');
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
