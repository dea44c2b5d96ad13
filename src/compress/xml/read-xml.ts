// Reads an XML text into its nodes, as far as it can be read: what cannot be written anew so that it comes back stays as it is.
import { readTag, type StartTag } from './read-tag.ts';
import { endGap, gapText, type Gap, type XmlLayout, type XmlNode } from './xml-node.ts';

/** Where something stands in the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface XmlReading {
  readonly nodes: readonly XmlNode[];
  /** Of each node where it stands: of one with others in it, its start tag. */
  readonly places: readonly Place[];
  /** Behind the last node. */
  readonly end: number;
  /** So many elements around the last node have no end tag: the text breaks off. */
  readonly openCount: number;
}

/** An element whose end tag has not come. */
interface Frame {
  readonly name: string;
  readonly start: number;
  /** Its place among the nodes. */
  readonly index: number;
  readonly gap: Gap;
  lastInner: Gap;
  /** It is kept as it is, with all that stands in it. */
  isOdd: boolean;
}

/** Reads from a place on to where the text stops being XML. */
export function readXml(xml: string, start: number, layout: XmlLayout): XmlReading {
  return new Reader(xml, start, layout).read();
}

class Reader {
  private readonly nodes: XmlNode[] = [];
  private readonly places: { start: number; end: number }[] = [];
  private readonly open: Frame[] = [];
  private readonly attributesOf = new Map<string, readonly string[]>();
  private readonly xml: string;
  private readonly layout: XmlLayout;
  private at: number;
  /** Behind the last thing that was read. */
  private end: number;

  constructor(xml: string, start: number, layout: XmlLayout) {
    this.xml = xml;
    this.layout = layout;
    this.at = start;
    this.end = start;
  }

  read(): XmlReading {
    while (this.readNext()) this.end = this.at;
    this.closeOff();
    const { nodes, places, end, open } = this;
    return { nodes, places, end, openCount: open.length };
  }

  private readNext(): boolean {
    const { xml, open } = this;
    const next = xml.indexOf('<', this.at);
    if (next < 0) return false;
    const between = xml.slice(this.at, next);
    if (between.trim() !== '') {
      const frame = open.at(-1);
      if (frame === undefined) return false;
      frame.isOdd = true;
    }
    if (xml[next + 1] === '/') return this.readEnd(next, between);
    const gap = this.gapOf(between, open.length);
    const frame = open.at(-1);
    if (gap === undefined) {
      if (frame === undefined) return false;
      frame.isOdd = true;
    } else if (frame !== undefined) frame.lastInner = gap;
    return xml[next + 1] === '!' || xml[next + 1] === '?'
      ? this.readRaw(next, gap ?? 0)
      : this.readStart(next, gap ?? 0);
  }

  /** Most tags of a name have the same attributes: they share one list. */
  private known({ name, attributes }: StartTag): readonly string[] {
    const last = this.attributesOf.get(name);
    if (last?.length === attributes.length && last.every((one, at) => one === attributes[at]))
      return last;
    this.attributesOf.set(name, attributes);
    return attributes;
  }

  private readRaw(start: number, gap: Gap): boolean {
    const { xml, open } = this;
    const [, closing] = RAW_ENDS.find(([begin]) => xml.startsWith(begin, start)) ?? [];
    const last = closing === undefined ? -1 : xml.indexOf(closing, start);
    if (closing === undefined || last < 0) return false;
    this.at = last + closing.length;
    const raw = xml.slice(start, this.at);
    if (raw.startsWith('<!D') && raw.includes('[')) return false;
    this.add({ kind: 'raw', depth: open.length, gap, raw }, { start, end: this.at });
    return true;
  }

  private readStart(start: number, gap: Gap): boolean {
    const { xml, open } = this;
    const tag = readTag(xml, start, this.layout);
    if (tag === undefined || open.length > DEEPEST) return false;
    const depth = open.length;
    const { name, values } = tag;
    const attributes = this.known(tag);
    const text = tag.isEmpty ? undefined : textOf(xml, tag);
    const end = text === undefined ? tag.end : tag.end + text.length + name.length + 3;
    const place = { start, end };
    this.at = end;
    const isClosed = tag.isEmpty || text !== undefined;
    if (isClosed && tag.isOdd)
      this.add({ kind: 'raw', depth, gap, raw: xml.slice(start, end) }, place);
    else if (text === undefined)
      this.add({ kind: 'element', depth, gap, name, attributes, values }, place);
    else this.add({ kind: 'element', depth, gap, name, attributes, values, text }, place);
    const index = this.nodes.length - 1;
    if (!isClosed) open.push({ name, start, index, gap, lastInner: 0, isOdd: tag.isOdd });
    return true;
  }

  private readEnd(start: number, between: string): boolean {
    const { xml, open } = this;
    const frame = open.at(-1);
    if (frame === undefined || !xml.startsWith(`${frame.name}>`, start + 2)) return false;
    open.pop();
    this.at = start + frame.name.length + 3;
    const gap = this.gapOf(between, open.length);
    if (frame.isOdd || gap !== endGap(frame.lastInner)) this.keepAsItIs(frame);
    return true;
  }

  /** The number of line ends; undefined where it is indented in another way than the rest. */
  private gapOf(between: string, depth: number): Gap | undefined {
    if (between === '') return 0;
    let gap = 0;
    while (between[gap] === '\n') gap++;
    return between === gapText(gap, depth, this.layout) ? gap : undefined;
  }

  private add(node: XmlNode, place: Place): void {
    this.nodes.push(node);
    this.places.push(place);
  }

  private keepAsItIs({ index, start, gap }: Frame): void {
    this.dropFrom(index);
    const raw = this.xml.slice(start, this.at);
    this.add({ kind: 'raw', depth: this.open.length, gap, raw }, { start, end: this.at });
  }

  /** The text breaks off: nothing may be left of an element that cannot be written, or that nothing is known to be in. */
  private closeOff(): void {
    const odd = this.open.findIndex(({ isOdd }) => isOdd);
    if (odd >= 0) this.dropOpen(odd);
    while (this.open.length > 0 && this.open.at(-1)?.index === this.nodes.length - 1)
      this.dropOpen(this.open.length - 1);
  }

  private dropOpen(from: number): void {
    const frame = this.open[from];
    this.open.length = from;
    if (frame === undefined) return;
    this.dropFrom(frame.index);
    this.end = frame.start - gapText(frame.gap, from, this.layout).length;
  }

  private dropFrom(index: number): void {
    this.nodes.length = index;
    this.places.length = index;
  }
}

/** Nothing that a tool prints is deeper. */
const DEEPEST = 200;

const RAW_ENDS = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!DOCTYPE', '>'],
  ['<![CDATA[', ']]>'],
] as const;

const CDATA = '<![CDATA[';

/** All that stands between a start tag and its end tag, if that is no other element. */
function textOf(xml: string, { name, end }: StartTag): string | undefined {
  let at = xml.indexOf('<', end);
  while (at >= 0 && xml.startsWith(CDATA, at)) {
    const closing = xml.indexOf(']]>', at);
    if (closing < 0) return undefined;
    at = xml.indexOf('<', closing);
  }
  return at >= 0 && xml.startsWith(`</${name}>`, at) ? xml.slice(end, at) : undefined;
}
