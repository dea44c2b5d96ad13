// Chooses which units (lines, rows, hits) of a text stay within a budget. Deterministic: equal scores go by position.
import type { Query } from '../relevance/query.ts';
import { inheritScores, rankByScore } from './rank.ts';
import { rateUnits, type Relevance } from '../relevance/score.ts';
import type { Explain } from './kept-because.ts';
import { Selection } from './selection.ts';

export interface Unit {
  readonly text: string;
  /** Estimated tokens, including what its line end or separator costs. Asked only of units that may be kept. */
  readonly cost: number;
  /** 0 to 1: errors, failures, rare values, declarations. Given by the compressor, which knows the kind. */
  readonly importance: number;
  /** Stays even beyond the budget. */
  readonly must?: boolean | undefined;
  /** Index of the heading this unit stands under (file, hunk, section, error headline), smaller than its own index. */
  readonly parent?: number | undefined;
  /** Its neighbours say nothing about it, nor it about them. */
  readonly standsAlone?: boolean | undefined;
  /** Of no use to its neighbours, nor to fill room with; it may answer a question all the same. */
  readonly isFleeting?: boolean | undefined;
  /** The same was shown before: a question finds it there, and its neighbours do without it. */
  readonly isRepeat?: boolean | undefined;
  /** Units of the same shape say the same with other values; repeats are worth less and one of each shape is covered. */
  readonly shape?: string | number | undefined;
}

export interface ChooseOptions {
  readonly budgetTokens: number;
  readonly query?: Query;
  /** Units kept at either end whatever they say. */
  readonly head?: number;
  readonly tail?: number;
  /** Units kept around a chosen one. Lines want 1 and 2, rows and hits none. */
  readonly contextBefore?: number;
  readonly contextAfter?: number;
  /** Share of the budget that is left at the end and spent on lines nothing speaks for. Default 1. */
  readonly fill?: number;
  /** What the mark for a gap costs; it counts against the budget, and cheaper gaps are filled. Default 7. */
  readonly gapTokens?: number;
  readonly explain?: Explain | undefined;
}

/** Of the whole budget: what is important, without its surroundings, before a question can use up the room. */
const IMPORTANCE_SHARE = 0.3;
/** Of what is free then: more of it with surroundings, what was asked for, and the rest to the best mix of both. */
const SURROUNDINGS_SHARE = 0.2;
const RELEVANCE_SHARE = 0.4;
const BY_IMPORTANCE = { least: 0.3, leastRepeat: 0.12 };
const BY_RELEVANCE = { least: 0.1, leastRepeat: 0.06, byLevel: true };
const BY_BOTH = { least: 0.04, leastRepeat: 0.04 };
/** Units named by an anchor always stay while they are this few, and cost no more than this share of the budget. */
const FEW_ANCHORED = 12;
const ANCHORED_SHARE = 0.5;
/** What "[… 214-331]" costs. */
const GAP_MARK_TOKENS = 7;
/** What the first unit of a shape gains over its repeats in the mix. */
const COVERAGE = 0.12;

/** The indexes of the units to keep, ascending. What must stay is kept even beyond the budget. */
export function chooseUnits(units: readonly Unit[], options: ChooseOptions): ReadonlySet<number> {
  const selection = new Selection(units, options.gapTokens ?? GAP_MARK_TOKENS);
  if (selection.isWithin(options.budgetTokens)) return selection.all();
  const relevance = rate(units, options.query);
  keepMusts(selection, units, options);
  const importance = new Float64Array(units.length);
  units.forEach((unit, index) => (importance[index] = unit.importance));
  const byImportance = rankByScore(importance, units, BY_IMPORTANCE);
  selection.because = 'importance';
  selection.take(byImportance, {
    limit: selection.cost + options.budgetTokens * IMPORTANCE_SHARE,
  });
  selection.because = 'named in the question';
  keepAnchored(selection, relevance, options.budgetTokens);
  const free = Math.max(0, options.budgetTokens - selection.cost);
  const context = { before: options.contextBefore ?? 0, after: options.contextAfter ?? 0 };
  selection.because = 'importance';
  selection.take(byImportance, { limit: selection.cost + free * SURROUNDINGS_SHARE, context });
  selection.because = 'question';
  selection.take(rankByScore(relevance.scores, units, BY_RELEVANCE), {
    limit: selection.cost + free * RELEVANCE_SHARE,
    context,
  });
  const mix = mixScores(units, relevance.scores);
  selection.because = 'coverage';
  selection.take(rankByScore(mix, units, BY_BOTH), { limit: options.budgetTokens });
  const left = Math.max(0, options.budgetTokens - selection.cost);
  selection.because = 'room';
  selection.growEnds(selection.cost + left * (options.fill ?? 1));
  selection.because = 'no gap';
  selection.fillGaps();
  options.explain?.(selection.reasons());
  return selection.sorted();
}

function rate(units: readonly Unit[], query: Query | undefined): Relevance {
  if (query === undefined) return { scores: new Float64Array(units.length), anchored: [] };
  const texts = units.map((unit) => unit.text);
  const { scores, anchored } = rateUnits(texts, query);
  const inherited = inheritScores(scores, units);
  units.forEach((unit, index) => {
    if (unit.isRepeat === true) inherited[index] = 0;
  });
  return { scores: inherited, anchored };
}

function keepMusts(selection: Selection, units: readonly Unit[], options: ChooseOptions): void {
  units.forEach((unit, index) => {
    if (unit.must === true) selection.keep(index);
  });
  selection.because = 'first or last';
  for (let index = 0; index < Math.min(options.head ?? 0, units.length); index++) {
    selection.keep(index);
  }
  for (let index = Math.max(0, units.length - (options.tail ?? 0)); index < units.length; index++) {
    selection.keep(index);
  }
}

/** Rarest anchors first, so that a frequent one cannot use up the share of the others. */
function keepAnchored(selection: Selection, relevance: Relevance, budgetTokens: number): void {
  const limit = selection.cost + budgetTokens * ANCHORED_SHARE;
  const few = relevance.anchored.filter((holders) => holders.length <= FEW_ANCHORED);
  for (const holders of few.toSorted((one, other) => one.length - other.length)) {
    for (const index of holders) {
      if (selection.costWith(index) <= limit) selection.keep(index);
    }
  }
}

function mixScores(units: readonly Unit[], relevance: Float64Array): Float64Array {
  const seen = new Set<string | number>();
  const mix = new Float64Array(units.length);
  for (let index = 0; index < units.length; index++) {
    const { importance = 0, shape, isRepeat } = units[index] ?? {};
    const isFirst = shape !== undefined && isRepeat !== true && !seen.has(shape);
    if (isFirst) seen.add(shape);
    mix[index] = importance * 0.5 + (relevance[index] ?? 0) * 0.5 + (isFirst ? COVERAGE : 0);
  }
  return mix;
}
