// The inverse of an element's short form.
import { OWN_NAME, type ElementForm, type FormAttribute, type Forms } from './element-form.ts';
import { readValue } from './short-value.ts';
import { OTHERWISE } from './write-element.ts';
import { NEXT } from './write-lines.ts';
import type { XmlElement } from './xml-node.ts';

export type ReadElement = Pick<XmlElement, 'name' | 'attributes' | 'values' | 'text'>;

/** Reads elements in the order they were written in. */
export class ElementReader {
  /** By name. */
  private readonly above = new Map<string, readonly (string | undefined)[]>();

  private readonly forms: Forms;

  constructor(forms: Forms) {
    this.forms = forms;
  }

  /** The elements of a line; `text` is the begin of the text. */
  read(line: string): readonly ReadElement[] {
    const words = new Words(line);
    const written = words.next();
    const isOther = written.endsWith(OTHERWISE);
    const name = isOther ? written.slice(0, -OTHERWISE.length) : written;
    const form = isOther ? undefined : this.forms.get(name);
    const elements: ReadElement[] = [];
    do {
      elements.push({ name, ...this.readAttributes(name, form, words) });
    } while (words.goesOn());
    const last = elements.pop();
    const text = words.text();
    return last === undefined
      ? []
      : [...elements, { ...last, ...(text !== undefined && { text }) }];
  }

  private readAttributes(
    name: string,
    form: ElementForm | undefined,
    words: Words,
  ): Pick<XmlElement, 'attributes' | 'values'> {
    const attributes = form?.attributes ?? [];
    const columns = attributes.filter(({ role }) => role === 'column').map(() => words.next());
    const named = readNamed(words);
    if (form === undefined) {
      const values = [...named.values()].map((value) => readValue(value));
      return { attributes: [...named.keys()], values };
    }
    const above = this.above.get(name) ?? [];
    const found = attributes.map((attribute, at) => {
      const { role, prefix } = attribute;
      const value = role === 'column' ? columns.shift() : named.get(attribute.name);
      if (value !== undefined) return readValue(value, prefix);
      return role === 'above' ? above[at] : usualValue(attribute, name);
    });
    this.above.set(name, found);
    const present = attributes.filter((_, at) => found[at] !== undefined);
    return {
      attributes: present.map(({ name: attribute }) => attribute),
      values: found.flatMap((value) => value ?? []),
    };
  }
}

function usualValue({ usual }: FormAttribute, elementName: string): string | undefined {
  if (usual === OWN_NAME) return elementName;
  return usual === undefined ? undefined : readValue(usual);
}

function readNamed(words: Words): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (let key = words.key(); key !== undefined; key = words.key()) named.set(key, words.next());
  return named;
}

/** What stands between blanks, and what ends it. */
class Words {
  private readonly line: string;
  private at = 0;
  private end: '' | ':' | ',' = '';

  constructor(line: string) {
    this.line = line;
  }

  next(): string {
    const { line, at } = this;
    const quote = line[at];
    const closing = quote === '"' || quote === "'" ? line.indexOf(quote, at + 1) : -1;
    const blank = line.indexOf(' ', closing < 0 ? at : closing);
    let end = blank < 0 ? line.length : blank;
    this.at = Math.min(line.length, end + 1);
    const last = line[end - 1];
    this.end = last === ':' || last === NEXT ? last : '';
    if (this.end !== '') end--;
    return line.slice(at, end);
  }

  /** The name of the next word's value; undefined where the element ends. */
  key(): string | undefined {
    const { line, at } = this;
    if (this.end !== '' || at >= line.length) return undefined;
    const end = line.indexOf('=', at);
    if (end < 0) return undefined;
    this.at = end + 1;
    return line.slice(at, end);
  }

  /** Whether another element follows; it begins at the next word. */
  goesOn(): boolean {
    if (this.end !== NEXT) return false;
    this.end = '';
    return true;
  }

  text(): string | undefined {
    return this.end === ':' ? this.line.slice(this.at) : undefined;
  }
}
