// Lossy form of a log: reports with their details, outcomes, what is rare and what was asked for stay; gaps are marked.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { joinKept } from '../select/gaps.ts';
import { clipLine } from './clip-line.ts';
import { foldPlaces, listPlaces, type Diagnostic } from './fold-places.ts';
import { ERROR, FAILURE, WARNING } from './meaning.ts';
import { isOnlySuccess, readLog, type Log } from './read-log.ts';

const HEAD_LINES = 4;
const TAIL_LINES = 6;
/** Gap marks and lists of places come on top of the lines. */
const SHARE_FOR_LINES = 0.92;
/** All lists of places together, and the places in one list. */
const SHARE_FOR_LISTS = 0.25;
const MOST_PLACES = 120;
/** A longer line is cut when it alone would take more than its share of the budget. */
const LONGEST_LINE = 1_500;
const SHARE_FOR_LINE = 0.1;

/** Chooses lines of a log within the budget. */
export const logSelect: Compressor = {
  name: 'log-select',
  accepts: ['log', 'text'],
  fidelity: 'lossy',
  compress: selectLines,
};

function selectLines(text: string, context: CompressContext): Compressed | undefined {
  const lines = text.split('\n');
  const shown = clipLines(lines, context);
  const log = readLog(shown.lines);
  const diagnostics = foldPlaces(log);
  const costs = log.lines.map((line) => context.estimate(line) + 1);
  const notes = noteRepeats(diagnostics, costs, context);
  const units = log.lines.map((_, index): Unit => unitOf(log, index, costs[index] ?? 0));
  const kept = chooseUnits(units, {
    budgetTokens: context.budgetTokens * SHARE_FOR_LINES - notes.cost,
    head: HEAD_LINES,
    tail: TAIL_LINES,
    contextBefore: 1,
    contextAfter: 2,
    ...(context.query !== undefined && { query: context.query }),
  });
  if (kept.size === units.length && shown.lost.length === 0) return undefined;
  const listed = listedLines(diagnostics);
  const joined = joinKept(
    log.lines.map((line, index) => ({
      text: notes.texts.has(index) ? `${line}\n${notes.texts.get(index) ?? ''}` : line,
      from: index + 1,
      to: index + 1,
    })),
    kept,
    { describe: (start, end) => describe(log, { start, end }, listed) },
  );
  return { text: joined.text, lost: [...(joined.lost ?? []), ...shown.lost] };
}

function unitOf(log: Log, index: number, cost: number): Unit {
  const line = log.read[index];
  const { importance = 0, shape = 0, parent } = line ?? {};
  return {
    text: log.lines[index] ?? '',
    cost,
    importance,
    ...(parent !== undefined && { parent }),
    ...(shape !== 0 && { shape }),
  };
}

function clipLines(
  lines: readonly string[],
  context: CompressContext,
): { readonly lines: readonly string[]; readonly lost: readonly Omission[] } {
  const longest = Math.max(LONGEST_LINE, context.budgetTokens * SHARE_FOR_LINE * 4);
  const lost: Omission[] = [];
  let offset = 0;
  const clipped = lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    if (line.length <= longest) return line;
    const { text, gaps } = clipLine(line, context.query?.anchors ?? []);
    for (const gap of gaps) {
      lost.push({ unit: 'character', from: start + gap.from, to: start + gap.to });
    }
    return text;
  });
  return { lines: clipped, lost };
}

/** A list of the other places below the first line of each repeated diagnostic, most frequent ones first. */
function noteRepeats(
  diagnostics: readonly Diagnostic[],
  costs: readonly number[],
  context: CompressContext,
): { readonly texts: ReadonlyMap<number, string>; readonly cost: number } {
  const texts = new Map<number, string>();
  let cost = 0;
  const limit = context.budgetTokens * SHARE_FOR_LISTS;
  for (const { members } of diagnostics.toSorted(byFrequency)) {
    const [first, ...others] = members;
    if (first === undefined) continue;
    const note = listPlaces(others, MOST_PLACES);
    const noteCost = context.estimate(note) + 1;
    const saves = others.reduce((sum, member) => sum + (costs[member.line] ?? 0), 0) > noteCost;
    if (!saves || cost + noteCost > limit) continue;
    texts.set(first.line, note);
    cost += noteCost;
  }
  return { texts, cost };
}

function byFrequency(one: Diagnostic, other: Diagnostic): number {
  return other.members.length - one.members.length;
}

function listedLines(diagnostics: readonly Diagnostic[]): ReadonlySet<number> {
  return new Set(diagnostics.flatMap(({ members }) => members.map((member) => member.line)));
}

/** A few words on a gap: what failed in it first of all, else how much went well. */
function describe(
  log: Log,
  gap: { readonly start: number; readonly end: number },
  listed: ReadonlySet<number>,
): string | undefined {
  let errors = 0;
  let warnings = 0;
  let successes = 0;
  for (let index = gap.start; index < gap.end; index++) {
    const meaning = log.read[index]?.meaning ?? 0;
    if (isOnlySuccess(meaning)) successes++;
    else if (listed.has(index)) continue;
    else if ((meaning & (ERROR | FAILURE)) !== 0) errors++;
    else if ((meaning & WARNING) !== 0) warnings++;
  }
  const words = [
    countOf(errors, 'error'),
    countOf(warnings, 'warning'),
    successes > 2 ? `${successes} passed` : '',
  ].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

function countOf(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
