// Equal texts of a file share a line with a list of places; few and short ones get a line each, as grep printed them: a reader
// finds "1797: throw new StrictModeError(path)" without putting it together.
import type { CompressContext } from '../compressor.ts';
import type { Query } from '../relevance/query.ts';
import { rateUnits } from '../relevance/score.ts';
import type { Entry } from './hit-units.ts';

/** Of the budget, for what lines cost more than places. */
const SHARE = { asked: 0.09, notAsked: 0.06 };
/** More places than this are a list in any case. */
const MOST_PLACES = 4;
/** What a place in a list costs. */
const PLACE_TOKENS = 1.3;
const LINE_TOKENS = 2;
/** A path that was named speaks for all its hits, so for each of them only a little. */
const PATH_SHARE = 0.2;

/** The kept entries whose places get a line each: what the question is about first, then the shortest. */
export function spreadPlaces(
  kept: ReadonlySet<Entry>,
  { budgetTokens, estimate, query }: CompressContext,
): ReadonlySet<Entry> {
  const entries = [...kept].filter(
    ({ also, more, shown }) =>
      also.length > 0 && also.length <= MOST_PLACES && more === 0 && shown.length === 1,
  );
  const own = scoresOf(
    entries.map(({ hit }) => hit.text),
    query,
  );
  const withPaths = scoresOf(
    entries.map(({ hit }) => `${hit.path} ${hit.text}`),
    query,
  );
  const priced = entries.map((entry, index) => ({
    entry,
    cost: entry.also.length * Math.max(0, estimate(entry.hit.text) + LINE_TOKENS - PLACE_TOKENS),
    score: (own[index] ?? 0) + (withPaths[index] ?? 0) * PATH_SHARE,
  }));
  const spread = new Set<Entry>();
  let left = budgetTokens * (query === undefined ? SHARE.notAsked : SHARE.asked);
  for (const { entry, cost } of priced.toSorted(
    (one, other) => other.score - one.score || one.cost - other.cost,
  )) {
    if (cost > left) continue;
    left -= cost;
    spread.add(entry);
  }
  return spread;
}

function scoresOf(texts: readonly string[], query: Query | undefined): Float64Array {
  return query === undefined ? new Float64Array(texts.length) : rateUnits(texts, query).scores;
}
