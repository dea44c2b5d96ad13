// Lossy form of prose, manuals and long settings files that were fetched or printed: what answers the question stays under
// its headings, and an outline of the rest. Never used on files the agent may edit; of a changelog the newest part, the one
// that is added to, stays as it is.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { clipTexts, lostWithin } from '../select/clip-line.ts';
import { joinKept } from '../select/gaps.ts';
import { withoutGutter } from '../without-gutter.ts';
import { openLinesOfChangelog } from './changelog.ts';
import { readBlocks, type Block, type BlockKind } from './read-blocks.ts';

/** A longer block is cut, unless the budget is so wide that it takes no more than a quarter of it. */
const LONGEST_BLOCK = 2_000;

/** Chooses blocks of a text within the budget. */
export const textSelect: Compressor = {
  name: 'text-select',
  accepts: ['prose', 'config', 'text'],
  fidelity: 'lossy',
  compress: selectBlocks,
};

function selectBlocks(text: string, context: CompressContext): Compressed | undefined {
  const { query, budgetTokens } = context;
  const numbered = text.split('\n');
  const lines = withoutGutter(numbered) ?? numbered;
  const blocks = readBlocks(lines);
  const shown = clipTexts(
    blocks.map((block) => block.text),
    {
      longest: Math.max(LONGEST_BLOCK, budgetTokens),
      words: query === undefined ? [] : [...query.anchors, ...query.terms],
    },
  );
  const pieces = blocks.map((block, index) => ({ ...block, text: shown.texts[index] ?? '' }));
  const openLines = openLinesOfChangelog(lines) ?? 0;
  const kept = chooseUnits(unitsOf(pieces, { context, openLines }), {
    budgetTokens,
    head: 1,
    contextAfter: 1,
    fill: query === undefined ? 1 : 0.5,
    ...(query !== undefined && { query }),
  });
  const joined = joinKept(pieces, kept);
  if (joined.text.length >= text.length) return undefined;
  return { text: joined.text, lost: [...(joined.lost ?? []), ...lostWithin(shown, kept)] };
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
  blank: 0,
};
/** The first block under a heading says what it is about. */
const FIRST_UNDER_HEADING = 0.38;
/** "-name pattern" with its explanation indented below. */
const TERM = 0.45;
const LONGEST_TERM = 100;
const CAUTIONED = 0.45;
const CAUTION = /\b(?:warning|important|must not|deprecated|required|security|breaking|caution)\b/i;

function unitsOf(
  blocks: readonly Block[],
  { context, openLines }: { readonly context: CompressContext; readonly openLines: number },
): Unit[] {
  const importance = weigh(blocks);
  return blocks.map((block, index): Unit => {
    const shape = block.kind === 'setting' ? keyOf(block.text) : undefined;
    return {
      text: block.text,
      cost: context.estimate(block.text) + 1,
      importance: importance[index] ?? 0,
      must: block.to <= openLines,
      ...(block.parent !== undefined && { parent: block.parent }),
      ...(shape !== undefined && { shape }),
    };
  });
}

function weigh(blocks: readonly Block[]): number[] {
  const importance = blocks.map(importanceOf);
  const raise = (index: number, least: number): void => {
    importance[index] = Math.max(importance[index] ?? 0, least);
  };
  const seenUnder = new Set<number>();
  blocks.forEach((block, index) => {
    const { parent } = block;
    const above = parent === undefined ? undefined : blocks[parent];
    if (parent === undefined || above === undefined || block.kind === 'heading') return;
    const isFirst = !seenUnder.has(parent);
    seenUnder.add(parent);
    if (above.kind === 'heading' && isFirst && block.kind !== 'comment')
      raise(index, FIRST_UNDER_HEADING);
    if (isTerm(above) && isFirst) raise(parent, TERM);
  });
  return importance;
}

/** A short line, not a sentence, that others are indented under. */
function isTerm(block: Block): boolean {
  if (block.kind !== 'paragraph' || block.text.length > LONGEST_TERM) return false;
  return !block.text.includes('\n') && !block.text.endsWith('.');
}

function importanceOf(block: Block): number {
  if (block.kind === 'heading') return Math.max(0.3, 0.75 - 0.1 * block.level);
  const base = block.kind === 'setting' ? importanceOfSetting(block.text) : IMPORTANCE[block.kind];
  return CAUTION.test(block.text.slice(0, 400)) ? Math.max(base + 0.15, CAUTIONED) : base;
}

/** Settings near the margin say most; a key without a value only opens a group. */
function importanceOfSetting(text: string): number {
  const depth = Math.min(6, Math.floor((text.length - text.trimStart().length) / 2));
  return /[:=]\s*$/.test(text) ? 0.3 : IMPORTANCE.setting - 0.05 * depth;
}

/** The name of a setting: those that occur once weigh more than those that occur in every entry. */
function keyOf(setting: string): string {
  return /^[^\s=:]*/.exec(setting.trimStart())?.[0] ?? '';
}
