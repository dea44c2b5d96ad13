// What can be chosen of an XML text: an element, or a line of a longer text in one.
import { formsByName, type ElementForm } from './element-form.ts';
import { findForms } from './find-forms.ts';
import { importanceOf, importanceOfLine } from './node-importance.ts';
import type { Place, XmlReading } from './read-xml.ts';
import { GOES_ON, writeText } from './write-lines.ts';
import { ElementWriter } from './write-element.ts';
import type { XmlNode } from './xml-node.ts';

export interface XmlEntry {
  /** As it is written in the short form. */
  readonly line: string;
  /** As it stands in the text, with what entities stand for. */
  readonly source: string;
  /** Of an element. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly importance: number;
  /** What it stands in. */
  readonly parent: number | undefined;
  readonly shape: string;
}

export interface XmlEntries {
  readonly entries: readonly XmlEntry[];
  readonly forms: readonly ElementForm[];
}

/** The entries of a text in order; none needs the one above to be read. */
export function readEntries(text: string, { nodes, places }: XmlReading): XmlEntries {
  const elements = nodes.flatMap((node) => (node.kind === 'element' ? [node] : []));
  const quote = '"';
  const forms = findForms(elements, { hasAbove: false, quote });
  const writer = new ElementWriter(formsByName(forms), quote);
  const entries: XmlEntry[] = [];
  const around: number[] = [];
  nodes.forEach((node, at) => {
    const { start = 0, end = 0 } = places[at] ?? {};
    around.length = node.depth;
    const parent = around.at(-1);
    const index = entries.length;
    around.push(index);
    const below = isLong(node) ? linesBelow(writeNode(node, writer), { start, end }, text) : [];
    const first = below[0]?.start ?? end + 1;
    entries.push(new NodeEntry({ node, parent, start, end: first - 1, text, writer }));
    entries.push(...below.map((line) => ({ ...line, parent: index })));
  });
  return { entries, forms };
}

function isLong(node: XmlNode): boolean {
  return (node.kind === 'raw' ? node.raw : node.text)?.includes('\n') === true;
}

interface NodePlace extends Place {
  readonly node: XmlNode;
  readonly parent: number | undefined;
  /** Of the whole document. */
  readonly text: string;
  readonly writer: ElementWriter;
}

/** A node, or the first line of a long one. It is written only when somebody wants to know what it costs. */
class NodeEntry implements XmlEntry {
  readonly start: number;
  readonly end: number;
  readonly parent: number | undefined;
  readonly importance: number;
  readonly name: string | undefined;
  private readonly place: NodePlace;
  private written: string | undefined;

  constructor(place: NodePlace) {
    const { start, end, parent, node } = place;
    this.place = place;
    this.start = start;
    this.end = end;
    this.parent = parent;
    this.importance = importanceOf(node);
    this.name = node.kind === 'element' ? node.name : undefined;
  }

  get shape(): string {
    return this.name ?? '';
  }

  get source(): string {
    return decode(this.place.text.slice(this.start, this.end));
  }

  get line(): string {
    return (this.written ??= this.write());
  }

  private write(): string {
    const { node, writer } = this.place;
    const [first = ''] = writeNode(node, writer).split('\n', 1);
    return ' '.repeat(node.depth) + first;
  }
}

/** The lines of a long node below its first. */
function linesBelow(written: string, { start, end }: Place, text: string): readonly XmlEntry[] {
  const [, ...lines] = written.split('\n');
  const begins = beginsOfLines(text.slice(start, end), lines.length).map((at) => start + at);
  return lines.map((line, at) => ({
    line,
    source: decode(line.slice(GOES_ON.length)),
    name: undefined,
    start: begins[at] ?? start,
    end: Math.max((begins[at] ?? start) + 1, (begins[at + 1] ?? end + 1) - 1),
    importance: importanceOfLine(line),
    parent: undefined,
    shape: GOES_ON,
  }));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&#10;': '\n',
};

/** A question names things as they are called. */
function decode(source: string): string {
  return source.includes('&')
    ? source.replace(/&(?:quot|apos|lt|gt|amp|#10);/g, (entity) => ENTITIES[entity] ?? entity)
    : source;
}

function writeNode(node: XmlNode, writer: ElementWriter): string {
  if (node.kind === 'raw') return node.raw.replaceAll('\n', `\n${GOES_ON}`);
  const { name, words } = writer.write(node);
  return [name, ...words].join(' ') + writeText(node.text);
}

/** Where the last so many lines of a source begin; those above hold its start tag. */
function beginsOfLines(source: string, count: number): readonly number[] {
  const begins: number[] = [];
  let at = source.length;
  while (begins.length < count && at > 0) {
    at = source.lastIndexOf('\n', at - 1);
    if (at < 0) break;
    begins.push(at + 1);
  }
  return begins.toReversed();
}
