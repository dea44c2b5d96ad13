// List prices of a model as a request names it. An unknown model has no price: a guess would be worth less than "unknown".
import { anthropicPrices } from './anthropic.ts';
import { geminiPrices } from './gemini.ts';
import type { ModelPrices } from './model-prices.ts';
import { openaiPrices } from './openai.ts';

/** The day the tables were last compared with public price lists. */
export const PRICES_AS_OF = '2026-11-23';

/** Prices a user has set, by the model's name as requests spell it. */
export type OwnPrices = Readonly<Record<string, ModelPrices>>;

/** The user's own price, else the provider's list price, else undefined. */
export function pricesOf(model: string, own: OwnPrices = {}): ModelPrices | undefined {
  if (Object.hasOwn(own, model)) return own[model];
  const name = model.toLowerCase();
  return anthropicPrices(name) ?? openaiPrices(name) ?? geminiPrices(name);
}
