// How often each attribute of some elements has which value.
import { writeValue } from './short-value.ts';
import type { XmlElement } from './xml-node.ts';

export interface ValueCounts {
  /** So many elements have the attribute. */
  readonly present: number;
  readonly values: ReadonlyMap<string, number>;
  /** So many have the value of the element before. */
  readonly asAbove: number;
  /** So many have the element's own name as value. */
  readonly ownName: number;
}

interface Counting {
  present: number;
  readonly values: Map<string, number>;
  asAbove: number;
  ownName: number;
  last: string | undefined;
}

/** By attribute; values as they are written in the short form. */
export function countValues(
  order: readonly string[],
  elements: readonly XmlElement[],
  quote: string,
): ReadonlyMap<string, ValueCounts> {
  const counts = new Map<string, Counting>(
    order.map((name) => [
      name,
      { present: 0, values: new Map<string, number>(), asAbove: 0, ownName: 0, last: undefined },
    ]),
  );
  for (const element of elements) {
    element.attributes.forEach((name, at) => {
      const counting = counts.get(name);
      if (counting === undefined) return;
      const value = element.values[at] ?? '';
      if (value === element.name) counting.ownName++;
      count(counting, writeValue(value, quote));
    });
  }
  return counts;
}

function count(counting: Counting, value: string): void {
  counting.present++;
  if (counting.last === value) counting.asAbove++;
  counting.last = value;
  counting.values.set(value, (counting.values.get(value) ?? 0) + 1);
}
