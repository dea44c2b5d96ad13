// Lossy form of a log: reports with their details, outcomes, what is rare and what was asked for stay; gaps are marked.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { joinKept } from '../select/gaps.ts';
import { clipTexts, lostWithin } from '../select/clip-line.ts';
import { readOnce } from '../read-once.ts';
import { describeGap } from './describe-gap.ts';
import { foldPlaces, listPlaces, type Diagnostic, type Member } from './fold-places.ts';
import { markAskedSlow } from './weigh/asked-slow.ts';
import { START } from './lines/meaning.ts';
import { withoutStamps } from './lines/line-stamps.ts';
import { readLines } from './lines/read-lines.ts';
import { isOnlySuccess, type Log, type LogLine } from './weigh/log.ts';
import { readLog } from './weigh/read-log.ts';
import { markStoryEnds } from './weigh/story-ends.ts';
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
    terms: context.query?.terms,
  });
  const bodies = read.bodies === read.lines ? shown.texts : withoutStamps(shown.texts);
  const log = readLog({ ...read, bodies });
  markAskedSlow(log, read.times, context.query);
  if (context.query === undefined && passedShare(log) < NO_STORIES_SHARE) markStoryEnds(log);
  const material = prepare(shown.texts, log, context);
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
  readonly context: CompressContext;
}

function prepare(lines: readonly string[], log: Log, context: CompressContext): Material {
  const diagnostics = foldPlaces(log);
  // Without a question a neighbour may be what is looked for as well as anything else.
  const isRun = context.query !== undefined && isTestRun(log);
  const units = log.read.map(
    (line, index) => new LogUnit(lines[index] ?? '', line, isRun && hasPassed(line)),
  );
  return {
    lines,
    log,
    context,
    units,
    notes: noteRepeats(diagnostics, units, context),
  };
}

/** Where so many lines only say that something began or passed, each is about a test of its own. */
const PASSED_SHARE = 0.2;

function isTestRun(log: Log): boolean {
  return passedShare(log) > PASSED_SHARE;
}

/** Where so many do, their files and suites are no subjects of which something else is told: each line is a story of its own. */
const NO_STORIES_SHARE = 0.8;

function passedShare({ read }: Log): number {
  return read.filter(hasPassed).length / Math.max(1, read.length);
}

function hasPassed({ meaning }: LogLine): boolean {
  return meaning === START || isOnlySuccess(meaning);
}

function pick({ log, units, notes, context }: Material): ReadonlySet<number> {
  return chooseUnits(units, {
    budgetTokens: context.budgetTokens - notes.cost,
    head: HEAD_LINES,
    tail: TAIL_LINES,
    contextBefore: log.standAlone === true ? 0 : 1,
    contextAfter: log.standAlone === true ? 0 : 2,
    fill: FILL,
    gapTokens: GAP_TOKENS,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
}

/** The chosen lines with marks for the gaps, and the lists below repeated diagnostics. */
function join({ lines, log, notes, context }: Material, kept: ReadonlySet<number>): Compressed {
  const above = context.linesBefore ?? 0;
  const pieces = lines.map((line, index) => {
    const note = notes.lists.get(index);
    const text = note === undefined ? line : `${line}\n${note.text}`;
    return { text, from: index + 1 + above, to: index + 1 + above };
  });
  const named = new Set<number>();
  for (const [index, list] of notes.lists) {
    if (kept.has(index)) for (const line of list.named) named.add(line);
  }
  return joinKept(pieces, kept, {
    describe: (start, end) => describeGap(log, { start, end, above }, named),
  });
}

interface Notes {
  /** What is added below a line. */
  readonly lists: ReadonlyMap<number, PlaceList>;
  readonly cost: number;
}

interface PlaceList {
  readonly text: string;
  /** The lines whose places it names. */
  readonly named: readonly number[];
}

/** A list of the other places below the first line of each repeated diagnostic, most frequent ones first. */
function noteRepeats(
  diagnostics: readonly Diagnostic[],
  units: readonly Unit[],
  context: CompressContext,
): Notes {
  const lists = new Map<number, PlaceList>();
  let cost = 0;
  const limit = context.budgetTokens * SHARE_FOR_LISTS;
  for (const { members } of diagnostics.toSorted(byFrequency)) {
    const [first, ...repeats] = members;
    if (first === undefined) continue;
    const others = repeats.filter((member) => !isSamePlace(member, first));
    if (others.length === 0) continue;
    const list = shortList(others, context);
    const noteCost = context.estimate(list.text) + 1;
    const saves = others.reduce((sum, { line }) => sum + (units[line]?.cost ?? 0), 0) > noteCost;
    if (!saves || cost + noteCost > limit) continue;
    const twins = repeats.filter((member) => isSamePlace(member, first));
    lists.set(first.line, { ...list, named: [...list.named, ...twins.map(({ line }) => line)] });
    cost += noteCost;
  }
  return { lists, cost };
}

/** Maven says everything twice. */
function isSamePlace(one: Member, other: Member): boolean {
  return one.path === other.path && one.position === other.position;
}

/** As many places as the share of one list allows. */
function shortList(members: readonly Member[], context: CompressContext): PlaceList {
  const limit = context.budgetTokens * SHARE_FOR_LIST;
  let most = MOST_PLACES;
  let text = listPlaces(members, most);
  while (most > LEAST_PLACES && context.estimate(text) > limit) {
    most = Math.floor(Math.min(most, members.length) / 2);
    text = listPlaces(members, most);
  }
  return { text, named: members.slice(0, most).map(({ line }) => line) };
}

function byFrequency(one: Diagnostic, other: Diagnostic): number {
  return other.members.length - one.members.length;
}
