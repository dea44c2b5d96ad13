// Prints a JSON value from its lexemes in a given layout: the last step of every inverse.
import { gapsOf, type Layout } from './layout.ts';

/** A JSON value without positions: a lexeme, or a container. */
export type Tree = string | Branch;
export interface Branch {
  /** Present in objects: the keys as written. */
  readonly keys?: readonly string[];
  readonly items: readonly Tree[];
}

/** Writes a value in a layout, leaving the closing brackets of its last `open` containers away. */
export function printTree(tree: Tree, layout: Layout, open = 0): string {
  const parts: string[] = [];
  print({ parts, layout }, tree, 0);
  const printed = parts.join('');
  if (open === 0) return printed;
  let closers = 0;
  for (let depth = 0; depth < open; depth++) closers += gapsOf(layout, depth)[2].length + 1;
  return printed.slice(0, printed.length - closers);
}

interface Printer {
  readonly parts: string[];
  readonly layout: Layout;
}

function print(printer: Printer, tree: Tree, depth: number): void {
  const { parts, layout } = printer;
  if (typeof tree === 'string') {
    parts.push(tree);
    return;
  }
  const { keys, items } = tree;
  if (items.length === 0) {
    parts.push(keys === undefined ? `[${layout.empty}]` : `{${layout.empty}}`);
    return;
  }
  const gaps = gapsOf(layout, depth);
  let before = (keys === undefined ? '[' : '{') + gaps[0];
  const between = ',' + gaps[1];
  for (let index = 0; index < items.length; index++) {
    parts.push(before);
    const key = keys?.[index];
    if (key !== undefined) parts.push(key, layout.colon);
    print(printer, items[index] ?? 'null', depth + 1);
    before = between;
  }
  parts.push(gaps[2] + (keys === undefined ? ']' : '}'));
}
