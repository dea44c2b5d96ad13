// The entry of a row. There can be a million of them, so that it holds no more than it must: most rows are left out without
// anybody having read them, and are written and weighed only when somebody asks.
import type { CountTokens } from '../../compressor.ts';
import { isLeftOpen, type JsonNode } from '../document/parse-json.ts';
import { writeRow, type Row, type RowStyle } from '../notation/write-row.ts';
import { LONGEST_WHOLE } from './passages.ts';

/** Of entries that have nothing below them, as most rows: never added to. */
export const NONE: number[] = [];

export interface RowPlace {
  readonly parent: number;
  /** Position in its container, from 1. */
  readonly place: number;
}

/** How the rows of a table are written and weighed. */
export interface RowWriting {
  readonly style: RowStyle;
  readonly estimate: CountTokens;
  /** Tokens of a row besides its text. */
  readonly extraTokens: number;
  /** What stands for the rows that `mayBeCut`. */
  readonly cutRows: ReadonlyMap<Row, string>;
  /** Levels of brackets above the rows. */
  readonly depth: number;
}

const UNKNOWN = -1;

/** A row of a table as an entry of an outline. */
export class RowEntry {
  readonly parent: number;
  children = NONE;
  readonly place: number;
  readonly row: Row;
  private readonly writing: RowWriting;
  private knownCost = UNKNOWN;

  constructor(row: Row, { parent, place }: RowPlace, writing: RowWriting) {
    this.parent = parent;
    this.place = place;
    this.row = row;
    this.writing = writing;
  }

  get text(): string {
    const { cutRows, style } = this.writing;
    return cutRows.get(this.row) ?? indented(this.row, writeRow(style, this.row));
  }

  get cost(): number {
    if (this.knownCost === UNKNOWN) {
      const { estimate, extraTokens } = this.writing;
      this.knownCost = estimate(this.text) + extraTokens;
    }
    return this.knownCost;
  }

  get depth(): number {
    return this.writing.depth + this.row.depth;
  }

  get kind(): 'row' {
    return 'row';
  }

  get node(): JsonNode {
    return this.row.node;
  }

  get lead(): string {
    return '';
  }

  get table(): undefined {
    return undefined;
  }

  get passage(): undefined {
    return undefined;
  }
}

/** A row as it stands below its table. */
export function indented({ depth }: Row, written: string): string {
  return depth === 0 ? written : ' '.repeat(depth) + written;
}

/** Whether a cell of the row may be so long that passages of it are left out: no cell is written longer than its value is. */
export function mayBeCut({ form, index, node }: Row): boolean {
  if (index < 0 || (node.kind !== 'object' && node.kind !== 'array')) return true;
  // Only brackets that the text leaves open become longer: they are closed.
  if (isLeftOpen(node)) return true;
  // The only cell of such a record is the record itself.
  if (form.set.wraps !== undefined) return node.end - node.start > LONGEST_WHOLE;
  for (const { start, end } of node.items) if (end - start > LONGEST_WHOLE) return true;
  return false;
}
