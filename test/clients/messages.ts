// Reads the bodies that reached the provider: what the tools answered, and whether a request continues the one before.
import type { JsonDocument, JsonNode } from '../../src/json/document.ts';
import { parseJson } from '../../src/json/parse.ts';
import { itemsOf, member } from '../../src/json/read.ts';
import type { Block, MessagesBody } from '../helpers/scripted-anthropic.ts';

/** The text of every tool result, in order. */
export function toolResults(body: MessagesBody | undefined): readonly string[] {
  return (body?.messages ?? [])
    .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
    .filter((block) => block.type === 'tool_result')
    .map((block) => textOf(block.content ?? ''));
}

function textOf(content: string | readonly Block[]): string {
  return typeof content === 'string' ? content : content.map((block) => block.text ?? '').join('');
}

/**
 * Where a request does not repeat the tools, the system and the messages of the one before, byte for byte. What the client
 * itself moves is left out: the marks for the provider's cache, and whether a text stands alone or in a list of one.
 */
export function prefixDifferences(
  earlier: Buffer,
  later: Buffer,
  { turnsIn, fixedParts }: RepeatedParts = { turnsIn: 'messages', fixedParts: FIXED },
): readonly string[] {
  const [before, after] = [read(earlier), read(later)];
  const parts = fixedParts.map((name): readonly [string, boolean] => [
    name,
    formOf(before, member(before.root, name)) === formOf(after, member(after.root, name)),
  ]);
  const repeated = itemsOf(member(after.root, turnsIn));
  const messages = itemsOf(member(before.root, turnsIn)).map(
    (message, index): readonly [string, boolean] => [
      `${turnsIn}[${index}]`,
      formOf(before, message) === formOf(after, repeated[index]),
    ],
  );
  return [...parts, ...messages].filter(([, equal]) => !equal).map(([name]) => name);
}

/** What of a body the next one repeats. */
export interface RepeatedParts {
  /** The list of turns, which grows. */
  readonly turnsIn: string;
  /** What stays as it is. */
  readonly fixedParts: readonly string[];
}

const FIXED = ['model', 'tools', 'system'];

function read(bytes: Buffer): JsonDocument {
  const parsed = parseJson(bytes);
  if (!parsed.ok) throw new Error(`The body is ${parsed.reason}.`);
  return parsed.document;
}

function formOf({ bytes }: JsonDocument, node: JsonNode | undefined): string | undefined {
  return node && normalForm(bytes, node);
}

/** Leaves keep their bytes; only the client's own moves are taken out. */
function normalForm(bytes: Buffer, node: JsonNode): string {
  if (node.items !== undefined) {
    return `[${node.items.map((item) => normalForm(bytes, item)).join(',')}]`;
  }
  if (node.members === undefined) return bytes.toString('latin1', node.start, node.end);
  const kept = node.members.filter(([name]) => name !== 'cache_control');
  const shown = kept.map(([name, value]) => {
    const form = normalForm(bytes, value);
    const alone = name === 'content' && value.kind === 'string';
    return `${name}:${alone ? `[{type:"text",text:${form}}]` : form}`;
  });
  return `{${shown.join(',')}}`;
}
