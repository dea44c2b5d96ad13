// The key sequence of an object, shared by all objects that have it: records of one table are told apart by identity, not by text.

/** One key more than `parent`. The root shape has no key. */
export interface Shape {
  readonly parent?: Shape;
  /** The key as written, with its quotes; empty in the root shape. */
  readonly key: string;
  readonly size: number;
  /** The transition taken last, tried first: the next record nearly always has the same keys. */
  likely: Shape | undefined;
  others: Map<string, Shape> | undefined;
  keys: readonly string[] | undefined;
  repeats: boolean | undefined;
}

export function rootShape(): Shape {
  return newShape('', undefined);
}

/** The shape with one more key. */
export function nextShape(shape: Shape, key: string): Shape {
  const likely = shape.likely;
  if (likely === undefined) return (shape.likely = newShape(key, shape));
  if (likely.key === key) return likely;
  shape.others ??= new Map([[likely.key, likely]]);
  let next = shape.others.get(key);
  if (next === undefined) shape.others.set(key, (next = newShape(key, shape)));
  return (shape.likely = next);
}

/** All keys in order, as written. */
export function keysOf(shape: Shape): readonly string[] {
  if (shape.keys !== undefined) return shape.keys;
  const keys: string[] = [];
  for (let at: Shape | undefined = shape; at?.parent !== undefined; at = at.parent) {
    keys.push(at.key);
  }
  return (shape.keys = keys.reverse());
}

/** Whether a key occurs twice. */
export function repeatsKeys(shape: Shape): boolean {
  return (shape.repeats ??= new Set(keysOf(shape)).size < shape.size);
}

function newShape(key: string, parent: Shape | undefined): Shape {
  return {
    ...(parent !== undefined && { parent }),
    key,
    size: parent === undefined ? 0 : parent.size + 1,
    likely: undefined,
    others: undefined,
    keys: undefined,
    repeats: undefined,
  };
}
