// Records printed one below the other, each below a line with its number, a name and a value in each line: psql -x, mysql \G.
import {
  isMostlyRows,
  MOST_LINES_AROUND,
  type Table,
  type TableLines,
  type TableRow,
} from './table-text.ts';

/** "-[ RECORD 1 ]---+-----", "******** 1. row ********". */
const RECORD = /^-\[ RECORD \d+ \][-+]*$|^\*{8,} \d+\. row \*{8,}$/;
/** "relname | pg_class", "   table_name: servers". */
const MEMBER = /^ *(\w[^|:]{0,62}?) *(?:\| ?|: ?)(.*)$/;
/** The next line of a value: "        | from pots", behind a line that ends with a plus. */
const CONTINUED = /^ +\| ?(.*)$/;
const WRAPPED = / *\+$/;

/** Whether a line begins a record. */
export function isRecordHead(line: string): boolean {
  return RECORD.test(line);
}

/** The records as rows; undefined unless all of them have the same names in the same order. */
export function readExpanded(lines: TableLines): Table | undefined {
  const { texts } = lines;
  const first = texts.slice(0, MOST_LINES_AROUND + 1).findIndex(isRecordHead);
  if (first < 0) return undefined;
  const starts = texts.flatMap((line, at) => (isRecordHead(line) ? [at] : []));
  const end = endOfLast(texts, starts.at(-1) ?? 0);
  const records = starts.map((start, index) => recordAt(texts, start, starts[index + 1] ?? end));
  const names = records[0]?.names ?? [];
  if (names.length < 2 || new Set(names).size < names.length) return undefined;
  if (records.some((record) => record?.names.join('\n') !== names.join('\n'))) return undefined;
  const table: Table = {
    name: 'records',
    columns: names.length,
    header: { text: texts[first] ?? '', cells: names, line: first + 1, lastLine: first + 1 },
    rows: records.flatMap((record) => record?.row ?? []),
    above: texts.slice(0, first),
    below: texts.slice(end),
    lines,
  };
  return isMostlyRows(table) ? table : undefined;
}

/** Up to a line that is no member, as "3 rows in set" is none. */
function endOfLast(texts: readonly string[], start: number): number {
  let end = start + 1;
  while (end < texts.length && isWithin(texts[end] ?? '')) end++;
  return end;
}

function isWithin(line: string): boolean {
  return MEMBER.test(line) || CONTINUED.test(line);
}

interface ReadRecord {
  readonly names: readonly string[];
  readonly row: TableRow;
}

function recordAt(texts: readonly string[], start: number, end: number): ReadRecord | undefined {
  const names: string[] = [];
  const cells: string[] = [];
  for (const line of texts.slice(start + 1, end)) {
    const [, more] = CONTINUED.exec(line) ?? [];
    const [, name, value = ''] = MEMBER.exec(line) ?? [];
    const before = cells.at(-1);
    if (more !== undefined && before !== undefined) {
      cells[cells.length - 1] = `${before.replace(WRAPPED, '')}\n${more.trimEnd()}`;
      continue;
    }
    if (name === undefined) return undefined;
    names.push(name);
    cells.push(value.trim());
  }
  const text = texts.slice(start, end).join('\n');
  return { names, row: { text, cells, line: start + 1, lastLine: end } };
}
