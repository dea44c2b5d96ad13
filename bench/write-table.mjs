// Puts a table into RESULTS.md, between the comments that carry its name.
import { readFileSync, writeFileSync } from 'node:fs';

const RESULTS = new URL('./RESULTS.md', import.meta.url);

/** Replaces the table called `name`; a name without a place in the file is left alone. */
export function writeTable(name, rows) {
  const text = readFileSync(RESULTS, 'utf8');
  const opening = `<!-- ${name} -->`;
  const closing = `<!-- /${name} -->`;
  const from = text.indexOf(opening);
  const to = text.indexOf(closing);
  if (from === -1 || to < from || rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((column) => row[column])),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  writeFileSync(
    RESULTS,
    `${text.slice(0, from + opening.length)}\n\n${table}\n\n${text.slice(to)}`,
  );
}
