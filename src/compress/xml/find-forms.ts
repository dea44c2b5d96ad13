// Finds what the elements of a text have in common.
import { OWN_NAME, type ElementForm, type FormAttribute } from './element-form.ts';
import { countValues, type ValueCounts } from './value-counts.ts';
import { findPrefix } from './value-prefix.ts';
import type { XmlElement } from './xml-node.ts';

/** Fewer elements say what they have themselves. */
const FEWEST_ELEMENTS = 4;
/** Elements of one name with more different sets of attributes have nothing in common. */
const MOST_SIGNATURES = 60;
/** Elements of two names share a form if they have so many of all their attributes in common. */
const LEAST_SHARED = 0.7;

export interface FormOptions {
  /** Each element stands behind the one that it stands behind in the text. */
  readonly hasAbove: boolean;
  readonly quote: string;
}

/** The forms of a text, the most frequent ones first. */
export function findForms(
  elements: readonly XmlElement[],
  options: FormOptions,
): readonly ElementForm[] {
  const groups: Group[] = [];
  for (const group of byName(elements)) {
    const fitting = groups.some((into) => join(into, group));
    if (!fitting) groups.push(group);
  }
  return groups
    .filter(({ elements: members }) => members.length >= FEWEST_ELEMENTS)
    .map((group) => formOf(group, options))
    .filter(({ attributes }) => attributes.length > 0);
}

interface Group {
  readonly names: string[];
  order: readonly string[];
  /** In the order of the text, name after name. */
  elements: readonly XmlElement[];
}

function byName(elements: readonly XmlElement[]): readonly Group[] {
  const members = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const known = members.get(element.name);
    if (known === undefined) members.set(element.name, [element]);
    else known.push(element);
  }
  return [...members]
    .toSorted((one, other) => other[1].length - one[1].length)
    .flatMap(([name, named]) => {
      const order = orderOf(named);
      return order === undefined ? [] : [{ names: [name], order, elements: named }];
    });
}

/** All attributes that some element has, in the order of each; undefined where two have another order. */
function orderOf(elements: readonly XmlElement[]): readonly string[] | undefined {
  const signatures = new Map<string, readonly string[]>();
  let last: readonly string[] | undefined;
  for (const { attributes } of elements) {
    if (attributes === last) continue;
    last = attributes;
    signatures.set(attributes.join(' '), attributes);
    if (signatures.size > MOST_SIGNATURES) return undefined;
  }
  let order: readonly string[] | undefined = [];
  for (const attributes of signatures.values()) {
    if (order !== undefined) order = joinOrders(order, attributes);
  }
  return order;
}

function joinOrders(
  order: readonly string[],
  attributes: readonly string[],
): readonly string[] | undefined {
  const joined = [...order];
  let before = 0;
  for (const name of attributes) {
    const known = joined.indexOf(name);
    if (known < 0) joined.splice(before++, 0, name);
    else if (known < before) return undefined;
    else before = known + 1;
  }
  return joined;
}

function join(into: Group, group: Group): boolean {
  const shared = group.order.filter((name) => into.order.includes(name)).length;
  const all = into.order.length + group.order.length - shared;
  if (all === 0 || shared < all * LEAST_SHARED) return false;
  const order = joinOrders(into.order, group.order);
  if (order === undefined) return false;
  into.names.push(...group.names);
  into.order = order;
  into.elements = [...into.elements, ...group.elements];
  return true;
}

function formOf({ names, order, elements }: Group, { hasAbove, quote }: FormOptions): ElementForm {
  const counts = countValues(order, elements, quote);
  const all = elements.length;
  const attributes = order.map((name): FormAttribute => {
    const counted = counts.get(name);
    return counted === undefined
      ? { name, role: 'named' }
      : attributeOf(name, counted, { all, hasAbove });
  });
  return { names, attributes };
}

/** A usual value is had by so many. */
const LEAST_USUAL = 0.6;
/** What is longer is news where it stands. */
const LONGEST_USUAL = 60;
/** Elements that lack what the others have must say all they have: there may be few. */
const LEAST_PRESENT = 0.98;
/** Of a state a reader wants to know where it stands, not where it changed. */
const LEAST_AS_ABOVE = 0.8;

function attributeOf(
  name: string,
  { present, values, asAbove, ownName }: ValueCounts,
  { all, hasAbove }: { readonly all: number; readonly hasAbove: boolean },
): FormAttribute {
  const [usual, count] = mostOf(values);
  const isUsual = count >= all * LEAST_USUAL && usual.length <= LONGEST_USUAL;
  const isPresent = present >= all * LEAST_PRESENT;
  const prefix = findPrefix(values, isUsual && isPresent ? usual : undefined);
  const begin = prefix === undefined ? {} : { prefix };
  if (!isPresent) return { name, role: 'named', ...begin };
  if (isUsual) return { name, role: 'usual', usual, ...begin };
  if (ownName >= all * LEAST_USUAL) return { name, role: 'usual', usual: OWN_NAME };
  const mayRefer = hasAbove && !values.has('true') && !values.has('false');
  if (mayRefer && asAbove >= all * LEAST_AS_ABOVE) return { name, role: 'above', ...begin };
  return { name, role: 'column', ...begin };
}

function mostOf(values: ReadonlyMap<string, number>): readonly [string, number] {
  let most: readonly [string, number] = ['', 0];
  for (const entry of values) if (entry[1] > most[1]) most = entry;
  return most;
}
