// Anthropic's list prices, by family and version.
import { withCacheWrites as prices, type ModelPrices } from './model-prices.ts';

const SONNET_4_LONG = {
  ...prices(3, 15),
  longPrompt: { aboveTokens: 200_000, ...prices(6, 22.5) },
};

/** By family and version as they stand in a model's name, dates and platform prefixes left out. */
const TABLE: Readonly<Record<string, ModelPrices>> = {
  'fable 5.1': prices(10, 50, 0.25),
  'fable 5': prices(10, 50),
  'mythos 5.1': prices(10, 50, 0.25),
  'mythos 5': prices(10, 50),
  'opus 5.5': prices(4, 20, 0.2),
  'opus 5': prices(5, 25),
  'opus 4.8': prices(5, 25),
  'opus 4.7': prices(5, 25),
  'opus 4.6': prices(5, 25),
  'opus 4.5': prices(5, 25),
  'opus 4.1': prices(15, 75),
  'opus 4': prices(15, 75),
  'opus 3': prices(15, 75),
  // Cache reads cost 0.20 before 2026-10-07.
  'sonnet 5.5': prices(2, 10, 0.1),
  'sonnet 5': prices(2, 10),
  'sonnet 4.6': prices(3, 15),
  'sonnet 4.5': SONNET_4_LONG,
  'sonnet 4': SONNET_4_LONG,
  'sonnet 3.7': prices(3, 15),
  'sonnet 3.5': prices(3, 15),
  'haiku 5.5': { ...prices(0.1, 0.5), longPrompt: { aboveTokens: 100_000, ...prices(0.5, 2.5) } },
  'haiku 4.5': prices(1, 5),
  'haiku 3.5': prices(0.8, 4),
  'haiku 3': { input: 0.25, output: 1.25, cacheRead: 0.03, cacheWrite5m: 0.3, cacheWrite1h: 0.5 },
};

/** Prices of a Claude model under any platform's name for it; undefined when it is not in the table. */
export function anthropicPrices(model: string): ModelPrices | undefined {
  const name = familyOf(model);
  return name === undefined ? undefined : TABLE[name];
}

/** "claude-opus-4-5-20251101": a version part has one or two digits, a date has more. */
const FAMILY_FIRST = /claude-([a-z]+)-(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/;
/** "claude-3-5-haiku-20241022" */
const VERSION_FIRST = /claude-(\d{1,2})(?:[-.](\d{1,2}))?-([a-z]+)/;

function familyOf(model: string): string | undefined {
  const modern = FAMILY_FIRST.exec(model);
  if (modern !== null) return nameOf(modern[1], modern[2], modern[3]);
  const early = VERSION_FIRST.exec(model);
  return early === null ? undefined : nameOf(early[3], early[1], early[2]);
}

function nameOf(
  family: string | undefined,
  major: string | undefined,
  minor: string | undefined,
): string {
  // "claude-opus-4-0" is another name of Opus 4.
  return `${family} ${major}${minor === undefined || minor === '0' ? '' : `.${minor}`}`;
}
