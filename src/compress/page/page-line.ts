// What browser tools print of a page: its accessibility tree, an element on each line, the inner ones further in.

/** An element, with everything as it is written: quotes and escapes included. */
export interface PageElement {
  readonly depth: number;
  /** "button"; empty for bare text of some tools. */
  readonly role: string;
  /** With its quotes; empty where there is none. */
  readonly name: string;
  /** ` [level=1]` */
  readonly attributes: string;
  /** What the agent calls it by when it clicks; may be empty. */
  readonly ref: string;
  /** The mouse pointer shows that it can be clicked. */
  readonly isPointer: boolean;
  /** Its only text. */
  readonly value: string | undefined;
  /** Where it leads. */
  readonly url: string | undefined;
}

/** A line that is no element as we know them, or goes on with the text of one: it stays as it is. */
export interface OtherLine {
  readonly depth: number;
  readonly raw: string;
  readonly goesOn?: true;
}

export type PageLine = PageElement | OtherLine;

export function isElement(line: PageLine): line is PageElement {
  return !('raw' in line);
}

/** How one tool writes elements, and how we write them shorter. */
export interface Dialect {
  /** Line ends in the names of a page are printed as they are. */
  readonly hasLongNames: boolean;
  /** Blanks for each level. */
  readonly step: number;
  /** Whether a line is one of the tree's, readable or not. */
  isOfTree(line: string): boolean;
  /** The element that begins at a line, and the line behind it. */
  read(lines: readonly string[], at: number): { readonly line: PageLine; readonly next: number };
  /** The lines that were read. `hasBelow`: others stand further in below it. */
  print(element: PageElement, hasBelow: boolean): readonly string[];
  /** Without indentation. */
  writeShort(element: PageElement): string;
  /** The inverse; undefined for a line that is not written so. */
  readShort(line: string): PageElement | undefined;
  /** What the short form means, by the signs that are used in it. */
  readonly signs: readonly { readonly meaning: string; isUsed(element: PageElement): boolean }[];
}

/** Stands before a line of the short form that goes on with the one above. */
export const GOES_ON = '|';

/** In the short form one blank for each step further in. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** A name in quotes, with escaped ones in it. */
export const NAME = String.raw`"(?:[^"\\]|\\.)*"`;
/** Stand for a name in the short form. */
export const SAME_NAME = '=';
export const NAME_BELOW = '~';
