// Latency, provider cache, store and what was fetched back, as lines of a panel.
import { explainCalibration } from '../../telemetry/calibration/explain-calibration.ts';
import {
  formatBytes,
  formatCount,
  formatMs,
  formatShare,
} from '../../telemetry/format/format-number.ts';
import type { PerfReport, Percentiles } from '../../telemetry/perf-report.ts';
import { timeCell } from './cells.ts';
import { printable } from '../../telemetry/format/printable.ts';
import type { RetrievalLine, Snapshot } from '../snapshot.ts';
import type { Tone } from '../styles.ts';

export interface ShownLine {
  readonly text: string;
  readonly tone: Tone;
}

/** The lines of the panel, all of them. */
export function healthLines({ report, retrievals, atMs }: Snapshot): readonly ShownLine[] {
  return [
    title('Latency              p50        p95        p99        most'),
    plain(`  added wait  ${percentiles(report.latency.waitMs)}`),
    plain(`  first byte  ${percentiles(report.latency.firstByteMs)}`),
    plain(''),
    title('Provider cache'),
    ...cacheLines(report),
    plain(''),
    title('Tokens of the models'),
    ...report.calibration.map((row) => plain(`  ${printable(explainCalibration(row))}`)),
    plain(''),
    title('Store'),
    plain(`  ${storeText(report)}`),
    plain(''),
    title('Fetched back'),
    ...retrievalLines(report, retrievals, atMs),
  ];
}

function percentiles(found: Percentiles | null): string {
  if (found === null) return 'not measured';
  return [found.p50, found.p95, found.p99, found.max]
    .map((durationMs) => formatMs(durationMs).padStart(10))
    .join(' ');
}

function cacheLines({ cache }: PerfReport): readonly ShownLine[] {
  const written = cache.writeTokens5m + cache.writeTokens1h;
  const rewrites = cache.prefixRewritesByUs;
  return [
    plain(`  ${formatCount(cache.readTokens)} read, ${formatShare(cache.readShare)} of the input`),
    plain(`  ${formatCount(written)} written (${formatCount(cache.writeTokens1h)} for 1 h)`),
    plain(
      `  ${formatCount(cache.uncachedTokens)} plain, ${formatCount(cache.outputTokens)} output`,
    ),
    {
      text: `  prefix rewrites by us: ${rewrites}${rewrites === 0 ? '' : ' (!)'}`,
      tone: rewrites === 0 ? 'plain' : 'bad',
    },
  ];
}

function storeText({ store }: PerfReport): string {
  if (store === null) return 'nothing there yet';
  const { originals, originalBytes, fileBytes } = store;
  return [
    `${formatCount(originals)} originals (${formatBytes(originalBytes)})`,
    `${formatBytes(fileBytes)} on disk`,
  ].join(', ');
}

function retrievalLines(
  { retrievals }: PerfReport,
  last: readonly RetrievalLine[],
  nowMs: number,
): readonly ShownLine[] {
  return [
    plain(
      `  ${retrievals.whole} whole, ${retrievals.sliced} in part, ${formatCount(retrievals.tokens)} tokens`,
    ),
    ...last.map(({ atMs, handle, way, sliced, tokens }) =>
      dim(
        `  ${timeCell(atMs, nowMs).text}  ${printable(handle)}  ${way}  ${sliced ? 'part ' : 'whole'}  ${formatCount(tokens)}`,
      ),
    ),
  ];
}

function title(text: string): ShownLine {
  return { text, tone: 'title' };
}

function plain(text: string): ShownLine {
  return { text, tone: 'plain' };
}

function dim(text: string): ShownLine {
  return { text, tone: 'dim' };
}
