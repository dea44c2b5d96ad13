// The rows of `--stat`: ` path | 5 +++--` with columns lined up, or short as ` path +3 -2`.

interface StatRow {
  readonly path: string;
  /** A number, or `Bin` and what follows. */
  readonly count: string;
  readonly bar: string;
}

const FULL = /^ (\S.*?) +\| +(\d+|Bin(?: \d+ -> \d+ bytes)?)(?: ([+-]+))?$/;

/** Whether a line is a row of a stat block. */
export function isStatRow(line: string): boolean {
  return line.startsWith(' ') && FULL.test(line.slice(0, LONGEST_ROW));
}

const LONGEST_ROW = 500;
const TOTAL = /^ \d+ files? changed/;

/** Whether a line is the last one of a stat block, which counts. */
export function isStatTotal(line: string): boolean {
  return TOTAL.test(line);
}

/** The path of a row, and how much was changed in it in a few characters. */
export function shortStat(line: string): { readonly path: string; readonly note: string } {
  const { path, count, bar } = readFull(line.trimEnd());
  const short = printShort({ path, count, bar }).slice(path.length + 1);
  return { path, note: `(${short.replace('|', '').trim()})` };
}

/** The rows without padding and bars; as they are if they could not be drawn again. */
export function foldStat(lines: readonly string[]): readonly string[] {
  const rows = lines.map(readFull);
  const drawn = draw(rows);
  return drawn.every((line, index) => line === lines[index]) ? rows.map(printShort) : lines;
}

/** The inverse for one block of short rows. */
export function unfoldStat(lines: readonly string[]): readonly string[] {
  return draw(lines.map(readShort).filter((row) => row !== undefined));
}

/** Whether a line is a short row. */
export function isShortRow(line: string): boolean {
  return readShort(line) !== undefined;
}

function readFull(line: string): StatRow {
  const [, path = '', count = '', bar = ''] = FULL.exec(line) ?? [];
  return { path, count, bar };
}

function draw(rows: readonly StatRow[]): readonly string[] {
  const pathWidth = rows.reduce((width, { path }) => Math.max(width, path.length), 0);
  const countWidth = rows.reduce(
    (width, { count }) => Math.max(width, count.startsWith('Bin') ? 3 : count.length),
    0,
  );
  return rows.map(({ path, count, bar }) => {
    const line = ` ${path.padEnd(pathWidth)} | ${count.padStart(countWidth)}`;
    return bar === '' ? line : `${line} ${bar}`;
  });
}

/** A bar as long as its count says how many lines were added and removed; a longer count was scaled down. */
function printShort({ path, count, bar }: StatRow): string {
  if (bar === '' || bar.length !== Number(count))
    return ` ${path} | ${count}${bar === '' ? '' : ` ${bar}`}`;
  const added = bar.lastIndexOf('+') + 1;
  const removed = bar.length - added;
  return ` ${path}${added > 0 ? ` +${added}` : ''}${removed > 0 ? ` -${removed}` : ''}`;
}

const SHORT_SIGNS = /^ (\S.*?)(?: \+(\d+))?(?: -(\d+))?$/;
const SHORT_COUNT = /^ (\S.*?) \| (\d+|Bin(?: \d+ -> \d+ bytes)?)(?: ([+-]+))?$/;
const LONGEST_BAR = 1_000;

function readShort(line: string): StatRow | undefined {
  if (!line.startsWith(' ') || line.length > LONGEST_ROW) return undefined;
  const counted = SHORT_COUNT.exec(line);
  if (counted !== null) {
    const [, path = '', count = '', bar = ''] = counted;
    return { path, count, bar };
  }
  const [, path = '', plus, minus] = SHORT_SIGNS.exec(line) ?? [];
  const added = Number(plus ?? 0);
  const removed = Number(minus ?? 0);
  if (added + removed === 0 || added + removed > LONGEST_BAR) return undefined;
  return { path, count: String(added + removed), bar: '+'.repeat(added) + '-'.repeat(removed) };
}
