import { expect, it } from 'vitest';
import { calibrate } from '../../src/telemetry/calibration/calibration.ts';
import { HOUR_MS } from '../../src/telemetry/hourly-tallies.ts';
import { hourlyCsv } from '../../src/telemetry/hourly-csv.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { tallyEvents } from '../../src/telemetry/tally-events.ts';
import { replacedText, requestEvent } from './events.ts';

const usage = { input: 500, output: 10, cacheRead: 1000, cacheWrite5m: 0, cacheWrite1h: 0 };
const priced = requestEvent({ atMs: 0, texts: [replacedText()], usage });
const unpriced = requestEvent({ atMs: HOUR_MS, model: 'unheard-of', usage });

it('has titles, and the figures of the report in a row per hour', () => {
  const hours = [priced, unpriced].map((event, hour) => ({ hour, tally: tallyEvents([event]) }));
  const [titles = [], ...rows] = hourlyCsv({ hours, calibration: calibrate({}) })
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const values = rows.map((row) => Object.fromEntries(titles.map((name, at) => [name, row[at]])));
  const { money } = perfReport([priced], { sinceMs: null, store: null });
  expect(values).toMatchObject([
    {
      hour: '1970-01-01T00:00:00.000Z',
      requests: '1',
      newInputTokensBefore: '1000',
      newInputTokensAfter: '400',
      netSavedUsd: String(money.netSavedUsd),
      prefixRewritesByUs: '0',
    },
    { hour: '1970-01-01T01:00:00.000Z', spentUsd: '', netSavedUsd: '', unpricedRequests: '1' },
  ]);
  expect(rows.every((row) => row.length === titles.length)).toBe(true);
});

it('adds up to the report of all hours, to the token, whatever a token is', () => {
  const counted = { claude: { requests: 9, ownTokens: 30_000, providerTokens: 37_001 } };
  const calibration = calibrate(counted);
  const events = Array.from({ length: 50 }, (_, hour) =>
    requestEvent({
      atMs: hour * HOUR_MS,
      usage,
      texts: [replacedText({ tokensBefore: 401 + hour })],
    }),
  );
  const hours = events.map((event, hour) => ({ hour, tally: tallyEvents([event]) }));
  const [titles = [], ...rows] = hourlyCsv({ hours, calibration })
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const sumOf = (name: string) =>
    rows.reduce((sum, row) => sum + Number(row[titles.indexOf(name)]), 0);
  const report = perfReport(events, { sinceMs: null, store: null, calibration });
  expect(sumOf('wholeRequestTokensBefore')).toBe(report.wholeRequests.tokensBefore);
  expect(sumOf('wholeRequestTokensAfter')).toBe(report.wholeRequests.tokensAfter);
  expect(sumOf('newInputModelTokensBefore')).toBe(report.newInput.modelTokens.tokensBefore);
  expect(sumOf('newInputModelTokensAfter')).toBe(report.newInput.modelTokens.tokensAfter);
});

it('keeps its columns', () => {
  expect(hourlyCsv({ hours: [], calibration: calibrate({}) })).toMatchInlineSnapshot(`
    "hour,requests,requestsChanged,requestsFailed,requestsAborted,newInputTokensBefore,newInputTokensAfter,wholeRequestTokensBefore,wholeRequestTokensAfter,spentUsd,netSavedUsd,listSavedUsd,unpricedRequests,cacheReadTokens,cacheWriteTokens5m,cacheWriteTokens1h,uncachedTokens,outputTokens,prefixRewritesByUs,waitMsP50,waitMsP95,firstByteMsP50,firstByteMsP95,retrievalsWhole,retrievalsSliced,retrievedTokens,newInputModelTokensBefore,newInputModelTokensAfter
    "
  `);
});
