// Several names on one line: single blanks between them, quotes only where a name needs them.

const PLAIN = /^[^\s"]+$/;

/** Names on one line. */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (PLAIN.test(name) ? name : JSON.stringify(name))).join(' ');
}

/** The inverse of `joinNames`; undefined if the line was not made by it. */
export function splitNames(line: string): string[] | undefined {
  const names: string[] = [];
  const name = /([^\s"]+|"(?:[^"\\]|\\.)*")(?: (?!$)|$)/y;
  while (name.lastIndex < line.length) {
    const found = name.exec(line)?.[1];
    if (found === undefined) return undefined;
    names.push(found.startsWith('"') ? unquoted(found) : found);
  }
  return names;
}

function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch (error) {
    if (error instanceof SyntaxError) return quoted;
    throw error;
  }
}
