// Decides whether containers hold records, and what their columns are. Works on parsed values; text is looked at nowhere.
import { countShapes, mergeShapes, type MergedShapes } from './merge-shapes.ts';
import type { JsonNode, JsonObject } from '../document/parse-json.ts';
import { holdsRecords, type Column, type RecordSet } from './record-set.ts';
import type { Shape } from '../document/shape.ts';

export interface RecordSource {
  readonly containers: readonly JsonNode[];
  /** The containers are maps: their keys name the records. */
  readonly byKey: boolean;
  /** The key under which the containers hang. Records that hold records under the same key form a tree. */
  readonly ownKey?: string;
  /** Objects in objects become columns down to this depth. */
  readonly deepestGroup: number;
}

/** Fewer rows do not pay for their header. */
const FEWEST_RECORDS = 2;
/** Share of items that must be objects with the merged order of keys. */
const LEAST_FITTING = 0.8;
/** Share of cells that must be filled: below this the rows are unlike. Keys of a map are weaker evidence of a table. */
const LEAST_FILL = 0.25;
const LEAST_FILL_OF_MAP = 0.33;
/** An object column becomes a group if this share of its values are objects. */
const LEAST_OBJECTS = 0.7;
/** An object that fewer rows have is easier to read in one piece. */
const LEAST_SHARE_OF_GROUPS = 0.5;
/** Columns below columns below columns: no reader follows deeper. */
const DEEPEST_COLUMN = 8;

/** The records of some containers with their columns; undefined when they are too few or too unlike. */
export function inferRecords(source: RecordSource, depth = 0): RecordSet | undefined {
  if (depth > DEEPEST_COLUMN) return undefined;
  return inferPlain(source, depth) ?? (source.byKey ? inferWrapped(source, depth) : undefined);
}

/** Lists of records under keys: the findings of each file. */
function inferWrapped(source: RecordSource, depth: number): RecordSet | undefined {
  const items = source.containers.flatMap(itemsOf);
  for (const wraps of ['array', 'object'] as const) {
    const records = items.filter((item) => item.kind === wraps);
    if (records.length < FEWEST_RECORDS || records.length < items.length * LEAST_FITTING) continue;
    const byKey = wraps === 'object';
    const containers = records.filter((record) => holdsRecords(record, byKey));
    if (containers.length < records.length * LEAST_OBJECTS) continue;
    const { deepestGroup } = source;
    const children = inferPlain({ containers, byKey, deepestGroup }, depth + 1);
    if (children === undefined) continue;
    const column: Column = { ...cellColumn('""', records), kind: 'rows', children };
    return { byKey: true, wraps, columns: [column], records, misfits: NO_MISFITS };
  }
  return undefined;
}

function inferPlain(source: RecordSource, depth: number): RecordSet | undefined {
  const counts = countSourceShapes(source);
  if (counts === undefined) return undefined;
  const merged = mergeShapes(counts.shapes);
  if (merged.fitting < FEWEST_RECORDS || merged.fitting < counts.items * LEAST_FITTING) {
    return undefined;
  }
  if (merged.keys.length === 0) return undefined;
  if (merged.fill < (source.byKey ? LEAST_FILL_OF_MAP : LEAST_FILL)) return undefined;
  const records = merged.misfits.size === 0 ? counts.objects : gather(source, merged.misfits);
  const columns = columnsOf(records, merged, {
    depth,
    ...(source.ownKey !== undefined && { ownKey: source.ownKey }),
    byKey: source.byKey,
    deepestGroup: source.deepestGroup,
    groups: 0,
  });
  if (source.ownKey !== undefined && isBrokenTree(columns, source.ownKey)) {
    const { ownKey: _, ...flat } = source;
    return inferPlain(flat, depth);
  }
  return { byKey: source.byKey, columns, records, misfits: merged.misfits };
}

/** Records were gathered down the tree, but its column cannot be written as child rows. */
function isBrokenTree(columns: readonly Column[], ownKey: string): boolean {
  const own = columns.find((column) => column.key === ownKey);
  return own !== undefined && own.children !== 'same' && own.values.some((value) => value);
}

interface SourceShapes {
  readonly shapes: ReadonlyMap<Shape, number>;
  readonly objects: readonly JsonObject[];
  /** Objects, and what stands beside them. */
  readonly items: number;
}

/** Shapes of everything that would be a row, down the tree; undefined when too much of it is no object. */
function countSourceShapes(source: RecordSource): SourceShapes | undefined {
  const direct = source.containers.reduce((sum, node) => sum + itemsOf(node).length, 0);
  if (direct === 0) return undefined;
  const objects = gather(source, NO_MISFITS);
  const others = source.containers.reduce((sum, node) => sum + countOthers(node), 0);
  if (others > direct * (1 - LEAST_FITTING)) return undefined;
  return { shapes: countShapes(objects), objects, items: objects.length + others };
}

const NO_MISFITS: ReadonlySet<Shape> = new Set();

function countOthers(node: JsonNode): number {
  let others = 0;
  for (const item of itemsOf(node)) if (item.kind !== 'object') others++;
  return others;
}

function gather(source: RecordSource, misfits: ReadonlySet<Shape>): JsonObject[] {
  const records: JsonObject[] = [];
  for (const container of source.containers) gatherInto({ records, source, misfits }, container);
  return records;
}

interface Gathering {
  readonly records: JsonObject[];
  readonly source: RecordSource;
  readonly misfits: ReadonlySet<Shape>;
}

