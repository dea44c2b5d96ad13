// Finds the bodies of functions in a syntax tree. What the tree could not make sense of is reported, not guessed at.
import type { SyntaxCursor } from './syntax.ts';

/** Rows counted from 0, both included: what can be folded without touching the signature or the closing bracket. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** A body and the row where the signature above it begins. */
export interface Body extends Rows {
  readonly head: number;
}

export interface FoundBodies {
  readonly bodies: readonly Body[];
  /** Rows that did not parse. */
  readonly broken: readonly Rows[];
}

/** A longer body is looked into: a module in a function, a suite of tests. */
export const LONGEST_BODY = 120;

/** The bodies of a source, in order, none inside another. */
export function findBodies(cursor: SyntaxCursor, lines: readonly string[]): FoundBodies {
  const bodies: Body[] = [];
  const broken: Rows[] = [];
  const path: Above[] = [];
  for (;;) {
    const type = cursor.nodeType;
    const row = FUNCTIONS.has(type) ? cursor.startPosition.row : 0;
    if (!isLookedInto({ type, parent: path.at(-1), cursor, lines, bodies, broken })) {
      if (!goOn(cursor, path)) break;
    } else if (cursor.gotoFirstChild()) {
      path.push({ type, row });
    } else if (!goOn(cursor, path)) break;
  }
  return { bodies: bodies.filter(({ from, to }) => from <= to), broken };
}

/** A node above the cursor; the row of functions only. */
interface Above {
  readonly type: string;
  readonly row: number;
}

function goOn(cursor: SyntaxCursor, path: Above[]): boolean {
  while (!cursor.gotoNextSibling()) {
    if (path.length === 0 || !cursor.gotoParent()) return false;
    path.pop();
  }
  return true;
}

interface Visit {
  readonly type: string;
  readonly parent: Above | undefined;
  readonly cursor: SyntaxCursor;
  readonly lines: readonly string[];
  readonly bodies: Body[];
  readonly broken: Rows[];
}

/** Notes what it finds; false if there is nothing more to find inside. */
function isLookedInto(visit: Visit): boolean {
  const { type, parent, cursor, lines } = visit;
  if (type === 'ERROR') {
    visit.broken.push({ from: cursor.startPosition.row, to: cursor.endPosition.row });
    return true;
  }
  if (parent === undefined || !FUNCTIONS.has(parent.type) || !BODIES.has(type)) return true;
  const rows = rowsInside(cursor, lines);
  if (rows.to - rows.from >= LONGEST_BODY) return true;
  visit.bodies.push({ ...rows, head: Math.min(parent.row, rows.from - 1) });
  return false;
}

function rowsInside(cursor: SyntaxCursor, lines: readonly string[]): Rows {
  const start = cursor.startPosition;
  const end = cursor.endPosition;
  const last = end.column === 0 ? end.row - 1 : end.row;
  const hasBrackets = lines[start.row]?.[start.column] === '{';
  if (hasBrackets) return { from: start.row + 1, to: last - 1 };
  // Without brackets the body may begin on the line of the signature.
  const isBehindText = (lines[start.row] ?? '').slice(0, start.column).trim() !== '';
  return { from: isBehindText ? start.row + 1 : start.row, to: last };
}

/**
 * In all languages; a name that two of them share means the same in both. Also of those that are read by brackets: their readers
 * are tested against the tree.
 */
const FUNCTIONS = new Set(
  (
    'function_declaration function_definition function_expression function_item function_statement arrow_function ' +
    'generator_function generator_function_declaration method_definition method_declaration method singleton_method ' +
    'constructor_declaration compact_constructor_declaration destructor_declaration operator_declaration ' +
    'accessor_declaration local_function_statement closure_expression func_literal lambda_expression ' +
    'anonymous_function anonymous_function_creation_expression static_initializer inline_method_definition'
  ).split(' '),
);
const BODIES = new Set(
  'statement_block block compound_statement constructor_body body_statement script_block'.split(
    ' ',
  ),
);
