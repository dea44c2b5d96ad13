// Google's list prices for text (paid tier), by family and version. Storage of explicit caches is not in them.
import { withFreeCacheWrites, type ModelPrices } from './model-prices.ts';

const PRO_3 = {
  ...withFreeCacheWrites(2, 12),
  longPrompt: { aboveTokens: 200_000, ...withFreeCacheWrites(4, 18) },
};
/** A promotion until 2026-12-31; 1.50 and 7.50 after it. */
const FLASH_PROMOTION = withFreeCacheWrites(0.75, 3.75);

const TABLE: Readonly<Record<string, ModelPrices>> = {
  'gemini-3.8-flash': FLASH_PROMOTION,
  'gemini-3.7-flash': FLASH_PROMOTION,
  'gemini-3.6-flash': FLASH_PROMOTION,
  'gemini-3.5-flash': withFreeCacheWrites(1.5, 9),
  'gemini-3.1-pro': PRO_3,
  'gemini-3.1-flash-lite': withFreeCacheWrites(0.25, 1.5),
  'gemini-3-pro': PRO_3,
  'gemini-3-flash': withFreeCacheWrites(0.5, 3),
  'gemini-2.5-pro': {
    ...withFreeCacheWrites(1.25, 10),
    longPrompt: { aboveTokens: 200_000, ...withFreeCacheWrites(2.5, 15) },
  },
  'gemini-2.5-flash': withFreeCacheWrites(0.3, 2.5),
  'gemini-2.5-flash-lite': withFreeCacheWrites(0.1, 0.4),
};

/** Prices of a Gemini model, preview or not; undefined when it is not in the table. */
export function geminiPrices(model: string): ModelPrices | undefined {
  const [name] = model.replace(/^(?:.*\/)?/, '').split(/-(?:preview|latest|\d{3})(?:-|$)/);
  return name !== undefined && Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
}
