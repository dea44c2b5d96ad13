// Exact short form of a log: repeated lines, shared heads and long shared stretches are written once. Errors, warnings and
// lines of a rare kind stay as they are. `expandShortForm` gives the bytes back.
import type { Compressed, CompressContext, Compressor, CountTokens } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import type { Query } from '../relevance/query.ts';
import { hasOnlyWindowsEnds } from '../windows-ends.ts';
import { groupLines } from './columns.ts';
import { findAsked } from './find-asked.ts';
import { findSegments } from './find-segments.ts';
import { findTemplates } from './find-templates.ts';
import { foldHeads } from './fold-heads.ts';
import { ERROR, FAILURE, SUMMARY, TROUBLE, WARNING } from './lines/meaning.ts';
import {
  expandShortForm,
  findSign,
  findSlot,
  isFreeOfMarks,
  repeatedLine,
  writeShortForm,
  type ShortForm,
} from './notation.ts';
import { readLines, type LogLines } from './lines/read-lines.ts';

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
  const runs = countRepeats(lines);
  const signs: Signs = {
    lineEnd,
    sign: findSign(text),
    slot: findSlot(text),
    estimate: context.estimate,
    ...(context.query !== undefined && { query: context.query }),
  };
  if (context.lossyFollows === true && !mayFit(runs, read, { signs, context })) return undefined;
  const best = bestForm(runs, read, signs);
  if (best === undefined) return undefined;
  const before = context.estimate(text);
  return before - context.estimate(best) >= before * LEAST_SAVING ? { text: best } : undefined;
}

/** So many lines from the middle tell how much shorter the whole can get. */
const SAMPLE_LINES = 40;
/** The whole gets at most so much shorter than the sample: more of its lines are alike. */
const WHOLE_TO_SAMPLE = 0.55;

/** Whether the short form may come near the budget; if not, a lossy form is going to take its place. */
function mayFit(
  runs: Runs,
  log: LogLines,
  { signs, context }: { readonly signs: Signs; readonly context: CompressContext },
): boolean {
  if (runs.lines.length < SAMPLE_LINES * 2) return true;
  const from = (runs.lines.length - SAMPLE_LINES) >> 1;
  const sample = sliceRuns(runs, from, from + SAMPLE_LINES);
  const { query: _, ...others } = signs;
  const after = context.estimate(bestForm(sample, log, others) ?? sample.lines.join('\n'));
  const whole = runs.lines.reduce((length, line) => length + line.length + 1, 0);
  const sampled = sample.lines.reduce((length, line) => length + line.length + 1, 0);
  return after * (whole / sampled) * WHOLE_TO_SAMPLE < context.budgetTokens;
}

function sliceRuns({ lines, times, firsts }: Runs, from: number, to: number): Runs {
  return {
    lines: lines.slice(from, to),
    times: times.slice(from, to),
    firsts: firsts.slice(from, to),
  };
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

interface Signs {
  readonly lineEnd: string;
  readonly sign: string | undefined;
  readonly slot: string | undefined;
  readonly estimate: CountTokens;
  readonly query?: Query;
}

/** The shortest of the forms with and without shared heads, stretches and templates. */
function bestForm(runs: Runs, log: LogLines, signs: Signs): string | undefined {
  const literal = literalLines(runs, log, signs.query);
  const hasRepeats = runs.times.some((times) => times > 1);
  const candidates = markedForms(runs, log, { ...signs, literal }).flatMap((form): ShortForm[] => {
    const written = hasRepeats
      ? form.lines.map((line, index) => repeatedLine(line, runs.times[index] ?? 1))
      : form.lines;
    const about = { ...form, hasRepeats, sign: signs.sign ?? '', lineEnd: signs.lineEnd };
    const folded = [
      foldHeads(written, { literal }),
      form.marked && foldHeads(written, { literal: unmarked(form.marked), cutsTimes: true }),
    ];
    return [
      { ...about, lines: written, hasHeads: false },
      ...folded
        .filter((lines) => lines !== undefined)
        .map((lines) => ({ ...about, lines, hasHeads: true })),
    ];
  });
  return shortest(candidates.filter(hasMarks), signs.estimate);
}

interface MarkedForm {
  readonly lines: readonly string[];
  readonly segments: readonly string[];
  readonly slot: string;
  /** 1 for each line that is written as values of a template. */
  readonly marked?: Uint8Array;
}

/** Lines that say something of their own keep their whole time. */
function unmarked(marked: Uint8Array): Uint8Array {
  return marked.map((isMarked) => 1 - isMarked);
}

/** The lines as they are, with marks for shared stretches, and with marks for templates. */
function markedForms(
  runs: Runs,
  log: LogLines,
  { sign, slot, literal }: Signs & { readonly literal: Uint8Array },
): MarkedForm[] {
  const forms: MarkedForm[] = [{ lines: runs.lines, segments: [], slot: '' }];
  if (sign === undefined) return forms;
  const shapes = Int32Array.from(runs.firsts, (first) => log.shapes[first] ?? 0);
  const groups = groupLines(runs.lines, { shapes, literal });
  const { lines, segments } = findSegments(runs.lines, groups, sign);
  if (segments.length > 0) forms.push({ lines, segments, slot: '' });
  if (slot === undefined) return forms;
  const templated = findTemplates(runs.lines, groups, { sign, slot });
  if (templated.templates.length > 0)
    forms.push({
      lines: templated.lines,
      segments: templated.templates,
      slot,
      marked: templated.marked,
    });
  return forms;
}

/** Errors, warnings, summaries, what was slow or asked for, and lines of a rare kind where rare kinds are rare. */
function literalLines(runs: Runs, log: LogLines, query: Query | undefined): Uint8Array {
  const { firsts, lines } = runs;
  const literal = query === undefined ? new Uint8Array(lines.length) : findAsked(lines, query);
  const rare = firsts.reduce((count, at) => count + ((log.sizes[at] ?? 0) < RARE_SHAPE ? 1 : 0), 0);
  const leastSize = rare <= firsts.length * RARE_SHARE ? RARE_SHAPE : 0;
  firsts.forEach((at, index) => {
    const isRare = (log.sizes[at] ?? 0) < leastSize;
    const isNotable = isRare || log.slow.has(at);
    if (isNotable || ((log.meanings[at] ?? 0) & NOT_TO_TOUCH) !== 0) literal[index] = 1;
  });
  return literal;
}

function hasMarks(form: ShortForm): boolean {
  return form.hasRepeats || form.hasHeads || form.segments.length > 0;
}

/** A line behind a template is harder to quote, so it must be worth it. */
const TEMPLATES_COST = 1.15;

function shortest(forms: readonly ShortForm[], estimate: CountTokens): string | undefined {
  let best: string | undefined;
  let bestCost = Infinity;
  for (const form of forms) {
    const text = writeShortForm(form);
    const cost = estimate(text) * (form.slot === '' ? 1 : TEMPLATES_COST);
    if (cost < bestCost) {
      best = text;
      bestCost = cost;
    }
  }
  return best;
}
