// Snapshots of the Chrome DevTools MCP server: `  uid=1_8 link "Docs" url="https://example.com/docs"`.
import {
  indentOf,
  NAME,
  NAME_BELOW,
  SAME_NAME,
  type Dialect,
  type PageElement,
} from './page-line.ts';

const WORDS = String.raw`(?: (?<role>[A-Za-z]+))?(?: (?<name>${NAME}|[${SAME_NAME}${NAME_BELOW}]))?(?<attributes>(?: [A-Za-z-]+(?:="[^"]*")?)*?)`;
const LINE = new RegExp(
  String.raw`^(?: {2})*uid=(?<ref>\d+_\d+)${WORDS}(?: url="(?<url>[^"\s]*)")?$`,
);
const SHORT = new RegExp(String.raw`^(?<ref>\d+_\d+)${WORDS}(?: > (?<url>\S*))?$`);

export const devTools: Dialect = {
  hasLongNames: true,
  step: 2,
  isOfTree: (line) => /^ *uid=/.test(line),
  read(lines, at) {
    const raw = lines[at] ?? '';
    const depth = indentOf(raw) / 2;
    const element = elementOf(LINE.exec(raw), depth);
    // Only a name in quotes is one here.
    const isPlain = element !== undefined && element.name.length !== 1;
    return { line: isPlain ? element : { depth, raw }, next: at + 1 };
  },
  print: (element) => {
    const { depth, url } = element;
    const leads = url === undefined ? '' : ` url="${url}"`;
    return [`${'  '.repeat(depth)}uid=${wordsOf(element)}${leads}`];
  },
  writeShort: (element) =>
    wordsOf(element) + (element.url === undefined ? '' : ` > ${element.url}`),
  readShort: (line) => elementOf(SHORT.exec(line), 0),
  signs: [
    { meaning: '1_5: uid=1_5', isUsed: () => true },
    { meaning: '>: url', isUsed: ({ url }) => url !== undefined },
  ],
};

function elementOf(found: RegExpExecArray | null, depth: number): PageElement | undefined {
  if (found === null) return undefined;
  const { role = '', name = '', attributes = '', ref = '', url } = found.groups ?? {};
  return { depth, role, name, attributes, ref, isPointer: false, value: undefined, url };
}

function wordsOf({ role, name, attributes, ref }: PageElement): string {
  return [ref, role, name].filter((word) => word !== '').join(' ') + attributes;
}
