// Writes what is kept of an outline, with a sign where something is missing, and lists what that is.

import type { JsonNode } from '../document/parse-json.ts';
import { NO_DICTIONARY, type Dictionary } from '../notation/dictionary.ts';
import { writeColumns } from '../notation/write-header.ts';
import { countItems, writeIndent } from '../notation/write-notation.ts';
import { writeRow, type RowStyle } from '../notation/write-row.ts';
import { writeInline, writeRest } from '../notation/write-value.ts';
import { GAP, type Entry, type Outline } from './outline.ts';

export interface Rendering {
  readonly outline: Outline;
  readonly kept: ReadonlySet<number>;
  readonly dictionary: Dictionary;
  /** Entries whose cells are not written by signs. */
  readonly named: ReadonlySet<number>;
  /** One line about the rows of a table that are missing. */
  readonly summarise: (table: Entry) => string | undefined;
}

/** The lines of what is kept. */
export function renderKept(rendering: Rendering): readonly string[] {
  const lines: string[] = [];
  const { text } = rendering.outline;
  const style: RowStyle = {
    text,
    dictionary: rendering.dictionary,
    words: [],
    shorten: (cell, node) => shorten(rendering, cell, node),
  };
  const plain = { ...style, dictionary: NO_DICTIONARY };
  const renderer: Renderer = { ...rendering, lines, style, plain, heading: '' };
  render(renderer, 0);
  renderRun(renderer, rendering.outline.below, GAP);
  return lines;
}

interface Renderer extends Rendering {
  readonly lines: string[];
  readonly style: RowStyle;
  /** Without signs. */
  readonly plain: RowStyle;
  /** The one that the rows of the table stand below. */
  heading: string;
}

function render(renderer: Renderer, index: number, isFirst = true): void {
  const entry = renderer.outline.entries[index];
  if (entry === undefined) return;
  if (entry.kind === 'block') renderBlock(renderer, entry);
  else if (entry.kind === 'table') renderTable(renderer, entry);
  else if (entry.kind === 'row') renderRow(renderer, index, isFirst);
  else if (entry.kind === 'heading') renderHeading(renderer, entry);
  else if (entry.kind === 'text') renderer.lines.push(textOf(renderer, entry.node));
  else renderer.lines.push(entry.lead + writeLine(renderer, entry.node));
}

function textOf({ style }: Renderer, node: JsonNode): string {
  const line = style.text.slice(node.start, node.end);
  return style.shorten === undefined ? line : style.shorten(line, node);
}

function writeLine({ style }: Renderer, node: JsonNode): string {
  const isScalar = node.kind !== 'array' && node.kind !== 'object';
  const written = isScalar ? writeRest(style.text, node) : writeInline(style.text, node);
  return style.shorten === undefined ? written : style.shorten(written, node);
}

function renderBlock(renderer: Renderer, entry: Entry): void {
  const [opening, closing] = entry.node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  const { lines, kept } = renderer;
  if (!entry.children.some((child) => kept.has(child))) {
    lines.push(`${entry.lead}${opening}${GAP} ${entry.children.length}${closing}`);
    return;
  }
  lines.push(entry.lead + opening);
  renderChildren(renderer, entry, GAP);
  lines.push(closing);
}

/** Children in order; `gap` stands once for each run that is missing. */
function renderChildren(renderer: Renderer, entry: Entry, gap: string | undefined): void {
  renderRun(renderer, entry.children, gap);
}

function renderRun(renderer: Renderer, children: readonly number[], gap: string | undefined): void {
  let group: string | undefined;
  for (let from = 0; from <= children.length;) {
    const to = nextKept(renderer.kept, children, from);
    closeGap(renderer, { children, from, to }, gap);
    const child = children[to];
    from = to + 1;
    if (child === undefined) continue;
    const next = renderer.outline.entries[child]?.row?.group;
    render(renderer, child, next !== group);
    group = next;
  }
}

/** The place of the next child that is kept, the end if there is none. */
function nextKept(kept: ReadonlySet<number>, children: readonly number[], from: number): number {
  let place = from;
  while (place < children.length && !kept.has(children[place] ?? -1)) place++;
  return place;
}

