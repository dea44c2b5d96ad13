// Tables of any content in any notation: delimited, with bars, lined up with blanks.
import fc from 'fast-check';

export interface TableContent {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NAMES = ['id', 'Name', 'status code', 'size_kb', 'note', 'owner', 'größe', 'rate%'];

const WORD = fc.constantFrom(
  '',
  '',
  'ok',
  'failed',
  '0',
  '7',
  '-12.50',
  '007',
  '9007199254740993',
  '1e5',
  '12,345.60',
  'true',
  'null',
  'NaN',
  'N/A',
  '~',
  '~2',
  '&a',
  '*',
  '#',
  "'tis",
  '{a}',
  '[3 rows]',
  'k=v',
  'two words',
  'C:\\temp\\new',
  'a_rather_long_value_that_repeats',
  '日本語',
  'שלום',
  '2024-05-01 10:00:00',
);

/** Cells that only quotes can hold. */
const HARD_WORD = fc.constantFrom(
  'say "hi"',
  '"',
  'a, b',
  'one\ntwo',
  '{"a":1}',
  ' padded ',
  '\\"',
);

/** Names and rows; with `hard` cells that hold delimiters, quotes and line ends. */
export function anyTable(options: { readonly hard: boolean }): fc.Arbitrary<TableContent> {
  const cell = options.hard ? fc.oneof({ weight: 6, arbitrary: WORD }, HARD_WORD) : WORD;
  return fc.integer({ min: 3, max: 6 }).chain((columns) =>
    fc
      .array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: 5,
        maxLength: 40,
      })
      .map((rows) => ({ names: NAMES.slice(0, columns), rows })),
  );
}

export interface Writing {
  readonly delimiter: string;
  readonly quoting: 'where needed' | 'blanks too' | 'all';
  readonly lineEnd: string;
}

/** As CSV. */
export function writeDelimited({ names, rows }: TableContent, writing: Writing): string {
  return [names, ...rows]
    .map((row) => row.map((cell) => writeCell(cell, writing)).join(writing.delimiter))
    .map((line) => line + writing.lineEnd)
    .join('');
}

function writeCell(cell: string, { delimiter, quoting }: Writing): string {
  const pattern = quoting === 'blanks too' ? /["' ]|[^ -~]/ : /["\r\n]/;
  const needsQuotes = quoting === 'all' || cell.includes(delimiter) || pattern.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function widthsOf({ names, rows }: TableContent): readonly number[] {
  return names.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
}

/** As Markdown. */
export function writeMarkdown(table: TableContent): string {
  const widths = widthsOf(table);
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  return line(table.names) + rule + table.rows.map(line).join('');
}

/** As psql does, footer included. */
export function writePsql(table: TableContent): string {
  const widths = widthsOf(table);
  const line = (row: readonly string[]): string =>
    `${row
      .map((cell, column) => ` ${cell.padEnd(widths[column] ?? 0)} `)
      .join('|')
      .trimEnd()}\n`;
  const rule = `${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n`;
  return `${line(table.names)}${rule}${table.rows.map(line).join('')}(${table.rows.length} rows)\n\n`;
}
