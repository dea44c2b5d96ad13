// An element in the short form: its name, values in the order of its form, what it has besides by name, and its text.
import { usualOf, type ElementForm, type Forms } from './element-form.ts';
import { cutPrefix, writeValue } from './short-value.ts';
import type { XmlElement } from './xml-node.ts';

/** Behind the name of an element that has other attributes than its form. */
export const OTHERWISE = '*';

export interface WrittenElement {
  readonly name: string;
  /** What stands behind the name. */
  readonly words: readonly string[];
  /** Begins with a value that has no name of its own. */
  readonly hasColumns: boolean;
}

/** Writes the elements of a text, one after the other: some values are those of the element above. */
export class ElementWriter {
  /** By name. */
  private readonly above = new Map<string, readonly Value[]>();
  private readonly forms: Forms;
  private readonly quote: string;

  constructor(forms: Forms, quote: string) {
    this.forms = forms;
    this.quote = quote;
  }

  write(element: XmlElement): WrittenElement {
    const { name, attributes } = element;
    const values = element.values.map((value) => writeValue(value, this.quote));
    const form = this.forms.get(name);
    const fitted = form === undefined ? undefined : fit(form, attributes, values);
    if (form !== undefined && fitted !== undefined) return this.inForm(name, form, fitted);
    const words = attributes.map((attribute, at) => `${attribute}=${values[at] ?? ''}`);
    return { name: form === undefined ? name : name + OTHERWISE, words, hasColumns: false };
  }

  private inForm(name: string, form: ElementForm, values: readonly Value[]): WrittenElement {
    const above = this.above.get(name) ?? [];
    const columns: string[] = [];
    const named: string[] = [];
    form.attributes.forEach((attribute, at) => {
      const value = values[at];
      if (value === undefined) return;
      if (attribute.role === 'usual' && value === usualOf(attribute, name, this.quote)) return;
      if (attribute.role === 'above' && value === above[at]) return;
      const written = cutPrefix(value, attribute.prefix);
      if (attribute.role === 'column') columns.push(written);
      else named.push(`${attribute.name}=${written}`);
    });
    this.above.set(name, values);
    return { name, words: [...columns, ...named], hasColumns: columns.length > 0 };
  }
}

type Value = string | undefined;

/** The values by the attributes of a form; undefined where the element has others, or another order. */
function fit(
  form: ElementForm,
  attributes: readonly string[],
  values: readonly string[],
): readonly Value[] | undefined {
  const fitted: Value[] = [];
  let at = 0;
  for (const { name, role } of form.attributes) {
    if (attributes[at] === name) fitted.push(values[at++]);
    else if (role === 'named') fitted.push(undefined);
    else return undefined;
  }
  return at === attributes.length ? fitted : undefined;
}
