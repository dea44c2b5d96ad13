// Records that share columns: the rows of one array, of one map, or of the same child array in many parents.
import type { JsonNode } from '../document/parse-json.ts';
import type { Shape } from '../document/shape.ts';

/** A value per record, in the order in which rows are written; undefined: this record has no such key. */
export type Values = readonly (JsonNode | undefined)[];

export interface Column {
  /** As written, with quotes. */
  readonly key: string;
  /** cell: one value. group: an object whose members are columns of their own. rows: child records below the row. */
  readonly kind: 'cell' | 'group' | 'rows';
  readonly values: Values;
  /** Of a group. */
  readonly columns: readonly Column[];
  /** Of a group: shapes that do not fit its columns; such values are written apart. */
  readonly misfits: ReadonlySet<Shape>;
  /** Of child rows; 'same' when they have the columns of the record set they hang in. */
  readonly children?: RecordSet | 'same';
}

export interface RecordSet {
  /** Rows of a map: each is led by its key. */
  readonly byKey: boolean;
  /** Records are containers themselves, of this kind: their one column is all of their items. */
  readonly wraps?: 'array' | 'object';
  readonly columns: readonly Column[];
  /** Regular records in the order in which rows are written, child rows of the same set included. */
  readonly records: readonly JsonNode[];
  /** Shapes whose keys repeat or stand in another order; such rows are written as they are. */
  readonly misfits: ReadonlySet<Shape>;
}

/** Whether an item of the container is a record of the set and not a row written as it is. */
export function isRecord(set: RecordSet, item: JsonNode): boolean {
  if (set.wraps !== undefined) return item.kind === set.wraps;
  return item.kind === 'object' && !set.misfits.has(item.shape);
}

/** All columns below these, groups before their members. */
export function* allColumns(columns: readonly Column[]): Generator<Column> {
  for (const column of columns) {
    yield column;
    if (column.kind === 'group') yield* allColumns(column.columns);
  }
}

/** Whether a value can hang below a row as child rows: filled with nothing but objects. */
export function holdsRecords(node: JsonNode | undefined, byKey: boolean): node is JsonNode {
  if (node === undefined || node.kind !== (byKey ? 'object' : 'array')) return false;
  return node.items.length > 0 && node.items.every((item) => item.kind === 'object');
}