/** Depth first, as rows are written. */
function gatherInto(gathering: Gathering, container: JsonNode): void {
  const { records, source, misfits } = gathering;
  for (const item of itemsOf(container)) {
    if (item.kind !== 'object' || misfits.has(item.shape)) continue;
    records.push(item);
    const own = source.ownKey === undefined ? undefined : memberOf(item, source.ownKey);
    if (own !== undefined && holdsRecords(own, source.byKey)) gatherInto(gathering, own);
  }
}

function memberOf(object: JsonObject, key: string): JsonNode | undefined {
  const place = placeOfKey(object.shape, key);
  return place < 0 ? undefined : object.items[place];
}

function placeOfKey(shape: Shape, key: string): number {
  for (let at: Shape | undefined = shape; at?.parent !== undefined; at = at.parent) {
    if (at.key === key) return at.size - 1;
  }
  return -1;
}

function itemsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'array' || node.kind === 'object' ? node.items : [];
}

interface Surroundings {
  readonly depth: number;
  readonly deepestGroup: number;
  /** Groups above. */
  readonly groups: number;
  readonly ownKey?: string;
  readonly byKey: boolean;
}

function columnsOf(
  records: readonly (JsonNode | undefined)[],
  merged: MergedShapes,
  around: Surroundings,
): readonly Column[] {
  const values = valuesOf(records, merged);
  return merged.keys.map((key, place) => inferColumn(key, values[place] ?? [], around));
}

/** What each record has under each of the keys. */
function valuesOf(
  records: readonly (JsonNode | undefined)[],
  { keys, places: placesOf }: MergedShapes,
): readonly (readonly (JsonNode | undefined)[])[] {
  const values = keys.map(() => new Array<JsonNode | undefined>(records.length).fill(undefined));
  // Neighbours mostly have the same keys.
  let shape: Shape | undefined;
  let places: readonly number[] | undefined;
  for (let index = 0; index < records.length; index++) {
    const record = records[index];
    if (record?.kind !== 'object') continue;
    if (record.shape !== shape) places = placesOf.get(record.shape);
    shape = record.shape;
    if (places === undefined) continue;
    for (let member = 0; member < places.length; member++) {
      const column = values[places[member] ?? 0];
      if (column !== undefined) column[index] = record.items[member];
    }
  }
  return values;
}

function inferColumn(
  key: string,
  values: readonly (JsonNode | undefined)[],
  around: Surroundings,
): Column {
  const tally = tallyOf(values);
  if (key === around.ownKey && holdsOnlyRecords(values, around.byKey)) {
    return { ...cellColumn(key, values), kind: 'rows', children: 'same' };
  }
  const group = groupColumn(key, values, { ...around, tally });
  if (group !== undefined && !looksLikeMaps(group)) return group;
  return rowsColumn(key, values, { ...around, tally }) ?? group ?? cellColumn(key, values);
}

function cellColumn(key: string, values: readonly (JsonNode | undefined)[]): Column {
  return { key, kind: 'cell', values, columns: [], misfits: NO_MISFITS };
}

/** Numbers would be mistaken for the number of child rows. */
function holdsOnlyRecords(values: readonly (JsonNode | undefined)[], byKey: boolean): boolean {
  return (
    values.some((value) => holdsRecords(value, byKey)) &&
    values.every((value) => value?.kind !== 'number')
  );
}

interface Tally {
  readonly present: number;
  readonly objects: number;
  readonly arrays: number;
}

function tallyOf(values: readonly (JsonNode | undefined)[]): Tally {
  let present = 0;
  let objects = 0;
  let arrays = 0;
  for (const value of values) {
    if (value === undefined) continue;
    present++;
    if (value.kind === 'object' && value.items.length > 0) objects++;
    else if (value.kind === 'array') arrays++;
  }
  return { present, objects, arrays };
}

interface Situation extends Surroundings {
  readonly tally: Tally;
}

function groupColumn(
  key: string,
  values: readonly (JsonNode | undefined)[],
  { tally, depth, groups, deepestGroup }: Situation,
): Column | undefined {
  if (tally.objects === 0 || tally.objects < tally.present * LEAST_OBJECTS) return undefined;
  if (tally.present < values.length * LEAST_SHARE_OF_GROUPS) return undefined;
  if (groups >= deepestGroup) return undefined;
  const objects = values.filter(isFilledObject);
  const merged = mergeShapes(countShapes(objects));
  const isUniform =
    merged.fitting >= objects.length * LEAST_FITTING && merged.fill >= LEAST_OBJECTS / 2;
  if (!isUniform) return undefined;
  const columns = columnsOf(values, merged, {
    depth,
    byKey: false,
    deepestGroup,
    groups: groups + 1,
  });
  return { key, kind: 'group', values, columns, misfits: merged.misfits };
}

/** Objects of objects, most of which lack most keys: the keys are names of things, not of columns. */
function looksLikeMaps({ columns }: Column): boolean {
  const nested = columns.filter((column) => column.kind !== 'cell').length;
  return (
    nested > columns.length * LEAST_OBJECTS &&
    columns.some((column) => column.values.includes(undefined))
  );
}

function isFilledObject(value: JsonNode | undefined): value is JsonObject {
  return value?.kind === 'object' && value.items.length > 0;
}

function rowsColumn(
  key: string,
  values: readonly (JsonNode | undefined)[],
  { tally, depth, deepestGroup }: Situation,
): Column | undefined {
  const byKey = tally.objects > tally.arrays;
  if (tally.objects + tally.arrays === 0 || !holdsOnlyRecords(values, byKey)) return undefined;
  const containers = values.filter((value) => holdsRecords(value, byKey));
  const children = inferRecords({ containers, byKey, ownKey: key, deepestGroup }, depth + 1);
  if (children === undefined) return undefined;
  return { ...cellColumn(key, values), kind: 'rows', children };
}
