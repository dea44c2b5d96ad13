// Chooses, within the budget, the blocks of a text that answer the question, under their headings, and an outline of the rest.
import type { Compressed, CompressContext, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { clipTexts, lostWithin } from '../select/clip-line.ts';
import { openItems } from '../select/checkbox.ts';
import { joinKept } from '../select/gaps.ts';
import { closeFences } from './close-fences.ts';
import { raiseAskedSections } from './asked-sections.ts';
import { raiseCodeMeanings } from './code-meanings.ts';
import { readBlocks, type Block, type BlockKind } from './read-blocks.ts';

/** Where a line stands in the original: first and last unit, counted from 1. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface SelectLinesOptions {
  /** So many lines at the begin stay in any case. */
  readonly openLines?: number;
  /** For lines that were written anew from another text. Absent: line n is line n of the original. */
  readonly placeOf?: (index: number) => Place;
  /** Of places; default is lines. */
  readonly unit?: Omission['unit'];
}

/** A longer block is cut, unless the budget is so wide that it takes no more than a quarter of it. */
const LONGEST_BLOCK = 2_000;

/** The chosen lines, with a mark for each gap. */
export function selectLines(
  lines: readonly string[],
  context: CompressContext,
  options: SelectLinesOptions = {},
): Compressed {
  const { query, budgetTokens } = context;
  const { openLines = 0, unit = 'line' } = options;
  const blocks = readBlocks(lines);
  const shown = clipTexts(
    blocks.map((block) => block.text),
    {
      longest: Math.max(LONGEST_BLOCK, budgetTokens),
      words: query === undefined ? [] : [...query.anchors, ...query.terms],
    },
  );
  const pieces =
    shown.lost.size === 0
      ? blocks
      : blocks.map((block, index) => ({ ...block, text: shown.texts[index] ?? '' }));
  const chosen = chooseUnits(unitsOf(pieces, { context, openLines }), {
    budgetTokens,
    head: 1,
    tail: context.kind === 'text' ? lastWords(blocks) : 0,
    contextAfter: 1,
    fill: query === undefined ? 1 : 0.5,
    explain: context.explain,
    ...(query !== undefined && { query }),
  });
  const kept = closeFences(blocks, chosen);
  const placed =
    options.placeOf === undefined
      ? pieces
      : pieces.map((piece) => ({ ...piece, ...placeOfBlock(piece, options) }));
  const joined = joinKept(placed, kept, { unit, numbered: unit === 'character' });
  return { text: joined.text, lost: [...(joined.lost ?? []), ...lostWithin(shown, kept)] };
}

/** A program ends with what came out; of a document the end says no more than other parts. */
const LAST_BLOCKS = 2;

/** So many blocks at the end hold the last two with words. */
function lastWords(blocks: readonly Block[]): number {
  let found = 0;
  let count = 0;
  while (found < LAST_BLOCKS && count < blocks.length) {
    if (blocks[blocks.length - 1 - count++]?.kind !== 'blank') found++;
  }
  return count;
}

function placeOfBlock(block: Block, { placeOf }: SelectLinesOptions): Place {
  if (placeOf === undefined) return block;
  const { from } = placeOf(block.from - 1);
  return { from, to: Math.max(from, placeOf(block.to - 1).to) };
}

const IMPORTANCE: Readonly<Record<BlockKind, number>> = {
  heading: 0.5,
  setting: 0.6,
  paragraph: 0.12,
  item: 0.15,
  comment: 0.05,
  off: 0.35,
  code: 0.2,
  row: 0.15,
  encoded: 0,
  blank: 0,
};
/** The first block under a heading says what it is about. */
const FIRST_UNDER_HEADING = 0.38;
/** "-name pattern" with its explanation indented below. */
const TERM = 0.45;
/** At the margin it is a declaration with what is said of it. */
const TERM_AT_MARGIN = 0.5;
const LONGEST_TERM = 100;
/** The sentence that begins an explanation says what the term means. */
const FIRST_UNDER_TERM = 0.25;
const CAUTIONED = 0.45;
const CAUTION =
  /\b(?:warning|important|must not|deprecated|required|security|breaking|caution|cve\W{1,3}\d{4}|(?:drop|dropped|remov(?:e|ed)) (?:support|compatibility)|no longer (?:support|work)(?:s|ed)?)\b/i;

function unitsOf(
  blocks: readonly Block[],
  { context, openLines }: { readonly context: CompressContext; readonly openLines: number },
): Unit[] {
  const importance = weigh(blocks);
  raiseCodeMeanings(blocks, importance);
  raiseOpenItems(blocks, importance);
  raiseAskedSections(blocks, importance, context);
  const steps = stepsOfPlan(blocks, context);
  return blocks.map((block, index): Unit => {
    const shape = block.kind === 'setting' ? keyOf(block.text) : undefined;
    // Without words nothing speaks for it.
    const text = block.kind === 'encoded' || isBoilerplate(block) ? '' : block.text;
    return {
      text,
      cost: context.estimate(block.text) + 1,
      importance: importance[index] ?? 0,
      must: block.to <= openLines || steps.has(index),
      ...(block.parent !== undefined && { parent: block.parent }),
      ...(shape !== undefined && { shape }),
    };
  });
}

const OPEN_ITEM = 0.6;

