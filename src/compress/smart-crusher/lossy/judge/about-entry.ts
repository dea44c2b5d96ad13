// How much an entry of an outline says, by its kind.
import { ERROR, FAILURE, meaningOf } from '../../../log/lines/meaning.ts';
import type { Entry, Outline } from '../outline.ts';
import { aboutMember } from './about-member.ts';
import { hashOfMask } from './hash-of-mask.ts';
import { judgeRows } from './judge-rows.ts';
import type { About, Judging } from './judging.ts';
import { RANK } from './row-findings.ts';

/** Importance and shape of an entry; what must stay is noted in the ranks. */
export function aboutEntry(judging: Judging, entry: Entry, index: number): About {
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
  const above = entries[parent];
  const table = above?.kind === 'heading' ? entries[above.parent] : above;
  let rows = 0;
  for (const index of table?.children ?? []) {
    const child = entries[index];
    rows += child?.kind === 'heading' ? child.children.length : 1;
    if (rows > MOST_TOP_ROWS) return false;
  }
  return true;
}
