// The inverse of the notation: rebuilds the original text from the rows and the spacing named in the first line.
import { jsonReader, parseValue, type JsonNode } from '../document/parse-json.ts';
import { readPreamble, type Preamble } from './preamble.ts';
import { layoutOf } from '../layout/layout.ts';
import { printTree, type Tree } from '../layout/print-tree.ts';
import { readForm } from './read-header.ts';
import { readRows, type LineReader } from './read-rows.ts';
import { readKey, readRest } from './read-value.ts';
import { quoteAs } from '../document/quote-styles.ts';
import { tailOf } from '../document/unfold-strings.ts';
import { keysOf } from '../document/shape.ts';

/** The text that a form of this folder was made from. */
export function restoreJson(text: string): string {
  const reader: LineReader = { text, at: 0, signs: new Map() };
  const preamble = readPreamble(nextLine(reader));
  for (let line = 0; line < preamble.signs; line++) readSign(reader, nextLine(reader));
  const aboveStart = reader.at;
  for (let line = 0; line < preamble.linesBefore; line++) nextLine(reader);
  const above = text.slice(aboveStart, reader.at - (preamble.isJoined ? 1 : 0));
  const body = preamble.isPlain ? readPlain(reader, preamble) : readNotation(reader, preamble);
  const below = text.slice(reader.at + (preamble.isContinued ? 1 : 0));
  return above + body + below;
}

/** The value that a form of rows was made from; undefined if the text is another form, or there is more in it. */
export function restoreTree(text: string): Tree | undefined {
  const reader: LineReader = { text, at: 0, signs: new Map() };
  const { signs, isPlain, isStream, linesBefore } = readPreamble(nextLine(reader));
  if (isPlain || isStream || linesBefore > 0) return undefined;
  for (let line = 0; line < signs; line++) readSign(reader, nextLine(reader));
  const tree = readValue(reader, nextLine(reader));
  return reader.at === text.length ? tree : undefined;
}

/** The next line without its end. The line end of the last line of the JSON belongs to what follows it. */
function nextLine(reader: LineReader): string {
  const line = peekLine(reader);
  reader.at = Math.min(reader.text.length, reader.at + line.length + 1);
  return line;
}

function peekLine({ text, at }: LineReader): string {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.slice(at) : text.slice(at, end);
}

function readSign(reader: LineReader, line: string): void {
  const equals = line.indexOf('=');
  reader.signs.set(line.slice(0, equals), line.slice(equals + 1));
}

function readPlain(
  reader: LineReader,
  { layout = layoutOf([]), isStream, open }: Preamble,
): string {
  const { text } = reader;
  const json = jsonReader(text);
  const printed: string[] = [];
  let end = reader.at;
  for (json.at = reader.at; ; json.at = end + 1) {
    const value = parseValue(json);
    if (value === undefined) break;
    const isLast = value.open > 0;
    printed.push(printTree(treeOf(text, value.node), layout, isLast ? open : 0));
    end = value.node.end;
    if (isLast || !isStream || !/^\n[[{]/.test(text.slice(end, end + 2))) break;
  }
  reader.at = end;
  return printed.join('\n');
}

function treeOf(text: string, node: JsonNode): Tree {
  if (node.kind !== 'array' && node.kind !== 'object') return text.slice(node.start, node.end);
  const items = node.items.map((item) => treeOf(text, item));
  return node.kind === 'object' ? { keys: keysOf(node.shape), items } : { items };
}

function readNotation(
  reader: LineReader,
  { layout = layoutOf([]), isStream, open }: Preamble,
): string {
  const tree = readValue(reader, nextLine(reader));
  // The line end behind the JSON is not part of it.
  if (reader.text[reader.at - 1] === '\n') reader.at--;
  if (!isStream || typeof tree === 'string') return printTree(tree, layout, open);
  const last = tree.items.length - 1;
  return tree.items
    .map((item, index) => printTree(item, layout, index === last ? open : 0))
    .join('\n');
}

const TABLE_HEAD = /^([[{])(\d+) rows[\]}] /;

function readValue(reader: LineReader, line: string): Tree {
  if (line === '{' || line === '[') return readBlock(reader, line);
  if (line.startsWith("'")) return readQuotedValue(reader, line);
  const head = TABLE_HEAD.exec(line);
  if (head === null) return readRest(line);
  const byKey = head[1] === '{';
  const form = readForm({ line, at: head[0].length }, byKey);
  return readRows(reader, { form, count: Number(head[2]), depth: 0 });
}

/** The lexeme of a string from the value in it. */
function readQuotedValue(reader: LineReader, line: string): string {
  const end = line.indexOf("' ", 1);
  const words = line.slice(1, end).split(', ');
  const content = printTree(readValue(reader, line.slice(end + 2)), layoutOf(words));
  return quoteAs(words, content + tailOf(words));
}

function readBlock(reader: LineReader, opening: '{' | '['): Tree {
  const closing = opening === '{' ? '}' : ']';
  const keys: string[] = [];
  const items: Tree[] = [];
  while (reader.at < reader.text.length) {
    const line = nextLine(reader);
    if (line === closing) break;
    if (opening === '[') {
      items.push(readValue(reader, line));
      continue;
    }
    const cursor = { line, at: 0 };
    keys.push(readKey(cursor));
    items.push(readValue(reader, line.slice(cursor.at + 1)));
  }
  return opening === '{' ? { keys, items } : { items };
}
