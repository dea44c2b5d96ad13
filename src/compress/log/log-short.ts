// Exact short form of a log: repeated lines, shared heads and long shared stretches are written once. Errors, warnings and
// lines of a rare kind stay as they are. `expandShortForm` gives the bytes back.
import { estimateTokens } from '../../tokens/estimate.ts';
import type { Compressed, Compressor } from '../compressor.ts';
import { findSegments } from './find-segments.ts';
import { findShapes } from './find-shapes.ts';
import { foldHeads } from './fold-heads.ts';
import { ERROR, FAILURE, meaningOf, SUMMARY, TROUBLE, WARNING } from './meaning.ts';
import {
  expandShortForm,
  findSign,
  isFreeOfMarks,
  repeatedLine,
  writeShortForm,
  type ShortForm,
} from './notation.ts';

const LEAST_LINES = 10;
/** Below this saving a notation is not worth learning. */
const LEAST_SAVING = 0.05;
/** Lines of a shape seen less often stay as they are. */
const RARE_SHAPE = 5;
/** With more of them, being of a rare kind says nothing about a line. */
const RARE_SHARE = 0.1;
const NOT_TO_TOUCH = ERROR | FAILURE | WARNING | SUMMARY | TROUBLE;

/** Writes a log shorter without leaving anything out. */
export const logShort: Compressor = {
  name: 'log-short',
  accepts: ['log', 'text', 'listing', 'table'],
  fidelity: 'exact',
  compress: (text) => shorten(text),
  expand: expandShortForm,
};

function shorten(text: string): Compressed | undefined {
  const lineEnd = hasOnlyWindowsEnds(text) ? '\r\n' : '\n';
  const lines = text.split(lineEnd);
  if (lines.length < LEAST_LINES || !isFreeOfMarks(lines)) return undefined;
  const runs = countRepeats(lines);
  const best = bestForm(runs, lineEnd, findSign(text));
  if (best === undefined) return undefined;
  const before = estimateTokens(text);
  return before - estimateTokens(best) >= before * LEAST_SAVING ? { text: best } : undefined;
}

function hasOnlyWindowsEnds(text: string): boolean {
  let at = text.indexOf('\n');
  if (at === -1) return false;
  for (; at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) !== 13) return false;
  }
  return true;
}

interface Runs {
  readonly lines: readonly string[];
  readonly times: readonly number[];
}

/** Adjacent equal lines count as one; blank ones are cheaper than a mark. */
function countRepeats(lines: readonly string[]): Runs {
  const runs: { lines: string[]; times: number[] } = { lines: [], times: [] };
  for (const line of lines) {
    const last = runs.lines.length - 1;
    if (line.trim().length > 1 && runs.lines[last] === line) {
      runs.times[last] = (runs.times[last] ?? 1) + 1;
    } else {
      runs.lines.push(line);
      runs.times.push(1);
    }
  }
  return runs;
}

/** The shortest of the forms with and without shared heads and stretches. */
function bestForm(runs: Runs, lineEnd: string, sign: string | undefined): string | undefined {
  const { shapes, sizes } = findShapes(runs.lines);
  const literal = literalLines(runs.lines, sizes);
  const plain = { lines: runs.lines, segments: [] as readonly string[] };
  const marked = sign === undefined ? plain : findSegments(runs.lines, { shapes, literal, sign });
  const forms = [plain, ...(marked.segments.length > 0 ? [marked] : [])];
  const hasRepeats = runs.times.some((times) => times > 1);
  const candidates = forms.flatMap((form): ShortForm[] => {
    const written = form.lines.map((line, index) => repeatedLine(line, runs.times[index] ?? 1));
    const about = { segments: form.segments, sign: sign ?? '', hasRepeats, lineEnd };
    const flat = { ...about, lines: written, hasHeads: false };
    const underHeads = foldHeads(written, literal);
    return underHeads === undefined
      ? [flat]
      : [flat, { ...about, lines: underHeads, hasHeads: true }];
  });
  return shortest(candidates.filter(hasMarks).map((candidate) => writeShortForm(candidate)));
}

/** Errors, warnings, summaries, and lines of a rare kind where rare kinds are rare. */
function literalLines(lines: readonly string[], sizes: Int32Array): Uint8Array {
  const rare = sizes.reduce((count, size) => count + (size < RARE_SHAPE ? 1 : 0), 0);
  const leastSize = rare <= lines.length * RARE_SHARE ? RARE_SHAPE : 0;
  return Uint8Array.from(lines, (line, index) => {
    const isRare = (sizes[index] ?? 0) < leastSize;
    return isRare || (meaningOf(line) & NOT_TO_TOUCH) !== 0 ? 1 : 0;
  });
}

function hasMarks(form: ShortForm): boolean {
  return form.hasRepeats || form.hasHeads || form.segments.length > 0;
}

function shortest(texts: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestTokens = Infinity;
  for (const text of texts) {
    const tokens = estimateTokens(text);
    if (tokens < bestTokens) {
      best = text;
      bestTokens = tokens;
    }
  }
  return best;
}
