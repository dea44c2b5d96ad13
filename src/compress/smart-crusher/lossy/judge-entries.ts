// Turns the entries of an outline into units to choose from: what must stay, what is important, what says the same.
import type { CompressContext } from '../../compressor.ts';
import type { JsonNode } from '../document/parse-json.ts';
import { ERROR, FAILURE, meaningOf } from '../../log/lines/meaning.ts';
import type { Unit } from '../../select/choose-units.ts';
import type { RowForm } from '../table/row-form.ts';
import { readColumn } from './column-statistics.ts';
import type { Values } from '../table/record-set.ts';
import { besideNamed, findNamed } from './find-named.ts';
import { judgeNumbers } from './judge-numbers.ts';
import { judgeRows, RANK, type RowJudgement } from './judge-rows.ts';
import { EntryUnit, worthOf } from './entry-unit.ts';
import { hashOf, hashOfMask, SPREAD } from './hash-of-mask.ts';
import type { Entry, Outline } from './outline.ts';
import { ENDS_OF_LIST } from './passages.ts';

export interface Judged {
  readonly units: readonly Unit[];
  readonly judgements: ReadonlyMap<RowForm, RowJudgement>;
  /** Entries that the question calls by their name. */
  readonly named: ReadonlySet<number>;
}

/** What must stay may use up this share of the budget; what is left over is important, no more. */
const SHARE_FOR_MUSTS = 0.6;
const SHARE_WHEN_ASKED = 0.5;
/** Rows at either end of a table that stay. */
const ENDS = 2;

/** A unit for each entry of the outline. */
export function judgeEntries(outline: Outline, context: CompressContext): Judged {
  const judgements = new Map<RowForm, RowJudgement>();
  const ranks = new Uint8Array(outline.entries.length);
  const shapeOf = memberShapes(outline);
  const judging: Judging = { outline, judgements, ranks, shapeOf, alarms: new Map() };
  const worth = worthOf(outline);
  outline.entries.forEach((entry, index) => {
    const { importance, shape } = aboutEntry(judging, entry, index);
    worth.importance[index] = importance;
    // What stands alone is like nothing else.
    if (entry.parent >= 0) worth.shapes[index] = shape;
  });
  for (const entry of outline.entries) {
    if (entry.kind === 'block') rankMembers(judging, entry);
    if (entry.kind === 'table') rankEnds(judging, entry.children);
  }
  rankLists(judging);
  const named = findNamed(outline, context.query);
  for (const index of besideNamed(outline, named)) {
    const importance = worth.importance[index] ?? 0;
    if (outline.entries[index]?.kind === 'line' && importance <= OPAQUE_IMPORTANCE) continue;
    worth.importance[index] = Math.max(importance, BESIDE_NAMED);
    worth.shapes[index] = undefined;
  }
  for (const index of named) ranks[index] = RANK.named;
  const share = context.query === undefined ? SHARE_FOR_MUSTS : SHARE_WHEN_ASKED;
  const units = outline.entries.map((_, index) => new EntryUnit(worth, index));
  for (const index of findMusts(units, ranks, context.budgetTokens * share)) worth.musts[index] = 1;
  return { units, judgements, named: new Set(named) };
}

const BESIDE_NAMED = 0.5;

interface Judging {
  readonly outline: Outline;
  readonly judgements: Map<RowForm, RowJudgement>;
  readonly ranks: Uint8Array;
  readonly shapeOf: (entry: Entry) => number;
  /** Alarming passages of each long value so far. */
  readonly alarms: Map<JsonNode, number>;
}

interface About {
  readonly importance: number;
  readonly shape?: string | number;
}

function aboutEntry(judging: Judging, entry: Entry, index: number): About {
  if (entry.kind === 'row') return aboutRow(judging, entry, index);
  if (entry.kind === 'passage') return { importance: importanceOfPassage(judging, entry) };
  if (entry.kind === 'text') return aboutText(judging, entry, index);
  if (entry.kind === 'heading') return { importance: 0 };
  if (entry.depth === 0) judging.ranks[index] = RANK.alarm;
  if (entry.kind !== 'line') return { importance: 0.6 / (entry.depth + 1) };
  return aboutMember(judging, entry);
}

const ALARMING_PASSAGE = 0.32;
/** Without a blank it is for machines. */
const LONGEST_WORD = 60;

