// Lossy form of a log: reports with their details, outcomes, what is rare and what was asked for stay; gaps are marked.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { joinKept } from '../select/gaps.ts';
import { clipTexts, lostWithin } from '../select/clip-line.ts';
import { readOnce } from '../read-once.ts';
import { countStatuses } from './access-status.ts';
import { foldPlaces, listPlaces, type Diagnostic, type Member } from './fold-places.ts';
import { ERROR, FAILURE, WARNING } from './lines/meaning.ts';
import { withoutStamps } from './lines/line-stamps.ts';
import { readLines } from './lines/read-lines.ts';
import { isOnlySuccess, readLog, type Log } from './lines/read-log.ts';
import { LogUnit } from './log-unit.ts';

const HEAD_LINES = 4;
const TAIL_LINES = 6;
/** Lines that repeat others word by word are worth no more tokens than this share of what is left. */
const FILL = 0.3;
/** With a few words on what is missing. */
const GAP_TOKENS = 8;
/** All lists of places together, and one of them. */
const SHARE_FOR_LISTS = 0.25;
const SHARE_FOR_LIST = 0.1;
const MOST_PLACES = 120;
const LEAST_PLACES = 8;
/** A longer line is cut, unless the budget is so wide that it takes no more than a quarter of it. */
const LONGEST_LINE = 1_500;

/** Chooses lines of a log within the budget. */
export const logSelect: Compressor = {
  name: 'log-select',
  accepts: ['log', 'text'],
  fidelity: 'lossy',
  compress: selectLines,
};

function selectLines(text: string, context: CompressContext): Compressed | undefined {
  const read = readOnce(context, readLines, text);
  const shown = clipTexts(read.lines, {
    longest: Math.max(LONGEST_LINE, context.budgetTokens),
    words: context.query?.anchors ?? [],
  });
  const bodies = read.bodies === read.lines ? shown.texts : withoutStamps(shown.texts);
  const material = prepare(shown.texts, readLog({ ...read, bodies }), context);
  const kept = pick(material);
  const joined = join(material, kept);
  if (joined.text.length >= text.length) return undefined;
  return { text: joined.text, lost: [...(joined.lost ?? []), ...lostWithin(shown, kept)] };
}

interface Material {
  readonly lines: readonly string[];
  readonly log: Log;
  readonly units: readonly Unit[];
  readonly notes: Notes;
  readonly listed: ReadonlySet<number>;
  readonly context: CompressContext;
}

function prepare(lines: readonly string[], log: Log, context: CompressContext): Material {
  const diagnostics = foldPlaces(log);
  const units = log.read.map((line, index) => new LogUnit(lines[index] ?? '', line));
  return {
    lines,
    log,
    context,
    units,
    notes: noteRepeats(diagnostics, units, context),
    listed: listedLines(diagnostics),
  };
}

function pick({ log, units, notes, context }: Material): ReadonlySet<number> {
  return chooseUnits(units, {
    budgetTokens: context.budgetTokens - notes.cost,
    head: HEAD_LINES,
    tail: TAIL_LINES,
    contextBefore: log.isAccessLog === true ? 0 : 1,
    contextAfter: log.isAccessLog === true ? 0 : 2,
    fill: FILL,
    gapTokens: GAP_TOKENS,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
}

/** The chosen lines with marks for the gaps, and the lists below repeated diagnostics. */
function join({ lines, log, notes, listed }: Material, kept: ReadonlySet<number>): Compressed {
  const pieces = lines.map((line, index) => {
    const note = notes.texts.get(index);
    return { text: note === undefined ? line : `${line}\n${note}`, from: index + 1, to: index + 1 };
  });
  return joinKept(pieces, kept, {
    describe: (start, end) => describe(log, { start, end }, listed),
  });
}

interface Notes {
  /** What is added below a line. */
  readonly texts: ReadonlyMap<number, string>;
  readonly cost: number;
}

/** A list of the other places below the first line of each repeated diagnostic, most frequent ones first. */
function noteRepeats(
  diagnostics: readonly Diagnostic[],
  units: readonly Unit[],
  context: CompressContext,
): Notes {
  const texts = new Map<number, string>();
  let cost = 0;
  const limit = context.budgetTokens * SHARE_FOR_LISTS;
  for (const { members } of diagnostics.toSorted(byFrequency)) {
    const [first, ...others] = members;
    if (first === undefined) continue;
    const note = shortList(others, context);
    const noteCost = context.estimate(note) + 1;
    const saves = others.reduce((sum, { line }) => sum + (units[line]?.cost ?? 0), 0) > noteCost;
    if (!saves || cost + noteCost > limit) continue;
    texts.set(first.line, note);
    cost += noteCost;
  }
  return { texts, cost };
}

/** As many places as the share of one list allows. */
function shortList(members: readonly Member[], context: CompressContext): string {
  const limit = context.budgetTokens * SHARE_FOR_LIST;
  let most = MOST_PLACES;
  let note = listPlaces(members, most);
  while (most > LEAST_PLACES && context.estimate(note) > limit) {
    most = Math.floor(Math.min(most, members.length) / 2);
    note = listPlaces(members, most);
  }
  return note;
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
  let sameAs: number | undefined;
  for (let index = gap.start; index < gap.end; index++) {
    const meaning = log.read[index]?.meaning ?? 0;
    sameAs ??= log.read[index]?.sameAs;
    if (isOnlySuccess(meaning)) successes++;
    else if (listed.has(index)) continue;
    else if ((meaning & (ERROR | FAILURE)) !== 0) errors++;
    else if ((meaning & WARNING) !== 0) warnings++;
  }
  const words = [
    log.isAccessLog === true ? countStatuses(log.lines.slice(gap.start, gap.end)) : '',
    countOf(errors, 'error'),
    countOf(warnings, 'warning'),
    successes > 2 ? `${successes} passed` : '',
    sameAs === undefined ? '' : `trace as below ${sameAs + 1}`,
  ].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

function countOf(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
