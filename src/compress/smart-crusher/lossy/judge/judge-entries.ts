// Turns the entries of an outline into units to choose from: what must stay, what is important, what says the same.
import type { CompressContext } from '../../../compressor.ts';
import type { Unit } from '../../../select/choose-units.ts';
import type { RowForm } from '../../table/row-form.ts';
import { EntryUnit, worthOf } from '../entry-unit.ts';
import { besideNamed, findNamed } from '../find-named.ts';
import type { Outline } from '../outline.ts';
import { aboutEntry } from './about-entry.ts';
import { OPAQUE_IMPORTANCE } from './about-member.ts';
import { findMusts } from './find-musts.ts';
import type { RowJudgement } from './judge-rows.ts';
import type { Judging } from './judging.ts';
import { memberShapes } from './member-shapes.ts';
import { rankEnds, rankLists, rankMembers } from './rank-members.ts';
import { RANK } from './row-findings.ts';

export interface Judged {
  readonly units: readonly Unit[];
  readonly judgements: ReadonlyMap<RowForm, RowJudgement>;
  /** Entries that the question calls by their name. */
  readonly named: ReadonlySet<number>;
}

/** What must stay may use up this share of the budget; what is left over is important, no more. */
const SHARE_FOR_MUSTS = 0.6;
const SHARE_WHEN_ASKED = 0.5;

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
