// Reads prices that a user has set, for models without a list price or with another one.
import type { Parsed } from './parse-values.ts';

/** US dollars per million tokens, by the model's name as requests spell it. */
export type OwnPrices = Readonly<Record<string, OwnPrice>>;

export interface OwnPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** Where a cache has no price of its own, it costs what any input costs: nothing is saved by a guess. */
export function priceTable(text: string): Parsed<OwnPrices> {
  const table = parseObject(text);
  if (table === undefined) return { problem: 'it is not a JSON object of models and prices' };
  const prices: Record<string, OwnPrice> = {};
  for (const [model, value] of Object.entries(table)) {
    const price = typeof value === 'object' && value !== null ? readPrice({ ...value }) : undefined;
    if (price === undefined) {
      return {
        problem: `"${model}" needs "input" and "output", and may have "cacheRead", "cacheWrite5m" and "cacheWrite1h": numbers, US dollars per million tokens`,
      };
    }
    prices[model] = price;
  }
  return { value: prices };
}

const NAMES = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'];

function readPrice(value: Readonly<Record<string, unknown>>): OwnPrice | undefined {
  const isWrong = Object.entries(value).some(
    ([name, price]) => !NAMES.includes(name) || !isPrice(price),
  );
  const { input, output, ...cache } = value;
  if (isWrong || !isPrice(input) || !isPrice(output)) return undefined;
  const {
    cacheRead = input,
    cacheWrite5m = input,
    cacheWrite1h = input,
  } = cache as Partial<OwnPrice>;
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
