// Where the XML of a text begins: tools say a line or two about it first.
import { START } from './xml-head.ts';

const FIRST_TAG = /(?:^|\n)(?=<[A-Za-z_?!])/;

/** The place of its first tag; undefined where there is none, or the text was shortened already. */
export function findStart(text: string): number | undefined {
  if (isWritten(text)) return undefined;
  const found = FIRST_TAG.exec(text);
  return found === null ? undefined : found.index + found[0].length;
}

/** Whether a text is in the short form. */
export function isWritten(text: string): boolean {
  return text.startsWith(START) || text.includes(`\n${START}`);
}
