// Lossy form of prose, manuals and long settings files that were fetched or printed: what answers the question stays under
// its headings, and an outline of the rest. Never used on files the agent may edit.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { clipLine } from '../select/clip-line.ts';
import { joinKept } from '../select/gaps.ts';
import { readBlocks, type Block, type BlockKind } from './read-blocks.ts';

/** A block longer than this share of the budget is cut to the places that matter. */
const SHARE_FOR_BLOCK = 0.3;

/** Chooses blocks of a text within the budget. */
export const textSelect: Compressor = {
  name: 'text-select',
  accepts: ['prose', 'config', 'text'],
  fidelity: 'lossy',
  compress: selectBlocks,
};

function selectBlocks(text: string, context: CompressContext): Compressed | undefined {
  const blocks = readBlocks(text.split('\n')).map((block) => clipped(block, context));
  const units = unitsOf(blocks, context);
  const kept = chooseUnits(units, {
    budgetTokens: context.budgetTokens,
    head: 1,
    contextAfter: 1,
    fill: context.query === undefined ? 1 : 0.5,
    ...(context.query !== undefined && { query: context.query }),
  });
  const joined = joinKept(blocks, kept);
  return joined.text.length < text.length ? joined : undefined;
}

const IMPORTANCE: Readonly<Record<BlockKind, number>> = {
  heading: 0.5,
  setting: 0.6,
  paragraph: 0.12,
  item: 0.15,
  comment: 0.05,
  code: 0.2,
  row: 0.15,
  blank: 0,
};
/** The first block under a heading says what it is about. */
const FIRST_UNDER_HEADING = 0.4;
/** "-name pattern" with its explanation indented below; "# port 80", a setting that is switched off. */
const TERM = 0.45;
const LONGEST_TERM = 100;
const OFF_SETTING = 0.35;
const CAUTION = /\b(?:warning|important|must not|deprecated|required|security|breaking|caution)\b/i;

function unitsOf(blocks: readonly Block[], context: CompressContext): Unit[] {
  const importance = weigh(blocks);
  return blocks.map((block, index): Unit => {
    const shape = block.kind === 'setting' ? keyOf(block.text) : undefined;
    return {
      text: block.text,
      cost: context.estimate(block.text) + 1,
      importance: importance[index] ?? 0,
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
    if (above.kind === 'heading' && isFirst) raise(index, FIRST_UNDER_HEADING);
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
  if (block.kind === 'comment' && /^# ?[a-z][\w-]+ \S+$/.test(block.text)) return OFF_SETTING;
  const base = IMPORTANCE[block.kind];
  return CAUTION.test(block.text.slice(0, 400)) ? Math.max(base, 0.35) : base;
}

/** The name of a setting: those that occur once weigh more than those that occur in every entry. */
function keyOf(setting: string): string {
  return /^[^\s=:]*/.exec(setting.trimStart())?.[0] ?? '';
}

/** Cuts a block that alone would take a large part of the budget; lines of text without any break, mostly. */
function clipped(block: Block, context: CompressContext): Block {
  const longest = Math.max(2_000, context.budgetTokens * SHARE_FOR_BLOCK * 4);
  if (block.text.length <= longest) return block;
  const words = [...(context.query?.anchors ?? []), ...(context.query?.terms ?? [])];
  return { ...block, text: clipLine(block.text, words).text };
}
