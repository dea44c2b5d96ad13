// What elements of the same kind have in common: their attributes in order, and what most of them say.

import { writeValue } from './short-value.ts';

export interface FormAttribute {
  readonly name: string;
  readonly role: Role;
  /** What it is unless an element says otherwise; only of a usual one. As it is written in the short form. */
  readonly usual?: string;
  /** What many of its values begin with. */
  readonly prefix?: string;
}

/**
 * column: each element has it, and it is written as a value. named: written with its name. usual: left out where it has its
 * usual value. above: left out where it has the value of the element above.
 */
export type Role = 'column' | 'named' | 'usual' | 'above';

export interface ElementForm {
  /** Of the elements that have it. */
  readonly names: readonly string[];
  readonly attributes: readonly FormAttribute[];
}

/** By the name of the element. */
export type Forms = ReadonlyMap<string, ElementForm>;

/** A usual value that is another for each name: the element's own name. */
export const OWN_NAME = '@';

/** What the attribute is where an element of this name does not say. */
export function usualOf(
  { usual }: FormAttribute,
  elementName: string,
  quote: string,
): string | undefined {
  return usual === OWN_NAME ? writeValue(elementName, quote) : usual;
}

export function formsByName(forms: readonly ElementForm[]): Forms {
  return new Map(forms.flatMap((form) => form.names.map((name) => [name, form] as const)));
}

/** Stands in a form for the value of the element above. */
export const AS_ABOVE = '…';

const WRITTEN = /^([^?^=]+)(\?)?(?:\^([^=]*))?(?:=(.*))?$/;
const ATTRIBUTE = /(?:"[^"]*"|'[^']*'|[^\s"']+)+/g;

/** `<node index text? class^android.widget. enabled=true>` */
export function writeForm({ names, attributes }: ElementForm): string {
  const written = attributes.map(({ name, role, usual = '', prefix }) => {
    const begin = prefix === undefined ? '' : `^${prefix}`;
    return name + (role === 'named' ? '?' : '') + begin + VALUES[role](usual);
  });
  return `<${[names.join('|'), ...written].join(' ')}>`;
}

const VALUES: Readonly<Record<Role, (usual: string) => string>> = {
  column: () => '',
  named: () => '',
  usual: (usual) => `=${usual}`,
  above: () => `=${AS_ABOVE}`,
};

export function readForm(line: string): ElementForm {
  const [names = '', ...written] = line.slice(1, -1).match(ATTRIBUTE) ?? [];
  return { names: names.split('|'), attributes: written.map(readAttribute) };
}

function readAttribute(written: string): FormAttribute {
  const [, name = '', optional, prefix, usual] = WRITTEN.exec(written) ?? [];
  const begin = prefix === undefined ? {} : { prefix };
  if (usual === AS_ABOVE) return { name, role: 'above', ...begin };
  if (usual !== undefined) return { name, role: 'usual', usual, ...begin };
  return { name, role: optional === undefined ? 'column' : 'named', ...begin };
}
