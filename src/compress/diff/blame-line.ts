// One line of `git blame`, apart and put together again.

export interface BlameLine {
  readonly commit: string;
  /** Only printed where a file was renamed. */
  readonly path?: string;
  readonly author: string;
  readonly date: string;
  readonly number: number;
  readonly text: string;
}

/** How wide the columns are. */
export interface BlameWidths {
  readonly path: number;
  readonly author: number;
  readonly number: number;
}

/** What stands in front of the text is never longer. */
const LONGEST_HEAD = 400;
const HEAD =
  /^(\^?[0-9a-f]{7,64}) (?:(\S.{0,200}?) +)?\((\S.{0,100}?) +(\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d [+-]\d{4})?) +(\d+)\) /;

/** The parts of a line; undefined if it is none. */
export function parseBlame(line: string): BlameLine | undefined {
  const found = HEAD.exec(line.slice(0, LONGEST_HEAD));
  if (found === null) return undefined;
  const [head, commit = '', path, author = '', date = '', number = ''] = found;
  const parts = { commit, author, date, number: Number(number), text: line.slice(head.length) };
  return path === undefined ? parts : { ...parts, path };
}

/** Fewer lines of a blame are something else. */
const LEAST_SHARE = 0.9;

/** The lines of a blame, undefined where one is something else; undefined if too many are. */
export function parseBlames(
  lines: readonly string[],
): readonly (BlameLine | undefined)[] | undefined {
  const read: (BlameLine | undefined)[] = [];
  const least = lines.length * LEAST_SHARE;
  let others = 0;
  for (const line of lines) {
    const blamed = parseBlame(line);
    if (blamed === undefined && lines.length - ++others < least) return undefined;
    read.push(blamed);
  }
  return read;
}

/** The line as git prints it. */
export function printBlame(line: BlameLine, widths: BlameWidths): string {
  const path = line.path === undefined ? '' : `${line.path.padEnd(widths.path)} `;
  const author = line.author.padEnd(widths.author);
  const number = String(line.number).padStart(widths.number);
  return `${line.commit} ${path}(${author} ${line.date} ${number}) ${line.text}`;
}

/** As wide as the widest of these lines needs; git pads a whole file that way. */
export function widthsOf(lines: readonly BlameLine[]): BlameWidths {
  const widest = (textOf: (line: BlameLine) => string): number =>
    lines.reduce((width, line) => Math.max(width, textOf(line).length), 0);
  return {
    path: widest((line) => line.path ?? ''),
    author: widest((line) => line.author),
    number: widest((line) => String(line.number)),
  };
}
