// `page-short`, exact: a page's accessibility tree without the notation that repeats on every line. What an agent clicks by stays.
import { provenForm } from '../proven-form.ts';
import { giveNumbers, takeNumbers } from './line-numbers.ts';
import { isHead, prefixIn, writeHead } from './page-head.ts';
import { GOES_ON, indentOf, isElement, type Dialect, type PageLine } from './page-line.ts';
import { DIALECTS, readPageTree } from './page-tree.ts';
import { giveNames, shareNames } from './shared-names.ts';
import { addUrlPrefix, cutUrlPrefix, findUrlPrefix } from './url-prefix.ts';

/** The short form has more than half of the tokens. */
const MOST_PER_TOKEN = 10;

export const pageShort = provenForm({
  name: 'page-short',
  accepts: ['page'],
  mostPerToken: MOST_PER_TOKEN,
  shorten,
  expand,
});

function shorten(text: string): string | undefined {
  const { lines: bare, note } = takeNumbers(text.split('\n'));
  const tree = readPageTree(bare);
  if (tree === undefined) return undefined;
  const { dialect, above, below } = tree;
  const read = tree.lines.map(({ line }) => line);
  const urlPrefix = findUrlPrefix(read);
  const lines = shareNames(read).map((line) => cutUrlPrefix(line, urlPrefix));
  const written = lines.map((line) => writeLine(line, dialect));
  return [...above, writeHead({ dialect, lines, urlPrefix, note }), ...written, ...below].join(
    '\n',
  );
}

/** What is no element stays as it is, indentation included. */
export function writeLine(line: PageLine, dialect: Dialect): string {
  if (isElement(line)) return ' '.repeat(line.depth) + dialect.writeShort(line);
  return line.goesOn === true ? GOES_ON + line.raw : line.raw;
}

function expand(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex(isHead);
  const dialect = DIALECTS.find((one) => readShort(lines[at + 1] ?? '', one) !== undefined);
  if (at < 0 || dialect === undefined) return text;
  const prefix = prefixIn(lines[at] ?? '');
  const short: PageLine[] = [];
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = readShort(lines[end] ?? '', dialect, short.at(-1)?.depth);
    if (line === undefined) break;
    short.push(addUrlPrefix(line, prefix));
  }
  const given = giveNames(short);
  const printed = given.flatMap((line, index) => {
    const hasBelow = (given[index + 1]?.depth ?? 0) > line.depth;
    return isElement(line) ? dialect.print(line, hasBelow) : [line.raw];
  });
  const all = [...lines.slice(0, at), ...printed, ...lines.slice(end)];
  return giveNumbers(all, lines[at] ?? '').join('\n');
}

function readShort(line: string, dialect: Dialect, depthAbove = 0): PageLine | undefined {
  if (line.startsWith(GOES_ON)) return { depth: depthAbove, raw: line.slice(1), goesOn: true };
  const indent = indentOf(line);
  if (dialect.isOfTree(line)) return { depth: indent / dialect.step, raw: line };
  const element = dialect.readShort(line.slice(indent));
  return element === undefined ? undefined : { ...element, depth: indent };
}
