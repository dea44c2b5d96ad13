// Reads the output of grep, git grep, rg and their like into hits. Every line is accounted for; nothing is dropped.

export interface Hit {
  readonly kind: 'hit' | 'context';
  readonly path: string;
  /** As it was printed between path and text, without the outer separators: `12`, `12:5`, or empty. */
  readonly place: string;
  /** What stands around the place: `:` for a hit; `-`, or `=` for a function's head, around context. */
  readonly separator: string;
  readonly text: string;
}

export type SearchLine = Hit | { readonly kind: 'other'; readonly text: string };

/** The lines of a search result, in order. `text` has no final line end. */
export function readHits(text: string): readonly SearchLine[] {
  const lines = text.split('\n');
  const paths = pathsOf(lines);
  const numbered = paths.size > 0;
  const known = numbered ? paths : unnumberedPathsOf(lines);
  if (known.size === 0) return lines.map((line) => ({ kind: 'other', text: line }));
  const withColumns = numbered && haveColumns(lines, known);
  const reader: Reader = { known, numbered, withColumns };
  const read: SearchLine[] = [];
  let previous: string | undefined;
  for (const line of lines) {
    const hit = readLine(line, previous, reader);
    read.push(hit ?? { kind: 'other', text: line });
    if (hit !== undefined) previous = hit.path;
  }
  return read;
}

/** Puts a hit back into one line, as it was printed. */
export function printHit(hit: Hit): string {
  const { path, place, separator, text } = hit;
  return place === '' ? path + separator + text : path + separator + place + separator + text;
}

interface Reader {
  readonly known: ReadonlySet<string>;
  readonly numbered: boolean;
  readonly withColumns: boolean;
}

/** A path ends at the first `:12:`; one that begins like a time is none. */
const NUMBERED = /^((?:[A-Za-z]:(?=[\\/]))?[^:\n]{1,400}(?::(?!\d)[^:\n]{1,200}){0,4}):\d{1,7}:/;
const UNNUMBERED = /^((?:[A-Za-z]:(?=[\\/]))?[\w@.+~()[\]{}#$%&=,' \\/-]{1,400}):/;
const TIME = /^\W?\d{1,4}[-/:.]\d{1,2}[-/:. ]/;
/** Fewer lines than this share with a number: the numbers are part of the texts. */
const LEAST_NUMBERED = 0.05;

function pathsOf(lines: readonly string[]): ReadonlySet<string> {
  const paths = new Set<string>();
  let count = 0;
  for (const line of lines) {
    const path = pathIn(line, NUMBERED);
    if (path !== undefined) count++;
    if (path !== undefined && !TIME.test(path)) paths.add(path);
  }
  return count < lines.length * LEAST_NUMBERED ? new Set() : paths;
}

function unnumberedPathsOf(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const path = pathIn(line, UNNUMBERED);
    if (path !== undefined && !TIME.test(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const paths = [...counts.keys()].filter(isPathLike);
  return new Set(paths);
}

function isPathLike(path: string): boolean {
  return /[\\/.]/.test(path) && !/^\s|\s$|^-/.test(path);
}

function pathIn(line: string, pattern: RegExp): string | undefined {
  const path = pattern.exec(line)?.[1];
  return path === undefined || /^\s|\t/.test(path) ? undefined : path;
}

const MOSTLY = 0.95;

function haveColumns(lines: readonly string[], known: ReadonlySet<string>): boolean {
  let hits = 0;
  let columns = 0;
  for (const line of lines) {
    const path = pathIn(line, NUMBERED);
    if (path === undefined || !known.has(path)) continue;
    hits++;
    if (/^:\d{1,7}:\d{1,6}:/.test(line.slice(path.length, path.length + 20))) columns++;
  }
  return columns > 0 && columns >= hits * MOSTLY;
}

/** The file of the line before is the likeliest; paths may hold the very signs that end them. */
function readLine(line: string, previous: string | undefined, reader: Reader): Hit | undefined {
  if (previous !== undefined && line.startsWith(previous)) {
    const hit = behindPath(line, previous, reader);
    if (hit !== undefined) return hit;
  }
  const path = contextPath(line, reader) ?? pathIn(line, reader.numbered ? NUMBERED : UNNUMBERED);
  return path === undefined || !reader.known.has(path) ? undefined : behindPath(line, path, reader);
}

const PLACE = /^([:=-])(\d{1,7})\1/;
const PLACE_AND_COLUMN = /^(:)(\d{1,7}:\d{1,6}):/;

function behindPath(line: string, path: string, reader: Reader): Hit | undefined {
  const head = line.slice(path.length, path.length + 24);
  if (!reader.numbered) {
    const separator = head[0] ?? '';
    if (separator !== ':' && separator !== '-') return undefined;
    return hitOf({ path, separator, place: '', text: line.slice(path.length + 1) });
  }
  const found = (reader.withColumns ? PLACE_AND_COLUMN.exec(head) : null) ?? PLACE.exec(head);
  if (found === null) return undefined;
  const [whole, separator = '', place = ''] = found;
  return hitOf({ path, separator, place, text: line.slice(path.length + whole.length) });
}

/** Spelled out, not spread: this runs once per line of a result of any length. */
function hitOf({ path, place, separator, text }: Omit<Hit, 'kind'>): Hit {
  return { kind: separator === ':' ? 'hit' : 'context', path, place, separator, text };
}

const LONGEST_PATH = 400;
const MOST_GUESSES = 8;

/** The known path in front of `-12-`, for a context line in front of the first hit of its file. */
function contextPath(line: string, reader: Reader): string | undefined {
  const head = line.slice(0, LONGEST_PATH);
  const signs = reader.numbered ? /[-=]\d{1,7}[-=]/g : /-/g;
  let guesses = 0;
  for (const found of head.matchAll(signs)) {
    const path = head.slice(0, found.index);
    if (reader.known.has(path)) return path;
    if (++guesses >= MOST_GUESSES) return undefined;
  }
  return undefined;
}
