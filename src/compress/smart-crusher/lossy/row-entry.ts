// The entry of a row. There can be a million of them, so that it holds no more than it must: most rows are left out without
// anybody having read them, and are written and weighed only when somebody asks.
import type { CountTokens } from '../../compressor.ts';
import { isLeftOpen, type JsonNode } from '../document/parse-json.ts';
import type { Rows } from '../notation/write-notation.ts';
import { writeRow, type Row, type RowStyle } from '../notation/write-row.ts';
import type { RowForm } from '../table/row-form.ts';
import { LONGEST_WHOLE } from './passages.ts';

/** Of entries that have nothing below them, as most rows: never added to. */
export const NONE: number[] = [];

export interface RowPlace {
  readonly parent: number;
  /** Position in its container, from 1. */
  readonly place: number;
  readonly writing: RowWriting;
}

/** How the rows of a table are written and weighed. */
export interface RowWriting {
  readonly style: RowStyle;
  readonly estimate: CountTokens;
  /** Tokens of a row besides its text. */
  readonly extraTokens: number;
  /** What stands for the rows that `mayBeCut`. */
  readonly cutRows: ReadonlyMap<Row, string>;
}

const UNKNOWN = -1;

/** A row of a table as an entry of an outline. */
export class RowEntry implements Row {
  readonly parent: number;
  children = NONE;
  readonly place: number;
  readonly index: number;
  readonly node: JsonNode;
  readonly key: string | undefined;
  private readonly among: Rows;
  private readonly writing: RowWriting;
  private knownCost = UNKNOWN;

  /** Keeps what is its own of a row, and the rest with all rows it stands `among`. */
  constructor({ index, node, key }: Row, among: Rows, { parent, place, writing }: RowPlace) {
    this.parent = parent;
    this.place = place;
    this.index = index;
    this.node = node;
    this.key = key;
    this.among = among;
    this.writing = writing;
  }

  get form(): RowForm {
    return this.among.form;
  }

  get depth(): number {
    return this.among.depth;
  }

  get group(): string | undefined {
    return this.among.group;
  }

  get row(): Row {
    return this;
  }

  get text(): string {
    const { cutRows, style } = this.writing;
    return cutRows.get(this) ?? indented(this, writeRow(style, this));
  }

  get cost(): number {
    if (this.knownCost === UNKNOWN) {
      const { estimate, extraTokens } = this.writing;
      this.knownCost = estimate(this.text) + extraTokens;
    }
    return this.knownCost;
  }

  get kind(): 'row' {
    return 'row';
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
