// Snapshots of Playwright's MCP server: `  - link "Docs" [ref=e12] [cursor=pointer]:` with `- /url: /docs` below.
import {
  indentOf,
  NAME,
  NAME_BELOW,
  SAME_NAME,
  type Dialect,
  type PageElement,
} from './page-line.ts';

const LINE = new RegExp(
  String.raw`^((?: {2})*)- (/?[A-Za-z]+)(?: (${NAME}))?((?: \[[^\]]*\])*)(:)?(?:(?<=:) (.*))?$`,
);
const REF = String.raw`(?:f\d+)?e\d+`;
const ATTRIBUTES = new RegExp(
  String.raw`^((?: \[(?!ref=|cursor=)[^\]]*\])*)(?: \[ref=(${REF})\])?( \[cursor=pointer\])?$`,
);
const URL_LINE = /^ *- \/url: (.+)$/;

export const playwright: Dialect = {
  hasLongNames: false,
  step: 2,
  isOfTree: (line) => /^ *- /.test(line),
  read(lines, at) {
    const raw = lines[at] ?? '';
    const depth = indentOf(raw) / 2;
    const other = { line: { depth, raw }, next: at + 1 };
    const found = LINE.exec(raw);
    const attributes = ATTRIBUTES.exec(found?.[4] ?? '');
    const [, , role = '', name = '', , colon, value] = found ?? [];
    if (found === null || attributes === null || value === SAME_NAME) return other;
    const next = lines[at + 1] ?? '';
    const hasBelow = playwright.isOfTree(next) && indentOf(next) > indentOf(raw);
    if ((colon !== undefined) !== (hasBelow || value !== undefined)) return other;
    const isUrl = hasBelow && value === undefined && indentOf(next) === indentOf(raw) + 2;
    const url = isUrl ? URL_LINE.exec(next)?.[1] : undefined;
    const [, others = '', ref = '', pointer] = attributes;
    const isPointer = pointer !== undefined;
    const element = { depth, role, name, attributes: others, ref, isPointer, value, url };
    return { line: element, next: url === undefined ? at + 1 : at + 2 };
  },
  print(element, hasBelow) {
    const { depth, role, name, attributes, ref, isPointer, value, url } = element;
    const indent = '  '.repeat(depth);
    const colon = value === undefined && (hasBelow || url !== undefined) ? ':' : '';
    const line = [
      `${indent}- ${role}`,
      name && ` ${name}`,
      attributes,
      ref && ` [ref=${ref}]`,
      isPointer ? ' [cursor=pointer]' : '',
      value === undefined ? colon : `: ${value}`,
    ].join('');
    return url === undefined ? [line] : [line, `${indent}  - /url: ${url}`];
  },
  writeShort(element) {
    const { role, name, attributes, ref, isPointer, value, url } = element;
    const shown = isBareText(element) || isPlainGeneric(element) ? '' : role;
    const words = [shown, name].filter((word) => word !== '').join(' ') + attributes;
    return [
      words,
      words !== '' && ref !== '' ? ' ' : '',
      ref,
      isPointer ? '*' : '',
      value === undefined ? '' : `: ${value}`,
      url === undefined ? '' : ` > ${url}`,
    ].join('');
  },
  readShort(line) {
    const found = BARE_TEXT.exec(line) ?? PLAIN_GENERIC.exec(line) ?? SHORT.exec(line);
    if (found === null) return undefined;
    const { role, name = '', attributes = '', ref = '', pointer, value, url } = found.groups ?? {};
    const silent = ref === '' ? 'text' : 'generic';
    const isPointer = pointer !== undefined;
    return { depth: 0, role: role ?? silent, name, attributes, ref, isPointer, value, url };
  },
  signs: [
    { meaning: 'e5: [ref=e5]', isUsed: ({ ref }) => ref !== '' },
    { meaning: '*: [cursor=pointer]', isUsed: ({ isPointer }) => isPointer },
    { meaning: 'no role: generic, or text without a ref', isUsed: isSilent },
    { meaning: '>: /url', isUsed: ({ url }) => url !== undefined },
  ],
};

const REST = String.raw`(?<pointer>\*)?(?:: (?<value>.*)| > (?<url>.*))?$`;
const BARE_TEXT = /^: (?<value>.*)$/;
const PLAIN_GENERIC = new RegExp(`^(?<ref>${REF})${REST}`);
const SHORT = new RegExp(
  String.raw`^(?<role>/?[A-Za-z]+)(?: (?<name>${NAME}|[${SAME_NAME}${NAME_BELOW}]))?(?<attributes>(?: \[[^\]]*\])*)(?: (?<ref>${REF}))?${REST}`,
);

function isSilent(element: PageElement): boolean {
  return isBareText(element) || isPlainGeneric(element);
}

/** Text between elements. */
function isBareText({ role, name, attributes, ref, value }: PageElement): boolean {
  return role === 'text' && name + attributes + ref === '' && value !== undefined;
}

function isPlainGeneric({ role, name, attributes, ref }: PageElement): boolean {
  return role === 'generic' && name + attributes === '' && ref !== '';
}
