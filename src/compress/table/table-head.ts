// The line above the rows: what kind of table it was and how it was written, and the signs a reader needs to know.
import type { DelimitedFormat, Quoting } from './print-delimited.ts';

export interface TableHead extends DelimitedFormat {
  /** `CSV`, `TSV`, `CSV by bar`. */
  readonly name: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly gutter?: string;
  /** Backslashes and quotes in cells are written as in JSON. */
  readonly isEscaped: boolean;
  /** Lines behind the rows that are none. */
  readonly linesBelow: number;
  /** The last line is empty and has no line end. */
  readonly isOpen: boolean;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  TSV: '\t',
  CSV: ',',
  'CSV by semicolon': ';',
  'CSV by bar': '|',
};

const QUOTINGS: Readonly<Record<Exclude<Quoting, 'none'>, string>> = {
  'where needed': 'quoted where needed',
  'blanks too': 'quoted where blank or foreign',
  'empty too': 'quoted where needed or empty',
  strings: 'strings quoted',
  all: 'all quoted',
};

/** `rows`, which begin with the head line of JSON, with the one of the table in its place. */
export function writeTableHead(head: TableHead, rows: string): string {
  return rows.replace(/^\[JSON/, () => `[${wordsOf(head).join(', ')}`);
}

function wordsOf(head: TableHead): readonly string[] {
  const { name, quoting, hasHeader, lineEnd, gutter, isEscaped, linesBelow, isOpen } = head;
  return [
    name,
    ...(quoting === 'none' ? [] : [QUOTINGS[quoting]]),
    ...(hasHeader ? [] : ['no header']),
    ...(isEscaped ? ['\\ as in JSON'] : []),
    ...(lineEnd === '\r\n' ? ['CRLF'] : []),
    ...(gutter === undefined ? [] : [`lines numbered ${JSON.stringify(gutter)}`]),
    ...(linesBelow > 0 ? [`${linesBelow} lines below`] : []),
    ...(isOpen ? [OPEN] : []),
  ];
}

const OPEN = 'last one empty';

const HEAD = /^\[((?:TSV|CSV(?: by semicolon| by bar)?)(?=[\],;])[^\n]*)\]$/;
/** Lines above a table are few. */
const MOST_LINES = 24;

export interface FoundHead {
  readonly head: TableHead;
  readonly above: readonly string[];
  /** The head line and the rows, as the head of JSON would have them. */
  readonly body: string;
  readonly below: readonly string[];
  readonly isEnded: boolean;
}

/** The parts of a text that was written with such a head. */
export function readTableHead(text: string): FoundHead | undefined {
  const found = text.split('\n', MOST_LINES).find(isTableHead);
  const head = readWords(HEAD.exec(found ?? '')?.[1] ?? '');
  if (found === undefined || head === undefined) return undefined;
  const isEnded = text.endsWith('\n') && !head.isOpen;
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  const at = lines.indexOf(found);
  const end = lines.length - head.linesBelow;
  return {
    head,
    above: lines.slice(0, at),
    body: lines.slice(at, end).join('\n'),
    below: lines.slice(end),
    isEnded,
  };
}

/** Whether a line could be taken for the head of a table. */
export function isTableHead(line: string): boolean {
  return HEAD.test(line);
}

function readWords(line: string): TableHead | undefined {
  const name = Object.keys(DELIMITERS).findLast((known) => line.startsWith(known));
  const delimiter = DELIMITERS[name ?? ''];
  if (name === undefined || delimiter === undefined) return undefined;
  const legend = line.indexOf(';', name.length);
  const words = (legend < 0 ? line : line.slice(0, legend)).slice(name.length).split(', ');
  const quoting = (Object.keys(QUOTINGS) as Exclude<Quoting, 'none'>[]).find((key) =>
    words.includes(QUOTINGS[key]),
  );
  const gutter = /, lines numbered ("[^"]*")/.exec(line)?.[1];
  return {
    name,
    delimiter,
    quoting: quoting ?? 'none',
    hasHeader: !words.includes('no header'),
    isEscaped: words.includes('\\ as in JSON'),
    lineEnd: words.includes('CRLF') ? '\r\n' : '\n',
    isOpen: words.includes(OPEN),
    linesBelow: Number(/, (\d+) lines below/.exec(line)?.[1] ?? 0),
    ...(gutter !== undefined && { gutter: String(JSON.parse(gutter)) }),
  };
}
