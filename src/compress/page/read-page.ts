// Pages as Claude's browser extension gives them: `link "Docs" [ref_5] href="/docs"`, one blank further in for each level.
import {
  indentOf,
  NAME,
  NAME_BELOW,
  SAME_NAME,
  type Dialect,
  type PageElement,
} from './page-line.ts';

const ROLE = String.raw`(?<role>[A-Za-z]+)`;
const ATTRIBUTES = String.raw`(?<attributes>(?: [A-Za-z-]+="[^"]*")*)`;
const LINE = new RegExp(
  String.raw`^ *${ROLE}(?: (?<name>${NAME}))? \[(?<ref>ref_\d+)\](?: href="(?<url>[^"\s]*)")?${ATTRIBUTES}$`,
);
const SHORT = new RegExp(
  String.raw`^${ROLE}(?: (?<name>${NAME}|[${SAME_NAME}${NAME_BELOW}]))? (?<ref>ref_\d+)${ATTRIBUTES}(?: > (?<url>\S*))?$`,
);

export const readPage: Dialect = {
  hasLongNames: false,
  step: 1,
  isOfTree: (line) => /^ *[A-Za-z]+(?: ".*")? \[ref_\d+\]/.test(line),
  read(lines, at) {
    const raw = lines[at] ?? '';
    const depth = indentOf(raw);
    return { line: elementOf(LINE.exec(raw), depth) ?? { depth, raw }, next: at + 1 };
  },
  print({ depth, role, name, ref, url, attributes }) {
    const leads = url === undefined ? '' : ` href="${url}"`;
    return [`${' '.repeat(depth)}${wordsOf(role, name, `[${ref}]`)}${leads}${attributes}`];
  },
  writeShort: ({ role, name, ref, url, attributes }) =>
    wordsOf(role, name, ref) + attributes + (url === undefined ? '' : ` > ${url}`),
  readShort: (line) => elementOf(SHORT.exec(line), 0),
  signs: [
    { meaning: 'ref_5: [ref_5]', isUsed: ({ ref }) => ref !== '' },
    { meaning: '>: href', isUsed: ({ url }) => url !== undefined },
  ],
};

function elementOf(found: RegExpExecArray | null, depth: number): PageElement | undefined {
  if (found === null) return undefined;
  const { role = '', name = '', attributes = '', ref = '', url } = found.groups ?? {};
  return { depth, role, name, attributes, ref, isPointer: false, value: undefined, url };
}

function wordsOf(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}
