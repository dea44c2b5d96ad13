// JSON inside strings becomes values of the document. Their nodes lie behind the text, in `source`, so that every node is a
// span of one string. A string is unfolded only if its lexeme can be put together again from the value.
import { findLayout } from '../layout/find-layout.ts';
import { layoutWords } from '../layout/layout.ts';
import {
  jsonReader,
  parseValue,
  skipSpace,
  type JsonReader,
  type JsonScalar,
} from './parse-json.ts';
import { quoteStyleOf, quoteWords } from './quote-styles.ts';

/** Where the content of a string was put. */
export interface Unfolded {
  readonly string: JsonScalar;
  /** In the source. */
  readonly start: number;
  readonly end: number;
}

export interface Source {
  readonly source: string;
  /** In the order of their places in the source. */
  readonly unfolded: readonly Unfolded[];
}

/** JSON in JSON in JSON. */
const MOST_ROUNDS = 3;
/** More strings of this kind are the cells of a table. */
const MOST_STRINGS = 64;

/** Looks into the long strings that a reader has met. */
export function unfoldStrings(reader: Pick<JsonReader, 'text' | 'suspects'>): Source {
  let source = reader.text;
  let { suspects } = reader;
  const unfolded: Unfolded[] = [];
  for (let round = 0; round < MOST_ROUNDS && suspects.length > 0; round++) {
    if (suspects.length > MOST_STRINGS) break;
    const decoded = suspects.flatMap((string) => decode(source, string));
    const next = append(source, decoded);
    if (next === undefined) break;
    ({ source, suspects } = next);
    unfolded.push(...next.unfolded);
  }
  return { source, unfolded };
}

interface Decoded {
  readonly string: JsonScalar;
  readonly content: string;
  readonly style: string;
}

function decode(source: string, string: JsonScalar): readonly Decoded[] {
  const lexeme = source.slice(string.start, string.end);
  const content = contentOf(lexeme);
  const style = content === undefined ? undefined : quoteStyleOf(lexeme, content);
  return content === undefined || style === undefined ? [] : [{ string, content, style }];
}

function contentOf(lexeme: string): string | undefined {
  try {
    return String(JSON.parse(lexeme));
  } catch (error) {
    // Control characters may not stand bare in a string, and some writers do not care.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Appended = Source & { readonly suspects: JsonScalar[] };

function append(source: string, decoded: readonly Decoded[]): Appended | undefined {
  if (decoded.length === 0) return undefined;
  const extended = [source, ...decoded.map(({ content }) => content)].join('\n');
  const reader = jsonReader(extended);
  const unfolded: Unfolded[] = [];
  let start = source.length + 1;
  for (const each of decoded) {
    const end = start + each.content.length;
    if (unfold(reader, each, start)) unfolded.push({ string: each.string, start, end });
    start = end + 1;
  }
  return { source: extended, unfolded, suspects: reader.suspects };
}

function unfold(reader: JsonReader, { string, content, style }: Decoded, start: number): boolean {
  reader.at = start;
  const value = parseValue(reader);
  if (value === undefined || value.open > 0) return false;
  const end = start + content.length;
  const { node } = value;
  if (skipSpace(reader.text, node.end) < end) return false;
  const { text } = reader;
  const layout = findLayout({ source: text, root: node, isStream: false, start, end, open: 0 });
  if (layout === undefined) return false;
  const tail = text.slice(node.end, end);
  const tailWords = tail === '' ? [] : [`tail ${JSON.stringify(tail)}`];
  string.inside = {
    root: node,
    words: [...layoutWords(layout), ...quoteWords(style), ...tailWords],
  };
  return true;
}

/** The space behind the value, from the words of a string. */
export function tailOf(words: readonly string[]): string {
  const word = words.find((candidate) => candidate.startsWith('tail '));
  return word === undefined ? '' : String(JSON.parse(word.slice('tail '.length)));
}
