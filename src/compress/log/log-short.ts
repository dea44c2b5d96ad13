// Exact short form of a log: repeated lines, shared heads and long shared stretches are written once. Errors, warnings and
// lines of a rare kind stay as they are. `expandShortForm` gives the bytes back.
import { estimateTokens } from '../../tokens/estimate.ts';
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { findSegments } from './find-segments.ts';
import { foldHeads } from './fold-heads.ts';
import { ERROR, FAILURE, SUMMARY, TROUBLE, WARNING } from './meaning.ts';
import {
  expandShortForm,
  findSign,
  isFreeOfMarks,
  repeatedLine,
  writeShortForm,
  type ShortForm,
} from './notation.ts';
import { readLines, type LogLines } from './read-lines.ts';

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
  compress: shorten,
  expand: expandShortForm,
};

function shorten(text: string, context: CompressContext): Compressed | undefined {
  const read = readOnce(context, readLines, text);
  const lineEnd = hasOnlyWindowsEnds(text) ? '\r\n' : '\n';
  const lines = lineEnd === '\n' ? read.lines : text.split(lineEnd);
  if (lines.length < LEAST_LINES || !isFreeOfMarks(lines)) return undefined;
  const best = bestForm(countRepeats(lines), read, { lineEnd, sign: findSign(text) });
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

/** Lines that differ from the line before them. */
interface Runs {
  readonly lines: readonly string[];
  readonly times: readonly number[];
  /** Where the first line of each run stands in the log. */
  readonly firsts: readonly number[];
}

/** Adjacent equal lines count as one; blank ones are cheaper than a mark. */
function countRepeats(lines: readonly string[]): Runs {
  const runs: { lines: string[]; times: number[]; firsts: number[] } = {
    lines: [],
    times: [],
    firsts: [],
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const last = runs.lines.length - 1;
    if (runs.lines[last] === line && line.trim().length > 1) {
      runs.times[last] = (runs.times[last] ?? 1) + 1;
    } else {
      runs.lines.push(line);
      runs.times.push(1);
      runs.firsts.push(at);
    }
  }
  return runs;
}

/** The shortest of the forms with and without shared heads and stretches. */
function bestForm(
  runs: Runs,
  log: LogLines,
  { lineEnd, sign }: { readonly lineEnd: string; readonly sign: string | undefined },
): string | undefined {
  const shapes = Int32Array.from(runs.firsts, (first) => log.shapes[first] ?? 0);
  const literal = literalLines(runs, log);
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
function literalLines({ firsts }: Runs, { sizes, meanings }: LogLines): Uint8Array {
  const rare = firsts.reduce((count, at) => count + ((sizes[at] ?? 0) < RARE_SHAPE ? 1 : 0), 0);
  const leastSize = rare <= firsts.length * RARE_SHARE ? RARE_SHAPE : 0;
  return Uint8Array.from(firsts, (at) => {
    const isRare = (sizes[at] ?? 0) < leastSize;
    return isRare || ((meanings[at] ?? 0) & NOT_TO_TOUCH) !== 0 ? 1 : 0;
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
