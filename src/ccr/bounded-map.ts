// A map that forgets what was used longest ago once its content is too large.

export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** `sizeOf` and `maxSize` share one unit; one entry larger than `maxSize` is not kept at all. */
export function createBoundedMap<Value>(options: {
  readonly maxSize: number;
  readonly sizeOf: (value: Value) => number;
}): BoundedMap<Value> {
  // A Map keeps the order of insertion: the first entry is the one used longest ago.
  const entries = new Map<string, Value>();
  let size = 0;

  function remove(key: string): void {
    const value = entries.get(key);
    if (value === undefined) return;
    entries.delete(key);
    size -= options.sizeOf(value);
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      remove(key);
      entries.set(key, value);
      size += options.sizeOf(value);
      for (const oldest of entries.keys()) {
        if (size <= options.maxSize) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
