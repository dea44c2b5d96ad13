// Sets values in a JSON text and takes exactly these out again. Everything else keeps its bytes: comments, order, spacing.
import { isDeepStrictEqual } from 'node:util';
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type FormattingOptions,
  type JSONPath,
  type ParseError,
} from 'jsonc-parser';
import type { SettingChange, SettingPath } from './config-edit.ts';

/** A change as it was made, with what is needed to take it back. */
export interface MadeChange extends SettingChange {
  /** Absent: there was nothing. */
  readonly previous?: { readonly value: unknown };
  /** How many of the names in `at` were there already. */
  readonly depthBefore: number;
}

export interface EditedText {
  readonly text: string;
  readonly made: readonly MadeChange[];
}

/** Undefined when the text is not a JSON object that can be edited. No text counts as an empty object. */
export function setInJson(
  text: string | undefined,
  changes: readonly SettingChange[],
): EditedText | undefined {
  let edited = text === undefined || text.trim() === '' ? '{}\n' : text;
  const made: MadeChange[] = [];
  for (const { at, value } of changes) {
    const tree = readTree(edited);
    if (tree === undefined || isThroughNonObject(edited, at)) return undefined;
    const node = findNodeAtLocation(tree, [...at]);
    made.push({
      at,
      value,
      depthBefore: depthOf(edited, at),
      ...(node === undefined ? {} : { previous: { value: getNodeValue(node) as unknown } }),
    });
    edited = put(edited, [...at], value);
  }
  return { text: edited, made };
}

/** Takes changes back whose value still stands; what somebody else has put there since stays. */
export function takeOutOfJson(text: string, made: readonly MadeChange[]): string {
  return [...made].reverse().reduce(takeOneOut, text);
}

function takeOneOut(text: string, change: MadeChange): string {
  const tree = readTree(text);
  const node = tree && findNodeAtLocation(tree, [...change.at]);
  if (node === undefined || !isDeepStrictEqual(getNodeValue(node), change.value)) return text;
  if (change.previous !== undefined) return put(text, [...change.at], change.previous.value);
  return removeEmptied(put(text, [...change.at], undefined), change);
}

/** Objects that were made to hold the value go with it, unless something else is in them by now. */
function removeEmptied(text: string, { at, depthBefore }: MadeChange): string {
  let cleaned = text;
  for (let depth = at.length - 1; depth > depthBefore; depth -= 1) {
    const path = [...at.slice(0, depth)];
    const tree = readTree(cleaned);
    const node = tree && findNodeAtLocation(tree, path);
    if (node?.type !== 'object' || (node.children ?? []).length > 0) return cleaned;
    cleaned = put(cleaned, path, undefined);
  }
  return cleaned;
}

function put(text: string, at: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, at, value, { formattingOptions: formatOf(text) }));
}

/** Undefined when the text is broken, or not an object. */
function readTree(text: string): ReturnType<typeof parseTree> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && tree?.type === 'object' ? tree : undefined;
}

/** How many leading names of a path exist. */
function depthOf(text: string, at: SettingPath): number {
  const tree = readTree(text);
  if (tree === undefined) return 0;
  const missing = at.findIndex((_, index) => !findNodeAtLocation(tree, at.slice(0, index + 1)));
  return missing === -1 ? at.length : missing;
}

function isThroughNonObject(text: string, at: SettingPath): boolean {
  const tree = readTree(text);
  return at.slice(0, -1).some((_, index) => {
    const node = tree && findNodeAtLocation(tree, at.slice(0, index + 1));
    return node !== undefined && node.type !== 'object';
  });
}

/** Indentation and line ends as the file has them. */
function formatOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return {
    insertSpaces,
    tabSize: insertSpaces ? indent.length : 4,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
