// Many patterns as few: a line that shows no sign at all is asked once or twice, not once for each pattern.

/** Whether one of these patterns, which have no groups to refer back to, is found in a line. */
export function anyOf(patterns: readonly RegExp[]): (line: string) => boolean {
  const kinds = new Map<string, RegExp[]>();
  for (const pattern of patterns) {
    // Patterns that begin anywhere would make the others be tried everywhere.
    const kind = `${pattern.flags} ${isAtStart(pattern) ? 'start' : 'anywhere'}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), pattern]);
  }
  const joined = [...kinds.values()].map(join);
  return (line) => joined.some((pattern) => pattern.test(line));
}

/** `^` stands for all of the pattern only where it has no second branch: such a pattern is left to those that begin anywhere. */
function isAtStart({ source }: RegExp): boolean {
  return source.startsWith('^') && !hasBranches(source);
}

function hasBranches(source: string): boolean {
  const outside = source.replace(/\\.|\[(?:\\.|[^\]])*\]/gs, '');
  let depth = 0;
  for (const character of outside) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

function join(patterns: readonly RegExp[]): RegExp {
  const [first] = patterns;
  const sources = patterns.map(({ source }) => source);
  const isStart = first !== undefined && isAtStart(first);
  const branches = sources.map((source) => (isStart ? source.slice(1) : source));
  return new RegExp(`${isStart ? '^' : ''}(?:${branches.join('|')})`, first?.flags);
}
