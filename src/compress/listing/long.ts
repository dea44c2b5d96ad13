// `ls -l` and `ls -lR`: the usual rights, owner and date once in a head line, entries as `size name`. Column widths follow
// from the entries of a block; where they do not, the block says them.
import { legendOf, parseLegend, printLegend, type Legend } from './long-legend.ts';
import { parseEntry, printEntry, printShort, parseShort, type LongEntry } from './long-entry.ts';

/** The lines with their columns folded; undefined if they are not a long listing. */
export function foldLong(lines: readonly string[]): readonly string[] | undefined {
  if (!mayBeLong(lines)) return undefined;
  const entries = lines.map(parseEntry);
  const found = entries.filter((entry) => entry !== undefined);
  if (found.length < FEWEST_ENTRIES || found.length < lines.length * LEAST_SHARE) return undefined;
  const legend = legendOf(found);
  const out = [printLegend(legend)];
  let start = 0;
  while (start < lines.length) {
    let end = start;
    const block: LongEntry[] = [];
    for (let entry = entries[end]; entry !== undefined; entry = entries[++end]) block.push(entry);
    if (block.length === 0) out.push(lines[start] ?? '');
    else out.push(...foldBlock(block, lines.slice(start, end), legend));
    start = Math.max(end, start + 1);
  }
  return out;
}

const FEWEST_ENTRIES = 3;
const LEAST_SHARE = 0.4;

/** False as soon as too few lines are left for enough entries. */
function mayBeLong(lines: readonly string[]): boolean {
  let others = lines.length * (1 - LEAST_SHARE);
  for (const line of lines) {
    if (parseEntry(line) !== undefined) return true;
    if (--others < 0) return false;
  }
  return true;
}

/** Whether the lines were made by `foldLong`. */
export function isFoldedLong(lines: readonly string[]): boolean {
  return parseLegend(lines[0] ?? '') !== undefined;
}

/** The inverse of `foldLong`. */
export function unfoldLong(lines: readonly string[]): readonly string[] {
  const legend = parseLegend(lines[0] ?? '');
  if (legend === undefined) return lines;
  const out: string[] = [];
  let block: LongEntry[] = [];
  let stated: Widths | undefined;
  const endBlock = (): void => {
    const widths = stated ?? widthsOf(block);
    for (const entry of block) out.push(printEntry(entry, widths));
    block = [];
    stated = undefined;
  };
  for (const line of lines.slice(1)) {
    const entry = parseShort(line, legend);
    if (entry !== undefined) {
      block.push(entry);
      continue;
    }
    endBlock();
    stated = parseWidths(line);
    if (stated === undefined) out.push(line);
  }
  endBlock();
  return out;
}

/** Of links, owner, group and size. */
export type Widths = readonly [number, number, number, number];

function widthsOf(block: readonly LongEntry[]): Widths {
  const widest = (textOf: (entry: LongEntry) => string): number =>
    block.reduce((width, entry) => Math.max(width, textOf(entry).length), 0);
  return [
    widest((entry) => entry.links),
    widest((entry) => entry.owner),
    widest((entry) => entry.group),
    widest((entry) => entry.size),
  ];
}

function foldBlock(
  block: readonly LongEntry[],
  lines: readonly string[],
  legend: Legend,
): readonly string[] {
  const short = block.map((entry) => printShort(entry, legend));
  const comesBack = (widths: Widths): boolean =>
    block.every((entry, index) => printEntry(entry, widths) === lines[index]);
  if (comesBack(widthsOf(block))) return short;
  // A part of a listing is as wide as the whole was.
  const stated = block[0]?.widths;
  if (stated === undefined || !comesBack(stated)) return lines;
  return [`widths ${stated.join(' ')}`, ...short];
}

function parseWidths(line: string): Widths | undefined {
  const found = /^widths (\d{1,3}) (\d{1,3}) (\d{1,3}) (\d{1,3})$/.exec(line);
  if (found === null) return undefined;
  const [, links, owner, group, size] = found.map(Number);
  return [links ?? 0, owner ?? 0, group ?? 0, size ?? 0];
}
