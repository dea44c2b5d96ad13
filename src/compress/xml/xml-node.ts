// What an XML text consists of, in the order of the text: elements, and what is left as it is written.

/** An element, with entities as they are written. */
export interface XmlElement {
  readonly kind: 'element';
  readonly depth: number;
  readonly gap: Gap;
  readonly name: string;
  readonly attributes: readonly string[];
  /** Of each attribute its value, without quotes. */
  readonly values: readonly string[];
  /** What stands in it where that is no other element; absent: elements, or nothing at all. */
  readonly text?: string;
}

/** Comments, instructions, doctypes, and elements that are written in a way of their own. */
export interface XmlRaw {
  readonly kind: 'raw';
  readonly depth: number;
  readonly gap: Gap;
  readonly raw: string;
}

export type XmlNode = XmlElement | XmlRaw;

/** So many line ends stand before it. */
export type Gap = number;

/** How the whole text is written. */
export interface XmlLayout {
  /** Each node begins on a line of its own. */
  readonly isBroken: boolean;
  /** What each level is indented by. */
  readonly step: string;
  /** So many levels are not indented. */
  readonly flatLevels: number;
  /** What stands before an attribute. */
  readonly attributeGap: string;
  readonly quote: '"' | "'";
  readonly emptyEnd: '/>' | ' />';
}

/** What stands between a node and the one before. */
export function gapText(gap: Gap, depth: number, layout: XmlLayout): string {
  if (gap === 0) return '';
  return '\n'.repeat(gap) + indentOf(depth, layout);
}

function indentOf(depth: number, { isBroken, step, flatLevels }: XmlLayout): string {
  return isBroken ? step.repeat(Math.max(0, depth - flatLevels)) : '';
}

/** An end tag stands on a line of its own where the last inner node does. */
export function endGap(lastInner: Gap): Gap {
  return Math.min(1, lastInner);
}
