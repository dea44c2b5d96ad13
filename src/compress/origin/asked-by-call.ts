// What a call asks of the text it fetches, in words: tools that read pages take a prompt beside the address.
import type { OriginUse } from './origin.ts';
import type { ToolInput } from './tool-input.ts';

const NAMES = ['prompt', 'question', 'query'];

/** The words of a call that fetches something; undefined where it only says what to fetch. */
export function askedByCall(use: OriginUse, input: ToolInput | undefined): string | undefined {
  if (use !== 'fetch' || input === undefined) return undefined;
  const words = NAMES.map((name) => input[name]).filter((value) => typeof value === 'string');
  return words.length === 0 ? undefined : words.join('\n');
}
