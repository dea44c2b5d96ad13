// What must stay, as far as its share of the budget goes.
import type { Unit } from '../../../select/choose-units.ts';
import { RANK } from './row-findings.ts';

/** Higher ranks first, and in a rank one of each shape before its repeats. */
export function findMusts(
  units: readonly Unit[],
  ranks: Uint8Array,
  limitTokens: number,
): readonly number[] {
  const musts: number[] = [];
  /** With what they stand under, which stays with them. */
  const paid = new Set<number>();
  let spent = 0;
  for (const index of orderMusts(units, ranks)) {
    if (spent > limitTokens) break;
    const chain = unpaidChain(units, paid, index);
    const cost = chain.reduce((sum, at) => sum + (units[at]?.cost ?? 0), 0);
    if (spent + cost > limitTokens) continue;
    spent += cost;
    musts.push(index);
    for (const at of chain) paid.add(at);
  }
  return musts;
}

function unpaidChain(
  units: readonly Unit[],
  paid: ReadonlySet<number>,
  index: number,
): readonly number[] {
  const chain: number[] = [];
  let at: number | undefined = index;
  while (at !== undefined && !paid.has(at)) {
    chain.push(at);
    at = units[at]?.parent;
  }
  return chain;
}

function orderMusts(units: readonly Unit[], ranks: Uint8Array): readonly number[] {
  const repeats = new Map<string, number>();
  const ranked: { readonly index: number; readonly order: number }[] = [];
  ranks.forEach((rank, index) => {
    if (rank === 0) return;
    const key = `${rank} ${units[index]?.shape ?? index}`;
    const before = repeats.get(key) ?? 0;
    repeats.set(key, before + 1);
    ranked.push({ index, order: (RANK.named - rank) * 1e6 + before });
  });
  return ranked
    .sort((one, other) => one.order - other.order || one.index - other.index)
    .map(({ index }) => index);
}
