// Finds the runs of lines that stand in an earlier text as well. Linear: every line of the later text is looked up once, and
// only a bounded number of places is compared.
import { hashText } from '../hash-text.ts';
import type { NumberedLines } from './read-lines.ts';

/** `length` lines from `at` in the later text equal those from `from` in the earlier one. Indices count from 0. */
export interface LineRun {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** Lines that must agree before a run is looked at. */
const SEED_LINES = 3;
/** A run must hold this many characters, or naming it costs more than it saves. */
const LEAST_CHARACTERS = 100;
const MOST_PLACES = 4;
/** Places are compared over this many lines; the longest wins. */
const PROBE_LINES = 16;

/** Runs in the order of the later text; they never overlap there. */
export function matchLines(later: NumberedLines, earlier: NumberedLines): readonly LineRun[] {
  const sides = { later: sideOf(later), earlier: sideOf(earlier) };
  const seeds = findSeeds(sides.earlier);
  const runs: LineRun[] = [];
  let shift = 0;
  for (let at = 0; at < later.texts.length;) {
    const from = bestPlace(at, shift, { ...sides, seeds });
    const length = from === undefined ? 0 : agreeing({ at, from }, sides, Infinity);
    if (from === undefined || charactersIn(later, at, length) < LEAST_CHARACTERS) {
      at++;
      continue;
    }
    runs.push({ at, from, length });
    shift = from - at;
    at += length;
  }
  return runs;
}

/** Where lines begin that a line of the later text may repeat. */
interface Side {
  readonly hashes: Int32Array;
  readonly places: readonly number[];
}

interface Sides {
  readonly later: Side;
  readonly earlier: Side;
}

function sideOf({ texts, places }: NumberedLines): Side {
  return { hashes: Int32Array.from(texts, hashText), places };
}

type Seeds = ReadonlyMap<number, readonly number[]>;

function findSeeds(side: Side): Seeds {
  const seeds = new Map<number, number[]>();
  for (let at = 0; at + SEED_LINES <= side.hashes.length; at++) {
    const seed = seedAt(side.hashes, at);
    const known = seeds.get(seed);
    if (known === undefined) seeds.set(seed, [at]);
    else if (known.length < MOST_PLACES) known.push(at);
  }
  return seeds;
}

function seedAt(hashes: Int32Array, at: number): number {
  const [one = 0, two = 0, three = 0] = [hashes[at], hashes[at + 1], hashes[at + 2]];
  return Math.imul(Math.imul(one, 31) + two, 31) + three;
}

/** Where the last run would go on wins over any other place of the same length. */
function bestPlace(
  at: number,
  shift: number,
  about: Sides & { readonly seeds: Seeds },
): number | undefined {
  if (at + SEED_LINES > about.later.hashes.length) return undefined;
  const known = about.seeds.get(seedAt(about.later.hashes, at)) ?? [];
  let best: number | undefined;
  let longest = SEED_LINES - 1;
  for (const from of at + shift >= 0 ? [at + shift, ...known] : known) {
    const length = agreeing({ at, from }, about, PROBE_LINES);
    if (length > longest) [best, longest] = [from, length];
  }
  return best;
}

/** Numbered lines only agree with lines a reader can name. */
function agreeing(
  { at, from }: Pick<LineRun, 'at' | 'from'>,
  { later, earlier }: Sides,
  most: number,
): number {
  let length = 0;
  while (
    length < most &&
    at + length < later.hashes.length &&
    from + length < earlier.hashes.length &&
    later.hashes[at + length] === earlier.hashes[from + length] &&
    later.places[at + length] !== 0 &&
    earlier.places[from + length] !== 0
  )
    length++;
  return length;
}

function charactersIn(lines: NumberedLines, at: number, length: number): number {
  let characters = 0;
  for (let line = at; line < at + length && characters < LEAST_CHARACTERS; line++) {
    characters += lines.texts[line]?.length ?? 0;
  }
  return characters;
}
