// Adds up what requests cost, as a whole and by model. Sums run over whole billionths, so their order does not matter.
import type { RequestEvent } from './event.ts';
import { moneyOf, type RequestMoney } from './money.ts';
import type { ModelReport, MoneyReport } from './perf-report.ts';
import { PRICES_AS_OF, pricesOf } from './prices/prices-of.ts';

const NANO = 1e9;
const NOTHING: RequestMoney = {
  spentNano: 0,
  savedNano: 0,
  retrievalNano: 0,
  toolDefinitionNano: 0,
};

/** Money over requests that asked a model. */
export function foldMoney(sends: readonly RequestEvent[]): MoneyReport {
  const priced = sends.flatMap((event) => moneyOf(event) ?? []);
  const total = priced.reduce(add, NOTHING);
  const withoutNano = total.spentNano + netNano(total);
  return {
    pricesAsOf: PRICES_AS_OF,
    spentUsd: total.spentNano / NANO,
    savedUsd: total.savedNano / NANO,
    retrievalUsd: total.retrievalNano / NANO,
    toolDefinitionUsd: total.toolDefinitionNano / NANO,
    netSavedUsd: netNano(total) / NANO,
    netSavedShare: withoutNano > 0 ? netNano(total) / withoutNano : null,
    pricedRequests: priced.length,
    unpricedRequests: sends.filter((event) => isAnswered(event) && moneyOf(event) === undefined)
      .length,
    unknownModels: [...new Set(sends.flatMap(unknownModel))].sort(),
  };
}

/** One row per model, the most requests first. */
export function modelReports(sends: readonly RequestEvent[]): readonly ModelReport[] {
  const rows = new Map<string, { requests: number; money: RequestMoney | null }>();
  for (const event of sends) {
    const name = event.model ?? '(unknown)';
    const row = rows.get(name) ?? { requests: 0, money: null };
    const money = moneyOf(event);
    row.requests++;
    if (money !== undefined) row.money = add(row.money ?? NOTHING, money);
    rows.set(name, row);
  }
  return [...rows]
    .map(([model, { requests, money }]) => ({
      model,
      requests,
      spentUsd: money === null ? null : money.spentNano / NANO,
      netSavedUsd: money === null ? null : netNano(money) / NANO,
    }))
    .sort((a, b) => b.requests - a.requests || (a.model < b.model ? -1 : 1));
}

function add(sum: RequestMoney, one: RequestMoney): RequestMoney {
  return {
    spentNano: sum.spentNano + one.spentNano,
    savedNano: sum.savedNano + one.savedNano,
    retrievalNano: sum.retrievalNano + one.retrievalNano,
    toolDefinitionNano: sum.toolDefinitionNano + one.toolDefinitionNano,
  };
}

function netNano(money: RequestMoney): number {
  return money.savedNano - money.retrievalNano - money.toolDefinitionNano;
}

/** A refused request costs nothing, so it needs no price. */
function isAnswered(event: RequestEvent): boolean {
  return event.status < 400;
}

function unknownModel(event: RequestEvent): readonly string[] {
  return event.model === undefined || !isAnswered(event) || pricesOf(event.model) !== undefined
    ? []
    : [event.model];
}
