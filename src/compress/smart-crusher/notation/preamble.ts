// The first line of every form we write: that it is JSON, how it was spaced, and the signs a reader needs to know.
import { layoutOf, layoutWords, type Layout } from '../layout/layout.ts';
import type { JsonDocument } from '../document/read-document.ts';

export interface Preamble {
  /** Absent: the spacing followed no rule and is not kept. */
  readonly layout?: Layout;
  readonly isStream: boolean;
  /** Lines of other text above the JSON, repeated below this line as they are. */
  readonly linesBefore: number;
  /** The last of these lines goes on with the JSON. */
  readonly isJoined: boolean;
  /** Containers that the text leaves open. */
  readonly open: number;
  /** Strings with a sign, listed one per line below this line. */
  readonly signs: number;
  /** What follows the JSON continues its last line. */
  readonly isContinued: boolean;
  /** The value follows as plain JSON, not in our notation. */
  readonly isPlain: boolean;
}

/** The line, with explanations for the reader behind a semicolon. */
function writePreamble(preamble: Preamble, legend: readonly string[]): string {
  const words = [
    preamble.isStream ? 'JSON lines' : 'JSON',
    ...(preamble.layout === undefined ? ['respaced'] : layoutWords(preamble.layout)),
    ...(preamble.linesBefore > 0 ? [`after ${preamble.linesBefore} lines`] : []),
    ...(preamble.isJoined ? ['in the same line'] : []),
    ...(preamble.open > 0 ? [`cut off ${preamble.open} deep`] : []),
    ...(preamble.isContinued ? ['last line continued'] : []),
    ...(preamble.signs > 0 ? [`& in next ${preamble.signs} lines`] : []),
    ...(preamble.isPlain ? ['minified'] : []),
  ];
  const explained = legend.length > 0 ? `; ${legend.join(', ')}` : '';
  return `[${words.join(', ')}${explained}]`;
}

/** The inverse of `writePreamble`. */
export function readPreamble(line: string): Preamble {
  const semicolon = line.indexOf(';');
  const words = line.slice(1, semicolon < 0 ? -1 : semicolon).split(', ');
  return {
    layout: layoutOf(words),
    isStream: words[0] === 'JSON lines',
    linesBefore: numberIn(words, 'after '),
    isJoined: words.includes('in the same line'),
    open: numberIn(words, 'cut off '),
    isContinued: words.includes('last line continued'),
    signs: numberIn(words, '& in next '),
    isPlain: words.includes('minified'),
  };
}

function numberIn(words: readonly string[], start: string): number {
  const word = words.find((candidate) => candidate.startsWith(start));
  return word === undefined ? 0 : Number.parseInt(word.slice(start.length), 10);
}

/** A text put together: first line, list of signs, lines above, the JSON, and what follows it. */
export function assemble(
  document: JsonDocument,
  parts: {
    readonly layout?: Layout;
    readonly isPlain: boolean;
    readonly legend: readonly string[];
    readonly signs: readonly string[];
    readonly body: string;
  },
): string {
  const { text, start, end, isStream, open } = document;
  const isContinued = end < text.length && text[end] !== '\n';
  const isJoined = start > 0 && text[start - 1] !== '\n';
  const preamble: Preamble = {
    ...(parts.layout !== undefined && { layout: parts.layout }),
    isStream,
    linesBefore: countLines(text, start) + (isJoined ? 1 : 0),
    isJoined,
    open,
    signs: parts.signs.length,
    isContinued,
    isPlain: parts.isPlain,
  };
  const above = [writePreamble(preamble, parts.legend), ...parts.signs].join('\n');
  const below = (isContinued ? '\n' : '') + text.slice(end);
  const before = text.slice(0, start) + (isJoined ? '\n' : '');
  return `${above}\n${before}${parts.body}${below}`;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