/** Children from one place up to another. */
interface Missing {
  readonly children: readonly number[];
  readonly from: number;
  readonly to: number;
}

const MOST_NAMES = 4;
const LONGEST_NAMES = 60;

/** The sign for what is missing, how much it is, and the names of its first members. */
function closeGap(
  renderer: Renderer,
  { children, from, to }: Missing,
  gap: string | undefined,
): void {
  const count = to - from;
  if (count === 0 || gap === undefined) return;
  const names = children
    .slice(from, Math.min(to, from + MOST_NAMES))
    .map((index) => renderer.outline.entries[index]?.lead.slice(0, -1) ?? '')
    .filter((name) => name !== '');
  const named = names.join(' ').slice(0, LONGEST_NAMES);
  const counted = count > 1 ? `${gap} ${count}` : gap;
  renderer.lines.push(named === '' ? counted : `${counted}: ${named}`);
}

function renderTable(renderer: Renderer, entry: Entry): void {
  const { table } = entry;
  if (table === undefined) return;
  const shown = countShown(renderer, entry);
  const total = countItems(entry.node);
  const count = shown === total ? `${total} rows` : `${total} rows, ${shown} shown`;
  const head = table.form.set.byKey ? `{${count}}` : `[${count}]`;
  renderer.lines.push(`${entry.lead}${head} ${writeColumns(renderer.style.text, table.form)}`);
  renderer.heading = '';
  renderChildren(renderer, entry, undefined);
  const summary = renderer.summarise(entry);
  if (summary !== undefined) renderer.lines.push(summary);
}

function countShown({ outline, kept }: Renderer, table: Entry): number {
  let shown = 0;
  for (const child of table.children) {
    const entry = outline.entries[child];
    if (!kept.has(child) || entry === undefined) continue;
    if (entry.kind === 'heading') shown += entry.children.filter((row) => kept.has(row)).length;
    else shown++;
  }
  return shown;
}

/** Without a row below it a heading says nothing, nor when the rows before stand below the same. */
function renderHeading(renderer: Renderer, entry: Entry): void {
  if (!entry.children.some((row) => renderer.kept.has(row))) return;
  if (entry.text !== renderer.heading) renderer.lines.push(entry.text);
  renderer.heading = entry.text;
  renderChildren(renderer, entry, undefined);
}

function renderRow(renderer: Renderer, index: number, isFirst: boolean): void {
  const entry = renderer.outline.entries[index];
  const row = entry?.row;
  if (entry === undefined || row === undefined) return;
  const { children } = entry;
  const style = renderer.named.has(index) ? renderer.plain : renderer.style;
  const isNumbered = row.depth === 0 && row.key === undefined;
  const before = isNumbered ? `${entry.place}\t` : writeIndent(row, isFirst);
  renderer.lines.push(before + writeRow(style, row));
  const isAnyShown = children.some((child) => renderer.kept.has(child));
  if (isAnyShown) renderChildren(renderer, entry, ' '.repeat(row.depth + 1) + GAP);
}

/** A long value with the passages that are kept. */
function shorten(rendering: Rendering, cell: string, node: JsonNode): string {
  const value = rendering.outline.longValues.get(node);
  if (value === undefined) return cell;
  const { long, entries } = value;
  let written = '';
  let from = 0;
  let missing = 0;
  long.passages.forEach((passage, place) => {
    if (rendering.kept.has(entries[place] ?? -1)) {
      if (missing > 0) written += gapOf(missing, long.unit);
      missing = 0;
      written += long.text.slice(from, passage.end);
    } else {
      written += long.text.slice(from, passage.start);
      missing += passage.count;
    }
    from = passage.end;
  });
  if (missing > 0) written += gapOf(missing, long.unit);
  return written + long.text.slice(from);
}

function gapOf(missing: number, unit: 'items' | 'characters'): string {
  return unit === 'items' ? `${GAP}${missing}${GAP},` : `${GAP}${missing}${GAP}`;
}
