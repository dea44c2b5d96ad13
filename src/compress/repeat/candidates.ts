// The earlier texts that a text may repeat. Which of them share most with it is found by their lines, without going through all of
// them: a body may bring thousands of texts at once.
import type { LinePrint } from './line-print.ts';

export interface EarlierText {
  readonly text: string;
  /** Its lines were sent as lines; false: only a text that is equal as a whole may refer to it. */
  readonly hasLines: boolean;
  readonly print: () => LinePrint;
}

export interface Candidates<Earlier extends EarlierText> {
  /** The latest so far; of those with one name only the last one counts. */
  add(name: string, earlier: Earlier): void;
  /** Those that stand before all others. They give way to one of the same name. */
  addBefore(earlier: ReadonlyMap<string, Earlier>): void;
  /** The latest that is equal. */
  equalTo(text: string): Earlier | undefined;
  /** Those that share most with a text of these lines, the later one first among equals. */
  likeliest(wanted: ReadonlySet<number>): readonly Earlier[];
}

/** They are looked at from the latest on, up to this many characters. */
const MOST_CHARACTERS = 6_000_000;
const MOST_LIKELIEST = 3;
/** Characters that must stand in the earlier text too, unless the two are equal. */
export const LEAST_SHARED = 200;

interface Known<Earlier> {
  readonly earlier: Earlier;
  readonly order: number;
  /** Another one of its name came later. */
  isGone: boolean;
  hasLinesIndexed: boolean;
  /** The lookup that `shared` is of. */
  lookup: number;
  shared: number;
}

/** None at first. Of their lines only those in `asked` are ever looked for. */
export function createCandidates<Earlier extends EarlierText>(
  asked?: ReadonlySet<number>,
): Candidates<Earlier> {
  let known: Known<Earlier>[] = [];
  const byName = new Map<string, Known<Earlier>>();
  const byLength = new Map<number, Known<Earlier>[]>();
  const byLine = new Map<number, { readonly one: Known<Earlier>; readonly length: number }[]>();
  let lookups = 0;

  function note(name: string, earlier: Earlier, order: number): Known<Earlier> {
    const one = { earlier, order, isGone: false, hasLinesIndexed: false, lookup: 0, shared: 0 };
    byName.set(name, one);
    return one;
  }

  /** The order of the first that is looked at; the lines of those that are can be looked for after this. */
  function indexed(): number {
    let characters = 0;
    for (let at = known.length - 1; at >= 0; at--) {
      const one = known[at];
      if (one === undefined || one.isGone || !isComparable(one.earlier)) continue;
      characters += one.earlier.text.length;
      if (characters > MOST_CHARACTERS) return one.order + 1;
      if (!one.hasLinesIndexed) indexLines(one);
    }
    return known[0]?.order ?? 0;
  }

  function indexLines(one: Known<Earlier>): void {
    one.hasLinesIndexed = true;
    const { hashes, lengths } = one.earlier.print();
    for (let at = 0; at < hashes.length; at++) {
      const hash = hashes[at] ?? 0;
      if (asked !== undefined && !asked.has(hash)) continue;
      const list = listAt(byLine, hash);
      // A line that stands there twice counts once.
      if (list.at(-1)?.one !== one) list.push({ one, length: lengths[at] ?? 0 });
    }
  }

  return {
    add(name, earlier) {
      const before = byName.get(name);
      if (before !== undefined) before.isGone = true;
      const one = note(name, earlier, (known.at(-1)?.order ?? 0) + 1);
      known.push(one);
      listAt(byLength, earlier.text.length).push(one);
    },
    addBefore(all) {
      const first = (known[0]?.order ?? 0) - all.size;
      const added = [...all].flatMap(([name, earlier], index) =>
        byName.has(name) ? [] : [note(name, earlier, first + index)],
      );
      known = [...added, ...known];
      for (const one of added.toReversed()) listAt(byLength, one.earlier.text.length).unshift(one);
    },
    equalTo: (text) =>
      byLength.get(text.length)?.findLast((one) => !one.isGone && one.earlier.text === text)
        ?.earlier,
    likeliest(wanted) {
      const from = indexed();
      const found: Known<Earlier>[] = [];
      lookups++;
      for (const hash of wanted) {
        for (const { one, length } of byLine.get(hash) ?? []) {
          if (one.isGone || one.order < from) continue;
          if (one.lookup !== lookups) found.push(one);
          one.shared = length + (one.lookup === lookups ? one.shared : 0);
          one.lookup = lookups;
        }
      }
      return found
        .filter(({ shared }) => shared >= LEAST_SHARED)
        .sort((one, other) => other.shared - one.shared || other.order - one.order)
        .slice(0, MOST_LIKELIEST)
        .map(({ earlier }) => earlier);
    },
  };
}

function isComparable({ hasLines, text }: EarlierText): boolean {
  return hasLines && text.length >= LEAST_SHARED;
}

function listAt<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
