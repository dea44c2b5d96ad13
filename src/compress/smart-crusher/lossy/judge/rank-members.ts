// What stays of long lists, blocks and tables: their ends, and the numbers that stand out.
import { readColumn } from '../column-statistics.ts';
import type { Entry } from '../outline.ts';
import { ENDS_OF_LIST } from '../passages.ts';
import type { Values } from '../../table/record-set.ts';
import { judgeNumbers } from './judge-numbers.ts';
import type { Judging } from './judging.ts';
import { RANK } from './row-findings.ts';

/** Rows at either end of a table that stay. */
const ENDS = 2;
/** Fewer members can all be looked at. */
const FEWEST_MEMBERS = 8;

/** Of a long block of plain members, or of lists of the same length, the ends stay and the numbers that stand out. */
export function rankMembers({ outline, ranks }: Judging, block: Entry): void {
  const { children } = block;
  const members = children.map((index) => outline.entries[index]?.node);
  if (members.length < FEWEST_MEMBERS) return;
  const series = seriesOf(members);
  if (series.length === 0) return;
  const stand = (member: number, rank: number): void => {
    const index = children[member];
    if (index !== undefined) ranks[index] = Math.max(ranks[index] ?? 0, rank);
  };
  stand(0, RANK.extreme);
  stand(members.length - 1, RANK.extreme);
  for (const values of series) rankNumbers(outline.text, values, stand);
}

/** The members themselves, or what stands at each place of lists that are alike. */
function seriesOf(members: Values): readonly Values[] {
  const [first] = members;
  const isPlain = members.every((node) => node?.kind !== 'array' && node?.kind !== 'object');
  if (isPlain) return [members];
  if (first?.kind !== 'array' || first.items.length > LONGEST_TUPLE) return [];
  const { length } = first.items;
  const isAlike = members.every((node) => node?.kind === 'array' && node.items.length === length);
  if (!isAlike) return [];
  return first.items.map((_, place) =>
    members.map((node) => (node?.kind === 'array' ? node.items[place] : undefined)),
  );
}

const LONGEST_TUPLE = 12;
const MOST_OUTLIERS = 6;

function rankNumbers(
  text: string,
  values: Values,
  stand: (place: number, rank: number) => void,
): void {
  const { numbers } = readColumn(text, values);
  if (numbers === undefined) return;
  const { extremes, outliers, changes } = judgeNumbers(numbers);
  if (numbers.isSequence) {
    for (const place of [numbers.lowest, numbers.highest])
      if (place >= 0) stand(place, RANK.extreme);
  }
  for (const place of [...extremes, ...changes]) stand(place, RANK.extreme);
  for (const place of outliers.slice(0, MOST_OUTLIERS)) stand(place, RANK.outlier);
}

/** Long lists are kept in pieces; the pieces with numbers that stand out stay. */
export function rankLists({ outline, ranks }: Judging): void {
  for (const [node, { long, entries }] of outline.longValues) {
    if (long.unit !== 'items' || node.kind !== 'array') continue;
    const size = long.passages[0]?.count ?? 1;
    const stand = (item: number, rank: number): void => {
      const index = entries[Math.floor((item - ENDS_OF_LIST) / size)];
      if (index !== undefined) ranks[index] = Math.max(ranks[index] ?? 0, rank);
    };
    for (const values of seriesOf(node.items)) rankNumbers(outline.text, values, stand);
  }
}

export function rankEnds({ ranks }: Judging, children: readonly number[]): void {
  for (const index of [...children.slice(0, ENDS), ...children.slice(-ENDS)]) {
    ranks[index] = Math.max(ranks[index] ?? 0, RANK.extreme);
  }
}
