// One start tag of an XML text.
import type { XmlLayout } from './xml-node.ts';

export interface StartTag {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly values: readonly string[];
  /** `<a/>` */
  readonly isEmpty: boolean;
  /** Not written as most tags are: what it stands for must be kept as it is. */
  readonly isOdd: boolean;
  readonly end: number;
}

/** Without the signs of the short form. */
const NAME = /<([^\s<>/=:"'|+*[\]!?&,;@^][^\s<>/="'|*&,;]*)/y;
const ATTRIBUTE = /(\s+)([^\s<>/="'?^]+)=("[^"<\n]*"|'[^'<\n]*')/y;
const ANY_TAG = /<[^\s<>/!?][^\s<>/]*(?:[^<>"']|"[^"]*"|'[^']*')*>/y;

/** The tag that begins at a place; undefined where none does. */
export function readTag(xml: string, at: number, layout: XmlLayout): StartTag | undefined {
  NAME.lastIndex = at;
  const name = NAME.exec(xml)?.[1];
  if (name === undefined || name.endsWith(':')) return readOddTag(xml, at);
  const attributes: string[] = [];
  const values: string[] = [];
  let end = at + 1 + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(xml);
    if (found === null) break;
    const [whole, gap, attribute = '', value = ''] = found;
    if (gap !== layout.attributeGap || value[0] !== layout.quote) return readOddTag(xml, at);
    attributes.push(attribute);
    values.push(value.slice(1, -1));
    end += whole.length;
  }
  const isEmpty = xml.startsWith(layout.emptyEnd, end);
  if (!isEmpty && xml[end] !== '>') return readOddTag(xml, at);
  end += isEmpty ? layout.emptyEnd.length : 1;
  return { name, attributes, values, isEmpty, isOdd: false, end };
}

function readOddTag(xml: string, at: number): StartTag | undefined {
  ANY_TAG.lastIndex = at;
  const tag = ANY_TAG.exec(xml)?.[0];
  if (tag === undefined) return undefined;
  return {
    name: /^<([^\s<>/]+)/.exec(tag)?.[1] ?? '',
    attributes: [],
    values: [],
    isEmpty: tag.endsWith('/>'),
    isOdd: true,
    end: at + tag.length,
  };
}
