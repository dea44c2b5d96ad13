// The entry of a row. There can be a million of them, so that it holds no more than it must.
import type { JsonNode } from '../document/parse-json.ts';
import type { Row } from '../notation/write-row.ts';

/** Of entries that have nothing below them, as most rows: never added to. */
export const NONE: number[] = [];

export interface RowPlace {
  readonly parent: number;
  /** Levels of brackets and rows above. */
  readonly depth: number;
  /** Position in its container, from 1. */
  readonly place: number;
}

/** A row of a table as an entry of an outline. */
export class RowEntry {
  readonly parent: number;
  children = NONE;
  readonly depth: number;
  readonly text: string;
  readonly cost: number;
  readonly place: number;
  readonly row: Row;

  constructor(
    row: Row,
    { parent, depth, place }: RowPlace,
    { text, cost }: { readonly text: string; readonly cost: number },
  ) {
    this.parent = parent;
    this.depth = depth;
    this.text = text;
    this.cost = cost;
    this.place = place;
    this.row = row;
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
