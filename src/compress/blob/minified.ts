// Lossy form of minified code: begin, end, and the statements that the question or their own wording speaks for.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';

export const minified: Compressor = {
  name: 'minified',
  accepts: ['code', 'text', 'config'],
  fidelity: 'lossy',
  compress: selectStatements,
};

const LEAST_LENGTH = 4_000;
/** No person writes lines of this length, on average. */
const LONG_LINES = 500;

/** Whether a text looks like code written by a bundler. */
export function isMinified(text: string): boolean {
  if (text.length < LEAST_LENGTH) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  if (text.length < lines * LONG_LINES) return false;
  const sample = text.slice(0, SAMPLE);
  const blanks = sample.length - sample.replaceAll(' ', '').length;
  const marks = sample.length - sample.replaceAll(/[;{}(),]/g, '').length;
  return blanks < sample.length * MOST_BLANKS && marks > sample.length * LEAST_MARKS;
}

const SAMPLE = 20_000;
/** Prose has a blank in six characters, code for people more. */
const MOST_BLANKS = 0.14;
const LEAST_MARKS = 0.05;

/** What "[… 1200 characters]" costs. */
const GAP_TOKENS = 6;

function selectStatements(text: string, context: CompressContext): Compressed | undefined {
  if (!isMinified(text)) return undefined;
  const { query, budgetTokens, estimate } = context;
  const pieces = piecesOf(text);
  const units = pieces.map((piece): Unit => {
    const shown = text.slice(piece.from, piece.to);
    return { text: shown, cost: estimate(shown), importance: importanceOf(shown) };
  });
  const kept = chooseUnits(units, {
    budgetTokens,
    head: 3,
    tail: 2,
    fill: 0.2,
    gapTokens: GAP_TOKENS,
    explain: context.explain,
    ...(query !== undefined && { query }),
  });
  return join(text, pieces, kept);
}

interface Range {
  /** Offsets, the end not included. */
  readonly from: number;
  readonly to: number;
}

const SHORTEST = 100;
const LONGEST = 300;
const ENDS = new Set([';', '}', '{', ',', '\n'].map((mark) => mark.charCodeAt(0)));

/** Cuts behind a statement, or where one gets too long; together the pieces are the text. */
function piecesOf(text: string): readonly Range[] {
  const pieces: Range[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const length = at + 1 - from;
    const isEnd = length >= SHORTEST && ENDS.has(text.charCodeAt(at));
    if (!isEnd && (length < LONGEST || isHighHalf(text.charCodeAt(at)))) continue;
    pieces.push({ from, to: at + 1 });
    from = at + 1;
  }
  if (from < text.length) pieces.push({ from, to: text.length });
  return pieces;
}

function isHighHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

const SAYS = /\b(?:throw|Error|console|warn)\b/;
const MESSAGE = /["'`][^"'`]{3,80} [^"'`]{3,120}["'`]/;
const NAMES =
  /\b(?:function [\w$]{3,}|class [\w$]{2,}|exports\.[\w$]{3,}|prototype\.[\w$]{3,}|version\b)/i;

function importanceOf(piece: string): number {
  if (SAYS.test(piece)) return MESSAGE.test(piece) ? 0.5 : 0.35;
  if (MESSAGE.test(piece)) return 0.35;
  return NAMES.test(piece) ? 0.3 : 0.05;
}

function join(text: string, pieces: readonly Range[], kept: ReadonlySet<number>): Compressed {
  const parts: string[] = [];
  const lost: Omission[] = [];
  let shown = 0;
  const skipTo = (to: number): void => {
    if (to === shown) return;
    parts.push(`[… ${to - shown} characters]`);
    lost.push({ unit: 'character', from: shown + 1, to });
  };
  for (const index of kept) {
    const { from, to } = pieces[index] ?? { from: shown, to: shown };
    skipTo(from);
    parts.push(text.slice(from, to));
    shown = to;
  }
  skipTo(text.length);
  return { text: parts.join(''), lost };
}
