// Merges the key sequences of many objects into one order of columns.
import { keysOf, repeatsKeys, type Shape } from '../document/shape.ts';

export interface MergedShapes {
  readonly keys: readonly string[];
  /** For each shape that fits, where its keys lie in `keys`. */
  readonly places: ReadonlyMap<Shape, readonly number[]>;
  readonly misfits: ReadonlySet<Shape>;
  /** Objects that fit, and the share of their cells that is filled. */
  readonly fitting: number;
  readonly fill: number;
}

/** More columns than this cannot be read as a table, and would make merging quadratic. */
const MOST_KEYS = 256;

interface Order {
  readonly keys: string[];
  placeOf: ReadonlyMap<string, number>;
}

/** `counts` says how many objects have each shape. The most frequent shape decides the order. */
export function mergeShapes(counts: ReadonlyMap<Shape, number>): MergedShapes {
  const order: Order = { keys: [], placeOf: new Map() };
  const misfits = new Set<Shape>();
  const fits: Shape[] = [];
  for (const shape of byCount(counts)) {
    if (shape.size <= MOST_KEYS && !repeatsKeys(shape) && insertKeys(order, keysOf(shape))) {
      fits.push(shape);
    } else {
      misfits.add(shape);
    }
  }
  const { keys, placeOf } = order;
  const places = new Map<Shape, readonly number[]>();
  let fitting = 0;
  let filled = 0;
  for (const shape of fits) {
    places.set(
      shape,
      keysOf(shape).map((key) => placeOf.get(key) ?? 0),
    );
    const count = counts.get(shape) ?? 0;
    fitting += count;
    filled += count * shape.size;
  }
  const fill = fitting * keys.length === 0 ? 0 : filled / (fitting * keys.length);
  return { keys, places, misfits, fitting, fill };
}

function byCount(counts: ReadonlyMap<Shape, number>): readonly Shape[] {
  return [...counts].sort((one, other) => other[1] - one[1]).map(([shape]) => shape);
}

/** Inserts what is missing behind its predecessor; false, and nothing changed, if the order contradicts. */
function insertKeys(order: Order, wanted: readonly string[]): boolean {
  let place = -1;
  const missing: { readonly key: string; readonly after: number }[] = [];
  for (const key of wanted) {
    const found = order.placeOf.get(key);
    if (found === undefined) {
      missing.push({ key, after: place });
    } else if (found > place) {
      place = found;
    } else {
      return false;
    }
  }
  if (missing.length === 0) return true;
  if (order.keys.length + missing.length > MOST_KEYS) return false;
  for (const { key, after } of missing.reverse()) order.keys.splice(after + 1, 0, key);
  order.placeOf = new Map(order.keys.map((key, index) => [key, index]));
  return true;
}

/** How many objects there are of each shape. */
export function countShapes(
  objects: Iterable<{ readonly shape: Shape }>,
): ReadonlyMap<Shape, number> {
  const counts = new Map<Shape, number>();
  let last: Shape | undefined;
  let count = 0;
  for (const { shape } of objects) {
    if (shape !== last) {
      if (last !== undefined) counts.set(last, count);
      count = counts.get(shape) ?? 0;
      last = shape;
    }
    count++;
  }
  if (last !== undefined) counts.set(last, count);
  return counts;
}