/** A value that speaks of errors again and again is about them, and reports none. */
function importanceOfPassage({ alarms }: Judging, { text, place, node }: Entry): number {
  if (text.length >= LONGEST_WORD && !text.includes(' ')) return 0;
  const importance = 0.25 / (place + 1);
  if ((meaningOf(text) & (ERROR | FAILURE)) === 0) return importance;
  const before = alarms.get(node) ?? 0;
  alarms.set(node, before + 1);
  return Math.max(importance, ALARMING_PASSAGE / (1 + before / 2));
}

/** Addresses are made of ids and names that stand elsewhere, hashes mean something to machines alone. */
const LINK = /^"?https?:\/\//;
const HASH = /^"?(?=(?:[A-Za-z_+/=-]*\d){4})(?:[\w+/=]{20,}|[\da-f]{8}(?:-[\da-f]{4,12}){4})"?$/;
const OPAQUE_IMPORTANCE = 0.05;
const LINKS = 'link';
const OF_HEAD = 0.46;
const OF_TOTALS = 0.48;
/** A block with more members is a list of things, and so is a document with more blocks. */
const MOST_MEMBERS_OF_HEAD = 16;
const MOST_BLOCKS = 8;
const LONGEST_OF_HEAD = 200;

/** Few plain values in one of few blocks right below the outermost say what the document is about, numbers what it adds up to. */
function importanceOfHead({ entries }: Outline, { parent, depth, text }: Entry): number {
  const block = entries[parent];
  if (depth === 1 && block?.node.kind === 'object') {
    const isOneOfFew = block.children.length <= MOST_BLOCKS && text.length <= LONGEST_OF_HEAD;
    return isOneOfFew ? OF_HEAD : 0;
  }
  if (depth !== 2 || block?.node.kind !== 'object') return 0;
  const { children } = block;
  if (children.length > MOST_MEMBERS_OF_HEAD) return 0;
  if ((entries[block.parent]?.children.length ?? 0) > MOST_BLOCKS) return 0;
  if (children.some((child) => entries[child]?.kind !== 'line')) return 0;
  const numbers = children.filter((child) => isNumber(entries[child]));
  return numbers.length * 2 > children.length ? OF_TOTALS : OF_HEAD;
}

function isNumber(entry: Entry | undefined): boolean {
  return entry !== undefined && /^-?\d+(?:\.\d+)?$/.test(entry.text.slice(entry.lead.length));
}

/** A title, a state, a kind, an id that people use: words, or letters first. */
const NAME = /^(?!(?:true|false|null)$)"?[A-Za-z][\w .,:()/@+-]{1,58}"?$/;
/** A name says more than a number beside it. */
const FACTOR_OF_NAME = 1.4;

function aboutMember(judging: Judging, entry: Entry): About {
  const shape = judging.shapeOf(entry);
  if ((meaningOf(entry.text) & (ERROR | FAILURE)) !== 0) return { importance: 0.5, shape };
  const importance = Math.max(
    LEAST_IMPORTANCE,
    0.5 / (entry.depth + 1),
    importanceOfHead(judging.outline, entry),
  );
  if (entry.lead === '' || entry.lead.length === entry.text.length) return { importance, shape };
  const start = entry.text.slice(entry.lead.length, entry.lead.length + LONGEST_PHRASE);
  if (LINK.test(start)) return { importance: OPAQUE_IMPORTANCE, shape: LINKS };
  if (HASH.test(start)) return { importance: OPAQUE_IMPORTANCE, shape };
  if (EMPTY.test(start)) return { importance: OPAQUE_IMPORTANCE, shape };
  if (!isName(start)) return { importance, shape };
  const later = LATER_NAME * Math.min(entry.place, MOST_PLACES);
  const ofRecord = 0.5 / (levelOf(judging.outline, entry) + 1) - later;
  return { importance: Math.max(importance, ofRecord) * FACTOR_OF_NAME, shape };
}

/** Of like records each is named before the second name of any is told. */
const LATER_NAME = 0.0015;
const MOST_PLACES = 20;

/** Says no more than that nothing is known. */
const EMPTY = /^(?:null|""|\[\]|\{\})$/;