/** What a checklist leaves to do. */
function raiseOpenItems(blocks: readonly Block[], importance: number[]): void {
  for (const index of openItems(blocks.map(({ text }) => text)))
    importance[index] = Math.max(importance[index] ?? 0, OPEN_ITEM);
}

/** "->  Seq Scan on orders  (cost=0.00..1311.00 rows=12 width=16)", and what it threw away or wrote to disk. */
const PLAN_STEP =
  /^[^\n]{0,300}(?:\((?:cost=\d|actual time=)|Rows Removed by |Disk(?: Usage)?: \d)/;
/** Of the budget; a longer plan has to be chosen from. */
const SHARE_OF_STEPS = 0.8;

/** What a database does, step by step, says more than what is said of each step. */
function stepsOfPlan(
  blocks: readonly Block[],
  { budgetTokens, estimate }: CompressContext,
): ReadonlySet<number> {
  const steps = blocks.flatMap(({ text }, index) => (PLAN_STEP.test(text) ? [index] : []));
  const cost = steps.reduce((sum, index) => sum + estimate(blocks[index]?.text ?? ''), 0);
  return new Set(cost > budgetTokens * SHARE_OF_STEPS ? [] : steps);
}

/** "- [Install](#install)": the heading itself stays. */
const LINK_TO_HEADING = /^\s*(?:[-*+]|\d{1,3}[.)]) \[[^\]\n]{1,160}\]\(#[^)\s]{0,160}\)\s*$/;
const BADGE = /^\[?!\[[^\]]{0,120}\]\(\S{0,300}(?:badge|shields\.io|\.svg)/;

/** Tables of contents and rows of badges say nothing that is not said elsewhere. */
function isBoilerplate({ kind, text }: Block): boolean {
  if (kind === 'item') return LINK_TO_HEADING.test(text);
  return kind === 'paragraph' && text.split('\n', 8).every((line) => BADGE.test(line));
}

function weigh(blocks: readonly Block[]): number[] {
  const importance = blocks.map(importanceOf);
  const raise = (index: number, least: number): void => {
    importance[index] = Math.max(importance[index] ?? 0, least);
  };
  const seenUnder = new Map<number, number>();
  blocks.forEach((block, index) => {
    const { parent } = block;
    const above = parent === undefined ? undefined : blocks[parent];
    if (parent === undefined || above === undefined || block.kind === 'heading') return;
    const before = seenUnder.get(parent) ?? 0;
    seenUnder.set(parent, before + 1);
    const isFirst = before === 0;
    if (SPREAD.has(block.kind)) importance[index] = (importance[index] ?? 0) * shareOfNext(before);
    if (above.kind === 'heading' && isFirst && block.kind !== 'comment')
      raise(index, FIRST_UNDER_HEADING);
    if (!isTerm(above) || !isFirst) return;
    raise(parent, /^\s/.test(above.text) ? TERM : TERM_AT_MARGIN);
    raise(index, FIRST_UNDER_TERM);
  });
  return importance;
}

/** Kinds of which a text has many that weigh the same. */
const SPREAD: ReadonlySet<BlockKind> = new Set(['paragraph', 'item', 'code', 'row']);
const LEAST_OF_SPREAD = 0.7;
const HALF_OF_SPREAD = 4;

/** What comes early in its section weighs a little more, or room that is left would all go to the first sections. */
function shareOfNext(before: number): number {
  return LEAST_OF_SPREAD + (1 - LEAST_OF_SPREAD) / (1 + before / HALF_OF_SPREAD);
}

/** A short line, not a sentence, that others are indented under: an option, even if it ends like a setting. */
function isTerm(block: Block): boolean {
  const isOption = block.kind === 'setting' && /^\s*--?\w/.test(block.text);
  if (!isOption && block.kind !== 'paragraph') return false;
  if (block.text.length > LONGEST_TERM) return false;
  return !block.text.includes('\n') && !block.text.endsWith('.');
}

function importanceOf(block: Block): number {
  if (block.kind === 'heading') return Math.max(0.3, 0.75 - 0.1 * block.level);
  if (isBoilerplate(block)) return 0;
  const base = block.kind === 'setting' ? importanceOfSetting(block.text) : IMPORTANCE[block.kind];
  if (!isNearMargin(block) || isOpening(block)) return base;
  return CAUTION.test(block.text.slice(0, 400)) ? Math.max(base + 0.15, CAUTIONED) : base;
}

/** Deeper down a word like "required" is said of details. */
const DEEPEST_CAUTION = 16;

function isNearMargin({ text }: Block): boolean {
  return text.search(/\S/) <= DEEPEST_CAUTION;
}

const GROUP = /[:=]\s*$/;

/** "required:" says what follows, no more. */
function isOpening({ kind, text }: Block): boolean {
  return kind === 'setting' && GROUP.test(text);
}

/** Settings near the margin say most; a key without a value only opens a group. */
function importanceOfSetting(text: string): number {
  const depth = Math.min(6, Math.floor((text.length - text.trimStart().length) / 2));
  return GROUP.test(text) ? 0.3 : IMPORTANCE.setting - 0.05 * depth;
}

/** The name of a setting: those that occur once weigh more than those that occur in every entry. */
function keyOf(setting: string): string {
  return /^[^\s=:]*/.exec(setting.trimStart())?.[0] ?? '';
}
