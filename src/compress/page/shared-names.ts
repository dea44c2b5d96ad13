// Names that a reader finds elsewhere: that of an element around, or the texts inside put together, as the name of a table's row.
import { isElement, NAME_BELOW, SAME_NAME, type PageElement, type PageLine } from './page-line.ts';
import { parentsOf } from './page-tree.ts';

/** Longer names are not put together: in a deep tree they would be read again at each step. */
const LONGEST_NAME = 400;

/** The same lines with signs instead of such names. */
export function shareNames(lines: readonly PageLine[]): readonly PageLine[] {
  const parents = parentsOf(lines);
  const inside = textsInside(lines, parents);
  const isSaidByOne = saidByOne(lines, parents);
  const marked = lines.map((line, at) => {
    const text = inside[at] ?? '';
    const isBelow = isElement(line) && text !== '' && line.name === `"${text}"`;
    return isBelow && isSaidByOne[at] === 0 ? { ...line, name: NAME_BELOW } : line;
  });
  const around = namesAround(marked, parents);
  return marked.map((line, at) => {
    const name = around[at] ?? '';
    if (!isElement(line) || name === '') return line;
    if (line.name === name) return { ...line, name: SAME_NAME };
    return saysName(line, name) ? { ...line, value: SAME_NAME } : line;
  });
}

/** 1 for each line of which one inside it says the whole name: there the inner one gets the sign. */
function saidByOne(lines: readonly PageLine[], parents: Int32Array): Uint8Array {
  const said = new Uint8Array(lines.length);
  lines.forEach((line, at) => {
    const around = lines[parents[at] ?? -1];
    if (around === undefined || !isElement(line) || !isElement(around)) return;
    const isSame = line.name === around.name || saysName(line, around.name);
    if (around.name !== '' && isSame) said[parents[at] ?? 0] = 1;
  });
  return said;
}

/** Whether its text is a name, which is given in quotes. */
function saysName({ value }: PageElement, name: string): boolean {
  return value !== undefined && value === plain(name);
}

/** The inverse. */
export function giveNames(lines: readonly PageLine[]): readonly PageLine[] {
  const parents = parentsOf(lines);
  const around = namesAround(lines, parents);
  const given = lines.map((line, at) => {
    const name = around[at] ?? '';
    if (!isElement(line)) return line;
    if (line.name === SAME_NAME) return { ...line, name };
    return line.value === SAME_NAME ? { ...line, value: plain(name) ?? '' } : line;
  });
  const inside = textsInside(given, parents);
  return given.map((line, at) =>
    isElement(line) && line.name === NAME_BELOW ? { ...line, name: `"${inside[at] ?? ''}"` } : line,
  );
}

/** The name of the nearest element around that has one; empty where that one is named by what is inside it. */
function namesAround(lines: readonly PageLine[], parents: Int32Array): readonly string[] {
  const around: string[] = [];
  /** What those inside a line find around them. */
  const own: string[] = [];
  lines.forEach((line, at) => {
    const name = own[parents[at] ?? -1] ?? '';
    around.push(name);
    const its = isElement(line) ? line.name : '';
    if (its === NAME_BELOW) own.push('');
    else own.push(its === '' || its === SAME_NAME ? name : its);
  });
  return around;
}

/** The texts inside each line, put together; undefined where they cannot be read or are too long. */
export function textsInside(
  lines: readonly PageLine[],
  parents: Int32Array,
): readonly (string | undefined)[] {
  const inside = new Array<string | undefined>(lines.length).fill('');
  // Those inside stand behind: from the end, all of them are known.
  for (let at = lines.length - 1; at >= 0; at--) {
    const parent = parents[at] ?? -1;
    const line = lines[at];
    if (parent < 0 || line === undefined) continue;
    inside[parent] = joined(textOf(line, inside[at]), inside[parent]);
  }
  return inside;
}

function joined(first: string | undefined, rest: string | undefined): string | undefined {
  if (first === undefined || rest === undefined) return undefined;
  const both = [first.trim(), rest].filter((text) => text !== '').join(' ');
  return both.length > LONGEST_NAME ? undefined : both;
}

/** What a line adds to the name of the element that it stands in. */
function textOf(line: PageLine, inside: string | undefined): string | undefined {
  if (!isElement(line)) return undefined;
  // "/placeholder" says something about the element itself.
  if (line.role.startsWith('/')) return '';
  if (line.name !== '' && line.name !== NAME_BELOW) return plain(line.name);
  return line.value === undefined ? inside : plain(line.value);
}

/** Without its quotes; undefined where some are escaped. */
function plain(text: string): string | undefined {
  if (/^'|\\/.test(text)) return undefined;
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
