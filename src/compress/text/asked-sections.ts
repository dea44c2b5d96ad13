// What stands under a heading that the question spells out, or names by its words, answers it.
import type { CompressContext } from '../compressor.ts';
import { hashOfWord } from '../relevance/scan-words.ts';
import type { Block } from './read-blocks.ts';

const SPELLED_OUT = 0.7;
/** Below the headings: that there are other sections is worth more than all of one. */
const NAMED = 0.46;
/** Of a section that is spelled out, in estimated tokens: its begin. */
const SPELLED_OUT_TOKENS = 600;
/** A longer section that is only named has to be chosen from. */
const NAMED_TOKENS = 350;

interface Section {
  left: number;
  readonly importance: number;
}

/** Raises the importance of what stands in the sections that are asked for, whatever its words are. */
export function raiseAskedSections(
  blocks: readonly Block[],
  importance: number[],
  context: CompressContext,
): void {
  const named = namedSections(blocks, context);
  const sectionOf = new Map<number, Section>();
  blocks.forEach((block, index) => {
    const above = block.parent === undefined ? undefined : sectionOf.get(block.parent);
    const section = opensSection(block, named.has(index), context) ?? above;
    if (section === undefined) return;
    // What stands under a heading, or under a term, within the section belongs to it too.
    sectionOf.set(index, section);
    if (block.kind === 'heading') return;
    if (section.left > 0) importance[index] = Math.max(importance[index] ?? 0, section.importance);
    section.left -= context.estimate(block.text);
  });
}

function opensSection(
  { kind, text }: Block,
  isNamed: boolean,
  { query }: CompressContext,
): Section | undefined {
  if (kind !== 'heading') return undefined;
  const isSpelledOut = query?.anchors.some((anchor) => text.includes(anchor)) === true;
  if (isSpelledOut) return { left: SPELLED_OUT_TOKENS, importance: SPELLED_OUT };
  return isNamed ? { left: NAMED_TOKENS, importance: NAMED } : undefined;
}

/** A word that stands in more headings names none of them. */
const MOST_NAMED = 4;
/** A question that would name more sections is about none of them. */
const MOST_SECTIONS = 10;
const LONGEST_NAME = 60;

/** The headings of short sections of which the question has half the words or more: "Exit status" for "which exit codes". */
function namedSections(blocks: readonly Block[], context: CompressContext): ReadonlySet<number> {
  const { query } = context;
  if (query === undefined) return new Set();
  const stems = new Set([...query.terms].map((term) => hashOfWord(term).hash));
  const named = new Map<number, readonly number[]>();
  const headings = new Map<number, number>();
  blocks.forEach(({ kind, text }, index) => {
    if (kind !== 'heading' || text.length > LONGEST_NAME) return;
    const words = (text.toLowerCase().match(/[a-z][a-z\d]{2,}/g) ?? []).map(stemOf);
    const asked = words.filter((stem) => stems.has(stem));
    if (asked.length === 0 || asked.length * 2 < words.length) return;
    named.set(index, asked);
    for (const stem of new Set(asked)) headings.set(stem, (headings.get(stem) ?? 0) + 1);
  });
  const isTelling = (stem: number): boolean => (headings.get(stem) ?? 0) <= MOST_NAMED;
  const found = [...named].filter(([, asked]) => asked.some(isTelling)).map(([index]) => index);
  if (found.length > MOST_SECTIONS) return new Set();
  return new Set(found.filter((index) => isShort(blocks, index, context)));
}

function stemOf(word: string): number {
  return hashOfWord(word).hash;
}

function isShort(
  blocks: readonly Block[],
  heading: number,
  { estimate }: CompressContext,
): boolean {
  const level = blocks[heading]?.level ?? 0;
  let left = NAMED_TOKENS;
  for (let at = heading + 1; at < blocks.length && left >= 0; at++) {
    const block = blocks[at];
    if (block === undefined || (block.kind === 'heading' && block.level <= level)) return true;
    left -= estimate(block.text);
  }
  return left >= 0;
}
