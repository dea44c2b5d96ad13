// Finds the one layout a document keeps to; a text that departs from it anywhere has none.
import { gapsOf, type Layout } from './layout.ts';
import { isLeftOpen, skipSpace, type JsonNode } from '../document/parse-json.ts';
import { keysOf } from '../document/shape.ts';

/** What is looked at: a document, or the JSON in one of its strings. */
export interface Spaced {
  readonly source: string;
  readonly root: JsonNode;
  readonly isStream: boolean;
  readonly start: number;
  readonly end: number;
  readonly open: number;
}

/** The one layout the whole document keeps to, or undefined. */
export function findLayout(document: Spaced): Layout | undefined {
  const layout = guessLayout(document);
  if (layout === undefined) return undefined;
  const check: Check = { text: document.source, layout, gaps: [] };
  if (!document.isStream) return holds(check, document.root, 0) ? layout : undefined;
  let at = document.start;
  for (const value of document.root.kind === 'array' ? document.root.items : []) {
    if (value.start !== at || !holds(check, value, 0)) return undefined;
    at = value.end + 1;
    if (value.end < document.end && document.source[value.end] !== '\n') return undefined;
  }
  return layout;
}

function guessLayout(document: Spaced): Layout | undefined {
  const { source: text, root, isStream } = document;
  const samples = findSamples(document);
  const shaped = isStream ? samples.outer : (samples.inner ?? samples.outer);
  if (shaped === undefined) return undefined;
  const opening = gapAt(text, shaped.start + 1);
  const outerOpening = isStream ? opening : gapAt(text, root.start + 1);
  const indent =
    opening.startsWith('\n') && outerOpening.startsWith('\n') ? outerOpening.slice(1) : '';
  if (opening.includes('\n') && indent === '') return undefined;
  const inner: Layout = {
    indent,
    gap: indent === '' && samples.pair !== undefined ? gapAfterFirst(text, samples.pair) : '',
    pad: indent === '' ? opening : '',
    empty: samples.empty === undefined ? '' : gapAt(text, samples.empty.start + 1),
    colon: samples.object === undefined ? usualColon(indent) : colonOf(text, samples.object),
  };
  return isStream ? inner : withOuter(inner, document);
}

/** On one line, but for the outermost brackets: what sqlite3 and many servers print. */
function withOuter(layout: Layout, { source: text, root, open }: Spaced): Layout {
  if (layout.indent !== '' || root.kind !== 'array' || root.items.length === 0) return layout;
  const last = root.items.at(-1);
  const opening = gapAt(text, root.start + 1);
  const between = root.items.length > 1 ? gapAfterFirst(text, root) : layout.gap;
  const closing = last === undefined || open > 0 ? layout.pad : gapAt(text, last.end);
  const isPlain = opening === layout.pad && between === layout.gap && closing === layout.pad;
  return isPlain ? layout : { ...layout, outer: [opening, between, closing] };
}

interface Samples {
  outer?: JsonNode;
  /** The first container with items below the outermost. */
  inner?: JsonNode;
  /** The first object, the first inner container of two or more, the first empty container. */
  object?: JsonNode;
  pair?: JsonNode | undefined;
  empty?: JsonNode;
}

/** Enough to see every kind of gap in any real document; a rare one that is missed only costs the exact form. */
const MOST_SAMPLED = 20_000;

function findSamples(document: Spaced): Samples {
  const samples: Samples = {};
  const outermost = document.isStream ? undefined : document.root;
  const queue: JsonNode[] = [document.root];
  for (let index = 0; index < queue.length && index < MOST_SAMPLED; index++) {
    const node = queue[index];
    if (node === undefined || (node.kind !== 'array' && node.kind !== 'object')) continue;
    const isVirtual = document.isStream && node === document.root;
    if (!isVirtual) noteSample(samples, node, node === outermost);
    for (const item of node.items) queue.push(item);
  }
  samples.pair ??= samples.outer;
  return samples;
}

function noteSample(samples: Samples, node: JsonNode, isOutermost: boolean): void {
  if (node.kind !== 'array' && node.kind !== 'object') return;
  if (node.items.length === 0) {
    samples.empty ??= node;
    return;
  }
  samples.outer ??= node;
  if (!isOutermost) samples.inner ??= node;
  if (node.kind === 'object') samples.object ??= node;
  if (!isOutermost && node.items.length > 1) samples.pair ??= node;
}

function gapAt(text: string, at: number): string {
  return text.slice(at, skipSpace(text, at));
}

function gapAfterFirst(text: string, node: JsonNode): string {
  const first = node.kind === 'array' || node.kind === 'object' ? node.items[0] : undefined;
  if (first === undefined) return '';
  const comma = skipSpace(text, first.end);
  return text[comma] === ',' ? gapAt(text, comma + 1) : '';
}

/** Where there is no object nothing needs to be said of colons. */
function usualColon(indent: string): string {
  return indent === '' ? ':' : ': ';
}

function colonOf(text: string, node: JsonNode): string {
  if (node.kind !== 'object') return ':';
  const value = node.items[0];
  const key = keysOf(node.shape)[0];
  if (value === undefined || key === undefined) return ':';
  return text.slice(skipSpace(text, node.start + 1) + key.length, value.start);
}

interface Check {
  readonly text: string;
  readonly layout: Layout;
  /** By depth, as far as anybody asked. */
  readonly gaps: Gaps[];
}

/** What stands in front of the first item, of the others, and of the closing bracket. */
interface Gaps {
  readonly first: string;
  readonly next: string;
  readonly closing: string;
}

function gapsAt({ gaps, layout }: Check, depth: number): Gaps {
  const known = gaps[depth];
  if (known !== undefined) return known;
  const [first, between, closing] = gapsOf(layout, depth);
  return (gaps[depth] = { first, next: `,${between}`, closing });
}

function holds(check: Check, node: JsonNode, depth: number): boolean {
  if (node.kind !== 'array' && node.kind !== 'object') return true;
  const { text, layout } = check;
  let at = node.start + 1;
  if (node.items.length === 0) {
    return text.startsWith(layout.empty, at) && node.end === at + layout.empty.length + 1;
  }
  const keys = node.kind === 'object' ? keysOf(node.shape) : undefined;
  const { first, next, closing } = gapsAt(check, depth);
  let before = first;
  for (let index = 0; index < node.items.length; index++) {
    const item = node.items[index];
    if (item === undefined || !text.startsWith(before, at)) return false;
    at += before.length;
    const key = keys?.[index];
    if (key !== undefined) {
      at += key.length;
      if (!text.startsWith(layout.colon, at)) return false;
      at += layout.colon.length;
    }
    if (item.start !== at) return false;
    // Asked here already, and not by a call: most items are plain.
    const isContainer = item.kind === 'object' || item.kind === 'array';
    if (isContainer && !holds(check, item, depth + 1)) return false;
    at = item.end;
    before = next;
  }
  if (isLeftOpen(node)) return true;
  return text.startsWith(closing, at) && node.end === at + closing.length + 1;
}
