// How a JSON text is spaced, and how that is said in a few words, so that the spacing itself can be left out.

export interface Layout {
  /** One level of indentation; empty: everything on one line. */
  readonly indent: string;
  /** Between a comma and the next item, inside the brackets, and inside empty brackets; when on one line. */
  readonly gap: string;
  readonly pad: string;
  readonly empty: string;
  /** Between a key and its value, colon included. */
  readonly colon: string;
  /** The outermost brackets when they are spaced unlike the rest: after the opening, after a comma, before the closing. */
  readonly outer?: readonly [string, string, string];
}

/** Whitespace after the opening bracket, after a comma, and before the closing bracket. */
export function gapsOf(layout: Layout, depth: number): readonly [string, string, string] {
  if (depth === 0 && layout.outer !== undefined) return layout.outer;
  if (layout.indent === '') return [layout.pad, layout.gap, layout.pad];
  const inside = '\n' + layout.indent.repeat(depth + 1);
  return [inside, inside, '\n' + layout.indent.repeat(depth)];
}

const DEFAULT_INDENTED: Layout = { indent: '', gap: '', pad: '', empty: '', colon: ': ' };
/** Without any blank: the layout that needs no words. */
export const MINIFIED: Layout = { ...DEFAULT_INDENTED, colon: ':' };
const SPACED: Layout = { ...DEFAULT_INDENTED, gap: ' ' };

/** The layout in a few words, empty for a minified text. */
export function layoutWords(layout: Layout): readonly string[] {
  const words: string[] = [];
  const isSpaced = layout.gap === SPACED.gap && layout.colon === SPACED.colon;
  const base = layout.indent !== '' ? DEFAULT_INDENTED : isSpaced ? SPACED : MINIFIED;
  if (layout.indent !== '') words.push(`indent ${indentWord(layout.indent)}`);
  else if (isSpaced) words.push('spaced');
  if (layout.gap !== base.gap) words.push(`gap ${JSON.stringify(layout.gap)}`);
  if (layout.colon !== base.colon) words.push(`colon ${JSON.stringify(layout.colon)}`);
  if (layout.pad !== '') words.push(`pad ${JSON.stringify(layout.pad)}`);
  if (layout.empty !== '') words.push(`empty ${JSON.stringify(layout.empty)}`);
  if (layout.outer !== undefined) {
    words.push(`outer ${layout.outer.map((gap) => JSON.stringify(gap)).join(' ')}`);
  }
  return words;
}

function indentWord(indent: string): string {
  return indent === ' '.repeat(indent.length) ? String(indent.length) : JSON.stringify(indent);
}

/** The inverse of `layoutWords`. Words it does not know are skipped. */
export function layoutOf(words: readonly string[]): Layout {
  const isIndented = words.some((word) => word.startsWith('indent '));
  const base = isIndented ? DEFAULT_INDENTED : words.includes('spaced') ? SPACED : MINIFIED;
  return words.reduce(withWord, base);
}

function withWord(layout: Layout, word: string): Layout {
  const [name, value = ''] = splitOnce(word, ' ');
  if (name === 'indent') return { ...layout, indent: indentOf(value) };
  if (name === 'gap' || name === 'colon' || name === 'pad' || name === 'empty') {
    return { ...layout, [name]: gapFrom(value) };
  }
  if (name !== 'outer') return layout;
  const gaps = value.match(/"[^"]*"/g) ?? [];
  const [opening = '""', between = '""', closing = '""'] = gaps;
  return { ...layout, outer: [gapFrom(opening), gapFrom(between), gapFrom(closing)] };
}

function indentOf(word: string): string {
  return word.startsWith('"') ? gapFrom(word) : ' '.repeat(Number(word));
}

function gapFrom(quoted: string): string {
  return String(JSON.parse(quoted));
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
