// Writes the rows of a delimited table that hold no quotes and nothing that JSON escapes: as they are, without a string
// for every cell.
import type { JsonScalar, RecordsBuilder } from '../smart-crusher/index.ts';
import { isJsonWord } from './json-word.ts';
import { KnownCells, type CellPlace } from './known-cells.ts';

export interface LineTarget {
  readonly builder: RecordsBuilder;
  /** Columns without any value: they are named in every row. */
  readonly isEmpty: readonly boolean[];
}

/** Adds a record for each line that it understands. */
export class LineWriter {
  private readonly builder: RecordsBuilder;
  private readonly isEmpty: readonly boolean[];
  private readonly delimiter: number;
  private readonly known: readonly KnownCells[];
  /** Of the cells of the line. */
  private readonly ends: Int32Array;
  private readonly hashes: Int32Array;
  private readonly cell: CellPlace = { line: '', start: 0, end: 0, hash: 0 };
  private emptyValue: JsonScalar | undefined;

  /** `delimiter` is one character. */
  constructor({ builder, isEmpty }: LineTarget, delimiter: string) {
    this.builder = builder;
    this.isEmpty = isEmpty;
    this.delimiter = delimiter.charCodeAt(0);
    this.known = isEmpty.map(() => new KnownCells());
    this.ends = new Int32Array(isEmpty.length);
    this.hashes = new Int32Array(isEmpty.length);
  }

  /** False, and nothing is written, if the line must be written cell by cell. */
  write(line: string): boolean {
    if (!this.readCells(line)) return false;
    const { builder, cell, ends, hashes, isEmpty } = this;
    builder.openRecord();
    cell.line = line;
    let start = 0;
    for (let column = 0; column < ends.length; column++) {
      const end = ends[column] ?? 0;
      cell.start = start;
      cell.end = end;
      cell.hash = hashes[column] ?? 0;
      if (end > start) builder.addMember(column, this.valueOf(column));
      else if (isEmpty[column] === true) builder.addMember(column, this.emptyString());
      start = end + 1;
    }
    builder.closeRecord();
    return true;
  }

  /** Finds the ends and the hashes of the cells; false if the line holds what JSON does not write as it is. */
  private readCells(line: string): boolean {
    const { delimiter, ends, hashes } = this;
    let column = 0;
    let hash = 0;
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (code === delimiter) {
        ends[column] = at;
        hashes[column++] = hash;
        hash = 0;
        continue;
      }
      if (!isPlain(code)) return false;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    ends[column] = line.length;
    hashes[column] = hash;
    return column === ends.length - 1;
  }

  private valueOf(column: number): JsonScalar {
    const { cell } = this;
    const known = this.known[column];
    if (known?.mayKnow(cell.end - cell.start) !== true) return this.addValue(cell);
    const before = known.find(cell);
    if (before !== undefined) return before;
    const value = this.addValue(cell);
    known.remember(cell, value);
    return value;
  }

  private addValue({ line, start, end }: CellPlace): JsonScalar {
    const text = line.slice(start, end);
    return this.builder.addValue(isJsonWord(text) ? text : `"${text}"`);
  }

  private emptyString(): JsonScalar {
    return (this.emptyValue ??= this.builder.addValue('""'));
  }
}

const LOW_SURROGATE_END = 0xdfff;
const HIGH_SURROGATE = 0xd800;

/** Whether JSON writes the character as it is, wherever it stands. */
function isPlain(code: number): boolean {
  if (code < 128) return code >= 32 && code !== 34 && code !== 92;
  return code < HIGH_SURROGATE || code > LOW_SURROGATE_END;
}