/** Objects above: what a list holds stands no deeper for it. */
function levelOf({ entries }: Outline, { depth, parent }: Entry): number {
  let level = depth;
  for (let above = entries[parent]; above !== undefined; above = entries[above.parent])
    if (above.kind === 'block' && above.node.kind === 'array') level--;
  return level;
}

function isName(value: string): boolean {
  return NAME.test(value) && !HASH.test(value);
}

/** Says itself that something was cut out before it came to us. */
const CUT = /^\s*(?:\.\.\.|…).*(?:truncated|omitted|lines)/;
const LONGEST_CUT = 200;

function aboutText(judging: Judging, { text, place }: Entry, index: number): About {
  if (text.length <= LONGEST_CUT && CUT.test(text)) judging.ranks[index] = RANK.alarm;
  const isAlarm = (meaningOf(text) & (ERROR | FAILURE)) !== 0;
  // A few lines around a short JSON say what it is; more of them are its own rest behind a cut.
  const importance = place <= FIRST_LINES ? 0.5 : 0.1;
  return {
    importance: isAlarm ? 0.6 : importance,
    shape: hashOfMask(text.slice(0, SHOWS_LINE), -1),
  };
}

const FIRST_LINES = 5;
const SHOWS_LINE = 40;

/** Of a member however deep. */
const LEAST_IMPORTANCE = 0.12;

const SHOWS_SHAPE = 24;

/** A member that stands so often in the document says nothing new wherever it stands. */
const OFTEN = 4;

