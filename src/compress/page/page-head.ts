// The line that says how a page is written, and names what the rest leaves out.
import { isElement, NAME_BELOW, SAME_NAME, type Dialect, type PageLine } from './page-line.ts';
import { PREFIX } from './url-prefix.ts';

const START = '[page snapshot, written shorter';
const HEAD = /^\[page snapshot, written shorter(?:, (?:[^[\]]|\[[^\]]*\])*)?\]$/;
const NAMED_PREFIX = /, \^: (\S+)\]$/;

export interface HeadOptions {
  readonly dialect: Dialect;
  /** As they are written, with signs for names and addresses. */
  readonly lines: readonly PageLine[];
  readonly urlPrefix: string;
  /** What else there is to say about the form. */
  readonly note?: string | undefined;
}

/** Explains the signs that occur. */
export function writeHead({ dialect, lines, urlPrefix, note }: HeadOptions): string {
  const elements = lines.filter(isElement);
  const signs = dialect.signs.filter(({ isUsed }) => elements.some(isUsed));
  const names = NAME_SIGNS.filter(([sign]) =>
    elements.some(({ name, value }) => name === sign || value === sign),
  );
  const parts = [
    START,
    ...(note === undefined ? [] : [note]),
    ...signs.map(({ meaning }) => meaning),
    ...names.map(([, meaning]) => meaning),
    ...(urlPrefix === '' ? [] : [`${PREFIX}: ${urlPrefix}`]),
  ];
  return `${parts.join(', ')}]`;
}

const NAME_SIGNS = [
  [SAME_NAME, `${SAME_NAME}: the name of the element around`],
  [NAME_BELOW, `${NAME_BELOW}: named by the texts inside`],
] as const;

export function isHead(line: string): boolean {
  return HEAD.test(line);
}

export function prefixIn(head: string): string {
  return NAMED_PREFIX.exec(head)?.[1] ?? '';
}

/** Whether equal lines of two texts in the short form say the same: their addresses begin alike. */
export function haveOnePrefix(one: string, other: string): boolean {
  return prefixOf(one) === prefixOf(other);
}

function prefixOf(text: string): string {
  return prefixIn(text.split('\n').find(isHead) ?? '');
}
