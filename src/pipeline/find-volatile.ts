// What differs between two versions of one text, and what kind of thing it is. Pure; linear in the length of the texts.
import type { PrefixText } from '../wire/wire-format.ts';

export type VolatileKind = 'date' | 'id' | 'counter' | 'text';

/** Something in the head of a request that was different in the request before it. */
export interface VolatileText {
  readonly part: PrefixText['part'];
  readonly kind: VolatileKind;
  /** Characters of the part that stand before it. */
  readonly at: number;
}

/** Further changes of one text are counted by nobody: the first one is where a cached prefix ends. */
const MOST_CHANGES = 5;

/** The changes from one text to the next, in order. */
export function findVolatile(before: PrefixText, now: PrefixText): readonly VolatileText[] {
  if (before.text === now.text) return [];
  const sides = { old: linesOf(before.text), new: linesOf(now.text) };
  const start = commonStart(sides);
  const end = commonEnd(sides, start);
  const [old, changed] = [
    sides.old.slice(start, -end || undefined),
    sides.new.slice(start, -end || undefined),
  ];
  let at = sides.new.slice(0, start).reduce((sum, line) => sum + line.length + 1, 0);
  if (old.length !== changed.length) return [{ part: now.part, kind: 'text', at }];
  const found: VolatileText[] = [];
  for (const [index, line] of changed.entries()) {
    const was = old[index] ?? '';
    if (was !== line && found.length < MOST_CHANGES) {
      const core = coreOf(was, line);
      found.push({ part: now.part, kind: kindOf(core), at: at + core.at });
    }
    at += line.length + 1;
  }
  return found;
}

interface Sides {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** Line ends inside JSON strings are escaped. */
function linesOf(text: string): readonly string[] {
  return text.split(/\\n|\n/);
}

function commonStart(sides: Sides): number {
  let start = 0;
  while (start < sides.old.length && sides.old[start] === sides.new[start]) start++;
  return start;
}

function commonEnd(sides: Sides, start: number): number {
  const most = Math.min(sides.old.length, sides.new.length) - start;
  let end = 0;
  while (end < most && sides.old.at(-1 - end) === sides.new.at(-1 - end)) end++;
  return end;
}

/** The words that differ, with what stands around them. */
interface Core {
  readonly old: string;
  readonly new: string;
  readonly around: string;
  readonly at: number;
}

const IN_WORD = /[0-9A-Za-z:._+-]/;
const AROUND = 20;

function coreOf(old: string, line: string): Core {
  let start = 0;
  while (start < old.length && old[start] === line[start]) start++;
  let end = 0;
  const most = Math.min(old.length, line.length) - start;
  while (end < most && old.at(-1 - end) === line.at(-1 - end)) end++;
  while (start > 0 && IN_WORD.test(line[start - 1] ?? '')) start--;
  while (end > 0 && IN_WORD.test(line.at(-end) ?? '')) end--;
  return {
    old: old.slice(start, old.length - end),
    new: line.slice(start, line.length - end),
    around: line.slice(Math.max(0, start - AROUND), line.length - end + AROUND),
    at: start,
  };
}

const DATE = /\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}:\d{2}|^1\d{9}(?:\d{3})?$/;
const DATE_WORD =
  /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b/i;
const NUMBER = /^\d[\d.,]*$/;
const ID = /^(?=[^\d]*\d)[\w-]{8,}$/;

/** Tables before branches: the first kind that both versions are. */
const KINDS: readonly (readonly [VolatileKind, (word: string, around: string) => boolean])[] = [
  ['date', (word, around) => DATE.test(word) || (word.length < 24 && DATE_WORD.test(around))],
  ['counter', (word) => NUMBER.test(word)],
  ['id', (word) => ID.test(word)],
];

function kindOf(core: Core): VolatileKind {
  const isBoth = (is: (word: string, around: string) => boolean): boolean =>
    [core.old, core.new].every((word) => is(word.replace(/[.:]$/, ''), core.around));
  return KINDS.find(([, is]) => isBoth(is))?.[0] ?? 'text';
}