/** Shapes of members: of one container those whose values look alike, in all of them those that are written alike. */
function memberShapes({ entries }: Outline): (entry: Entry) => number {
  const counts = new Map<number, number>();
  for (const entry of entries) {
    if (entry.kind !== 'line' || entry.text.length > LONGEST_PHRASE) continue;
    const hash = hashOf(entry.text);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return ({ parent, text, lead }) => {
    if (lead !== '' && text.length <= LONGEST_PHRASE) {
      const hash = hashOf(text);
      if ((counts.get(hash) ?? 0) >= OFTEN) return hash;
    }
    const start = lead.length;
    // What something is called, or how it is, says no other member.
    if (lead !== '' && isName(text.slice(start)))
      return hashOf(lead) ^ Math.imul(parent + 1, SPREAD);
    return hashOfMask(text.slice(start, start + SHOWS_SHAPE), parent);
  };
}

const LONGEST_PHRASE = 60;

function aboutRow(judging: Judging, entry: Entry, index: number): About {
  const { row } = entry;
  if (row === undefined) return { importance: 0 };
  if (row.index < 0) {
    judging.ranks[index] = RANK.rare;
    return { importance: 0.6 };
  }
  let judgement = judging.judgements.get(row.form);
  if (judgement === undefined) {
    judgement = judgeRows(judging.outline.text, row.form);
    judging.judgements.set(row.form, judgement);
  }
  judging.ranks[index] = judgement.ranks[row.index] ?? 0;
  const standing = row.key === undefined ? 0 : 0.25 / (row.depth + 1);
  const ownImportance = isTopOfFew(judging.outline, entry) ? TOP_OF_FEW : 0;
  const importance = Math.max(standing, ownImportance, judgement.importance[row.index] ?? 0);
  const shape =
    judgement.shapes[row.index] ?? (row.key === undefined ? undefined : entry.text.trim());
  return shape === undefined ? { importance } : { importance, shape };
}

const TOP_OF_FEW = 0.45;
const MOST_TOP_ROWS = 40;

/** Where rows hold further rows, the few outermost are the table of contents. */
function isTopOfFew({ entries }: Outline, { row, parent }: Entry): boolean {
  if (row?.depth !== 0 || row.form.children.length === 0) return false;
  return (entries[parent]?.children.length ?? 0) <= MOST_TOP_ROWS;
}

/** Fewer members can all be looked at. */
const FEWEST_MEMBERS = 8;

/** Of a long block of plain members, or of lists of the same length, the ends stay and the numbers that stand out. */
function rankMembers({ outline, ranks }: Judging, block: Entry): void {
  const { children } = block;
  const members = children.map((index) => outline.entries[index]?.node);
  if (members.length < FEWEST_MEMBERS) return;
  const series = seriesOf(members);
  if (series.length === 0) return;
  const stand = (member: number, rank: number): void => {
    const index = children[member];
    if (index !== undefined) ranks[index] = Math.max(ranks[index] ?? 0, rank);
  };
  stand(0, RANK.extreme);
  stand(members.length - 1, RANK.extreme);
  for (const values of series) rankNumbers(outline.text, values, stand);
}

/** The members themselves, or what stands at each place of lists that are alike. */
function seriesOf(members: Values): readonly Values[] {
  const [first] = members;
  const isPlain = members.every((node) => node?.kind !== 'array' && node?.kind !== 'object');
  if (isPlain) return [members];
  if (first?.kind !== 'array' || first.items.length > LONGEST_TUPLE) return [];
  const { length } = first.items;
  const isAlike = members.every((node) => node?.kind === 'array' && node.items.length === length);
  if (!isAlike) return [];
  return first.items.map((_, place) =>
    members.map((node) => (node?.kind === 'array' ? node.items[place] : undefined)),
  );
}

const LONGEST_TUPLE = 12;
const MOST_OUTLIERS = 6;

function rankNumbers(
  text: string,
  values: Values,
  stand: (place: number, rank: number) => void,
): void {
  const { numbers } = readColumn(text, values);
  if (numbers === undefined) return;
  const { extremes, outliers, changes } = judgeNumbers(numbers);
  if (numbers.isSequence) {
    for (const place of [numbers.lowest, numbers.highest])
      if (place >= 0) stand(place, RANK.extreme);
  }
  for (const place of [...extremes, ...changes]) stand(place, RANK.extreme);
  for (const place of outliers.slice(0, MOST_OUTLIERS)) stand(place, RANK.outlier);
}

/** Long lists are kept in pieces; the pieces with numbers that stand out stay. */
function rankLists({ outline, ranks }: Judging): void {
  for (const [node, { long, entries }] of outline.longValues) {
    if (long.unit !== 'items' || node.kind !== 'array') continue;
    const size = long.passages[0]?.count ?? 1;
    const stand = (item: number, rank: number): void => {
      const index = entries[Math.floor((item - ENDS_OF_LIST) / size)];
      if (index !== undefined) ranks[index] = Math.max(ranks[index] ?? 0, rank);
    };
    for (const values of seriesOf(node.items)) rankNumbers(outline.text, values, stand);
  }
}

function rankEnds({ ranks }: Judging, children: readonly number[]): void {
  for (const index of [...children.slice(0, ENDS), ...children.slice(-ENDS)]) {
    ranks[index] = Math.max(ranks[index] ?? 0, RANK.extreme);
  }
}

/** Higher ranks first, and in a rank one of each shape before its repeats. */
function findMusts(
  units: readonly Unit[],
  ranks: Uint8Array,
  limitTokens: number,
): readonly number[] {
  const musts: number[] = [];
  /** With what they stand under, which stays with them. */
  const paid = new Set<number>();
  let spent = 0;
  for (const index of orderMusts(units, ranks)) {
    if (spent > limitTokens) break;
    const chain = unpaidChain(units, paid, index);
    const cost = chain.reduce((sum, at) => sum + (units[at]?.cost ?? 0), 0);
    if (spent + cost > limitTokens) continue;
    spent += cost;
    musts.push(index);
    for (const at of chain) paid.add(at);
  }
  return musts;
}

function unpaidChain(
  units: readonly Unit[],
  paid: ReadonlySet<number>,
  index: number,
): readonly number[] {
  const chain: number[] = [];
  let at: number | undefined = index;
  while (at !== undefined && !paid.has(at)) {
    chain.push(at);
    at = units[at]?.parent;
  }
  return chain;
}

function orderMusts(units: readonly Unit[], ranks: Uint8Array): readonly number[] {
  const repeats = new Map<string, number>();
  const ranked: { readonly index: number; readonly order: number }[] = [];
  ranks.forEach((rank, index) => {
    if (rank === 0) return;
    const key = `${rank} ${units[index]?.shape ?? index}`;
    const before = repeats.get(key) ?? 0;
    repeats.set(key, before + 1);
    ranked.push({ index, order: (RANK.named - rank) * 1e6 + before });
  });
  return ranked
    .sort((one, other) => one.order - other.order || one.index - other.index)
    .map(({ index }) => index);
}
