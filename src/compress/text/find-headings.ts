// Which lines of a text are headings, and how deep: markdown, underlined, capitals, numbered, [sections], banners.

export interface Heading {
  /** 1 is the highest. */
  readonly level: number;
  /** Lines it takes: two when it is underlined. */
  readonly lines: number;
}

const LONGEST_HEADING = 120;
/** With more lines than this starting with #, they are comments, not headings. */
const COMMENT_SHARE = 0.25;

/** Gives the heading that starts at a line, or undefined. */
export type FindHeading = (index: number) => Heading | undefined;

/** Makes the function that recognises headings of one text. */
export function headingFinder(lines: readonly string[]): FindHeading {
  const hasHashComments = shareOfHashLines(lines) > COMMENT_SHARE;
  const nameKey = findNameKey(lines);
  const levelOf = underlineLevels(lines);
  return (index) => {
    const line = lines[index] ?? '';
    if (line.length > LONGEST_HEADING || line.length < 2) return undefined;
    const first = line.charCodeAt(0);
    if (first === HASH) return hasHashComments ? bannerOf(line) : hashesOf(line);
    if (first <= 32) return undefined;
    const underline = levelOf(line, lines[index + 1] ?? '');
    const isAfterGap = index === 0 || isEmpty(lines[index - 1] ?? '');
    if (underline !== undefined) return { level: underline, lines: 2 };
    if (!isAfterGap) return undefined;
    if (nameKey !== undefined && firstKeyOf(line) === nameKey) return { level: 4, lines: 1 };
    return freestandingOf(line);
  };
}

/** More stanzas of one text begin with the same key. */
const FEWEST_STANZAS = 3;
const STANZAS_SHARE = 0.1;

/** The key that the paragraphs of a text of records begin with: "Package: nginx" says what the lines below are about. */
function findNameKey(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  let paragraphs = 0;
  let isAfterGap = true;
  lines.forEach((line, index) => {
    const isFirst = isAfterGap;
    isAfterGap = isEmpty(line);
    if (isAfterGap || !isFirst) return;
    paragraphs++;
    const key = firstKeyOf(line);
    // A record has more to say than its name.
    if (key === undefined || firstKeyOf(lines[index + 1] ?? '') === undefined) return;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  for (const [key, count] of counts)
    if (count >= FEWEST_STANZAS && count >= paragraphs * STANZAS_SHARE) return key;
  return undefined;
}

function firstKeyOf(line: string): string | undefined {
  return /^([A-Za-z][\w -]{1,30}?)\s{0,8}[:=] ?\S/.exec(line)?.[1];
}

/** Comments stand in rows or end like sentences; headings do neither. */
function shareOfHashLines(lines: readonly string[]): number {
  let comments = 0;
  let filled = 0;
  lines.forEach((line, index) => {
    if (isEmpty(line)) return;
    filled++;
    if (line.charCodeAt(0) !== HASH) return;
    const isInRow =
      lines[index - 1]?.charCodeAt(0) === HASH || lines[index + 1]?.charCodeAt(0) === HASH;
    if (isInRow || line.endsWith('.')) comments++;
  });
  return comments / Math.max(1, filled);
}

const HASH = 35;

/** "##### NETWORK #####" in a file whose comments start with #. */
function bannerOf(line: string): Heading | undefined {
  return /^#{3,} *\w.*?#{3,}$/.test(line) ? { level: 1, lines: 1 } : undefined;
}

function hashesOf(line: string): Heading | undefined {
  let level = 1;
  while (line.charCodeAt(level) === HASH) level++;
  return level <= 6 && line.charCodeAt(level) === 32 ? { level, lines: 1 } : undefined;
}

/** Signs that are drawn below headings everywhere; reStructuredText takes any, and tells levels by which comes first. */
const USUAL_LEVELS: ReadonlyMap<string, number> = new Map([
  ['=', 1],
  ['-', 2],
  ['~', 2],
]);
const UNDERLINE = /^([-=~^"'*+])\1{2,}\s?$/;

/** Gives the level of a heading by the line below it; undefined for what is none. */
function underlineLevels(
  lines: readonly string[],
): (line: string, below: string) => number | undefined {
  const found = new Map<string, number>();
  lines.forEach((below, index) => {
    const sign = index === 0 ? undefined : signBelow(lines[index - 1] ?? '', below);
    if (sign !== undefined && !found.has(sign)) found.set(sign, found.size + 1);
  });
  const isUsual = [...found.keys()].every((sign) => USUAL_LEVELS.has(sign));
  const levels = isUsual ? USUAL_LEVELS : found;
  return (line, below) => levels.get(signBelow(line, below) ?? '');
}

/** The sign of an underline; one of the unusual ones is as long as what it underlines. */
function signBelow(line: string, below: string): string | undefined {
  if (below.length < 3 || below.length > LONGEST_HEADING || below[0] !== below[1]) return undefined;
  const sign = UNDERLINE.exec(below)?.[1];
  if (sign === undefined || !/^\S.*\w|^\w/.test(line)) return undefined;
  const isAsLong = Math.abs(line.trimEnd().length - below.trimEnd().length) <= 1;
  return USUAL_LEVELS.has(sign) || isAsLong ? sign : undefined;
}

function freestandingOf(line: string): Heading | undefined {
  if (/^[A-Z][A-Z0-9 ,/&()'-]{2,60}$/.test(line)) return { level: 1, lines: 1 };
  const number = /^§? ?(\d{1,3}(?:\.\d{1,3}){0,5})\.?[ \t]+[^\s\d]/.exec(line);
  if (number !== null && line.length < 90 && !/[.;,]$/.test(line)) {
    return { level: 1 + (number[1] ?? '').split('.').length, lines: 1 };
  }
  if (/^\[[\w"][^\][,]{0,80}\]$/.test(line)) return { level: 2, lines: 1 };
  if (/^\*\*[^*]{2,80}\*\*:?$/.test(line)) return { level: 5, lines: 1 };
  return /^[\w"'](?:[^.;]|\.(?=\w)){1,70}:$/.test(line) ? { level: 6, lines: 1 } : undefined;
}

/** Mostly the first character tells. */
function isEmpty(line: string): boolean {
  return !(line.charCodeAt(0) > 32) && line.trim() === '';
}
