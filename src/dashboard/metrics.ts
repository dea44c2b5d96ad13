// `GET /metrics`: everything there is, in Prometheus' text format (version 0.0.4). Counters only grow, because they are sums over
// all events of this user, whichever process wrote them. What is converted into tokens of the models is a gauge: it moves a little
// with what is learnt about how they count.
import type { Page } from '../proxy/proxy-options.ts';
import { samplesUpTo, type Histogram } from '../telemetry/histogram.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import type { TallyReading } from '../telemetry/read-report.ts';
import { reportOf } from '../telemetry/report.ts';
import type { Tally } from '../telemetry/tally.ts';
import type { Figures } from './figures.ts';
import { send } from './send.ts';

export function metricsPage(figures: Figures): Page {
  return {
    path: '/metrics',
    answer: (_request, response) =>
      send(response, () => ({
        type: 'text/plain; version=0.0.4; charset=utf-8',
        body: formatMetrics(figures.tally(null)),
      })),
  };
}

/** The tally in Prometheus' text format; names and meanings are in the table below. */
export function formatMetrics({
  tally,
  calibration,
}: Pick<TallyReading, 'tally' | 'calibration'>): string {
  const report = reportOf(tally, { sinceMs: null, store: null, calibration });
  return METRICS.flatMap(({ name, help, type, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples(tally, report).map(({ suffix = '', labels = {}, value }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
      return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
    }),
    '',
  ]).join('\n');
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: (tally: Tally, report: PerfReport) => readonly Sample[];
}

interface Sample {
  readonly suffix?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const NANO = 1e9;
const one = (value: number): readonly Sample[] => [{ value }];

/** Values of a record, told apart by a label. */
function labelled(values: Readonly<Record<string, number>>, label: string): readonly Sample[] {
  return Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

const METRICS: readonly Metric[] = [
  {
    name: 'headroom_requests_total',
    help: 'Requests, by what they were for: send (asks a model), count, other.',
    type: 'counter',
    samples: ({ requests: { send, count, other } }) => labelled({ send, count, other }, 'purpose'),
  },
  {
    name: 'headroom_requests_ended_total',
    help: 'Requests that asked a model, by what became of them; changed ones left smaller.',
    type: 'counter',
    samples: ({ requests: { changed, failed, aborted } }) =>
      labelled({ changed, failed, aborted }, 'outcome'),
  },
  {
    name: 'headroom_requests_unchanged_total',
    help: 'Requests that asked a model and went out as they came, by reason.',
    type: 'counter',
    samples: ({ unchanged }) => labelled(unchanged, 'reason'),
  },
  {
    name: 'headroom_new_input_tokens_total',
    help: 'Tokens (o200k) of texts seen for the first time, before and after, net of what was fetched back.',
    type: 'counter',
    samples: ({ newInput: { tokensBefore, tokensAfter } }) =>
      labelled({ before: tokensBefore, after: tokensAfter }, 'stage'),
  },
  {
    name: 'headroom_request_tokens_total',
    help: 'Tokens of whole requests as providers counted them (after), and without headroom (before, estimated).',
    type: 'gauge',
    samples: (_tally, { wholeRequests: { tokensBefore, tokensAfter } }) =>
      labelled({ before: tokensBefore, after: tokensAfter }, 'stage'),
  },
  {
    name: 'headroom_provider_tokens_total',
    help: 'Tokens as providers counted them, by how they were billed.',
    type: 'counter',
    samples: ({ usage }) => labelled(usage, 'billed'),
  },
  {
    name: 'headroom_tool_tokens_total',
    help: 'Tokens of new texts, before and after, by the tool they came from.',
    type: 'counter',
    samples: ({ tools }) =>
      Object.entries(tools).flatMap(([tool, { tokensBefore, tokensAfter }]) => [
        { labels: { tool, stage: 'before' }, value: tokensBefore },
        { labels: { tool, stage: 'after' }, value: tokensAfter },
      ]),
  },
  {
    name: 'headroom_texts_kept_total',
    help: 'New texts that were left as they were, by reason.',
    type: 'counter',
    samples: ({ kept }) =>
      Object.entries(kept).map(([reason, { texts }]) => ({ labels: { reason }, value: texts })),
  },
  {
    name: 'headroom_spent_dollars_total',
    help: 'Cost of priced requests at list prices, US dollars.',
    type: 'counter',
    samples: ({ money }) => one(money.spentNano / NANO),
  },
  {
    name: 'headroom_saved_dollars_total',
    help: 'Saved at prices that count the provider cache, before retrievals and tool definitions, US dollars.',
    type: 'gauge',
    samples: (_tally, { money }) => one(money.savedUsd),
  },
  {
    name: 'headroom_overhead_dollars_total',
    help: 'What headroom itself caused, US dollars.',
    type: 'gauge',
    samples: (_tally, { money }) =>
      labelled(
        { retrieval: money.retrievalUsd, 'tool-definition': money.toolDefinitionUsd },
        'cause',
      ),
  },
  {
    name: 'headroom_model_tokens_per_own_token',
    help: 'Tokens of a model family per o200k token, as far as that is known.',
    type: 'gauge',
    samples: (_tally, { calibration }) =>
      calibration
        .filter(({ isEstimated }) => isEstimated)
        .map(({ family, ratio }) => ({ labels: { family }, value: ratio })),
  },
  {
    name: 'headroom_unpriced_requests_total',
    help: 'Answered requests whose model has no known price, or that reported no usage.',
    type: 'counter',
    samples: ({ money }) => one(money.unpricedRequests),
  },
  {
    name: 'headroom_prefix_rewrites_total',
    help: 'Requests in which headroom replaced history that a provider may have cached. Has to read 0.',
    type: 'counter',
    samples: ({ prefixRewrites }) => one(prefixRewrites.requests),
  },
  {
    name: 'headroom_retrievals_total',
    help: 'Originals that were handed out, whole or sliced.',
    type: 'counter',
    samples: ({ retrievals: { whole, sliced } }) => labelled({ whole, sliced }, 'extent'),
  },
  {
    name: 'headroom_added_wait_seconds',
    help: 'Time that requests waited in headroom before they left.',
    type: 'histogram',
    samples: ({ waitMs }) => histogramSamples(waitMs, [1, 2, 5, 10, 25, 50, 100, 250, 1000]),
  },
  {
    name: 'headroom_first_byte_seconds',
    help: 'Time from a request to the first byte of its answer.',
    type: 'histogram',
    samples: ({ firstByteMs }) =>
      histogramSamples(firstByteMs, [100, 250, 500, 1000, 2500, 5000, 10_000, 30_000]),
  },
];

/** Counts are right to within 4 % of a limit, the width of a stored bucket. */
function histogramSamples(histogram: Histogram, limitsMs: readonly number[]): readonly Sample[] {
  const upTo = limitsMs.map((limitMs) => ({
    suffix: '_bucket',
    labels: { le: String(limitMs / 1000) },
    value: samplesUpTo(histogram, limitMs),
  }));
  const { samples, sum } = histogram;
  return [
    ...upTo,
    { suffix: '_bucket', labels: { le: '+Inf' }, value: samples },
    { suffix: '_sum', value: sum / 1000 },
    { suffix: '_count', value: samples },
  ];
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
