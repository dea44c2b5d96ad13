// A report as text for a terminal or a file. Draws and decides nothing: every number is in the report already.
import {
  formatBytes,
  formatCount,
  formatMs,
  formatSaving,
  formatUsd,
  formatShare,
} from './format-number.ts';
import { explainCalibration } from '../calibration/explain-calibration.ts';
import { explainReason } from './explain-reason.ts';
import { explainVolatile } from '../volatile-texts.ts';
import type { GroupReport, PerfReport, Percentiles, TextSaving } from '../perf-report.ts';
import { tableLines, type Column, type Table } from './text-table.ts';

export interface FormatOptions {
  /** "the last 7 days", "all time" */
  readonly period: string;
  readonly width: number;
  readonly colour: boolean;
  /** For a report about something else than what went through headroom. */
  readonly heading?: string;
  /** Facts to begin with. */
  readonly about?: readonly Fact[];
  /** Labels of facts that do not apply. */
  readonly without?: ReadonlySet<string>;
}

const NARROWEST = 60;
const WIDEST = 120;
const LABEL_WIDTH = 16;
/** Longer tables say how many rows they leave out; `--json` has them all. */
const MOST_ROWS = 12;

/** The report, lines ended by "\n". */
export function formatReport(report: PerfReport, options: FormatOptions): string {
  if (report.requests.total === 0) return nothingYet(report, options);
  const width = Math.min(WIDEST, Math.max(NARROWEST, options.width));
  const heading = (text: string): string => (options.colour ? `\u001b[1m${text}\u001b[22m` : text);
  const sections = sectionsOf(report).filter(({ table }) => table.rows.length > 0);
  const lines = [
    heading(`${options.heading ?? 'headroom'}, ${options.period} (${days(report)})`),
    '',
    ...factsFor(report, options).flatMap((fact) => factLines(fact, width)),
    ...sections.flatMap(({ title, table }) => ['', heading(title), ...tableText(table, width)]),
  ];
  return `${lines.join('\n')}\n`;
}

function nothingYet(report: PerfReport, options: FormatOptions): string {
  const lines =
    report.window.sinceMs === null
      ? ['Nothing is recorded yet.']
      : [`Nothing is recorded for ${options.period}.`, 'With --all you see everything there is.'];
  return `${[
    ...lines,
    '',
    'Start an agent through headroom and look again:',
    '  headroom wrap claude',
    'Or see it work without an account:',
    '  headroom demo',
  ].join('\n')}\n`;
}

function days(report: PerfReport): string {
  const [first, last] = [report.window.firstMs, report.window.lastMs].map((time) =>
    new Date(time ?? 0).toISOString().slice(0, 10),
  );
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** A line of the report, of parts that may stand on lines of their own. */
export type Fact = readonly [label: string, ...parts: readonly string[]];

/** A fact without a label continues the one before. */
function factsFor(report: PerfReport, { about = [], without }: FormatOptions): readonly Fact[] {
  let label = '';
  const asked = facts(report).filter((fact) => {
    label = fact[0] === '' ? label : fact[0];
    return without?.has(label) !== true;
  });
  return [...about, ...asked];
}

/** Parts of a fact stay together when a line has to be broken. */
function facts(report: PerfReport): readonly Fact[] {
  const { requests, newInput, wholeRequests, cache, latency, retrievals, store } = report;
  const estimated = report.money.isEstimated ? ['estimated'] : [];
  return [
    ['New input', amount(newInput), formatSaving(newInput.savedShare), ...inModelTokens(report)],
    ['Whole requests', amount(wholeRequests), formatSaving(wholeRequests.savedShare), ...estimated],
    ...moneyFacts(report, estimated),
    ...calibrationFacts(report),
    [
      'Requests',
      `${formatCount(requests.send)} sent`,
      `${formatCount(requests.changed)} made smaller`,
      `${formatCount(requests.failed)} failed`,
      `${formatCount(requests.aborted)} aborted`,
      `${formatCount(requests.count + requests.other)} passed through`,
    ],
    [
      'Provider cache',
      `${formatCount(cache.readTokens)} read (${formatShare(cache.readShare)})`,
      `${formatCount(cache.writeTokens5m + cache.writeTokens1h)} written`,
      `${formatCount(cache.uncachedTokens)} plain`,
      `prefixes rewritten by us: ${cache.prefixRewritesByUs}`,
    ],
    ['Added wait', ...percentileParts(latency.waitMs)],
    ['First byte', ...percentileParts(latency.firstByteMs)],
    [
      'Fetched back',
      `${retrievals.whole} whole`,
      `${retrievals.sliced} in part`,
      `${formatCount(retrievals.tokens)} tokens`,
      `${formatCount(retrievals.putBackTokens)} of them seen in requests`,
    ],
    store === null
      ? ['Store', 'could not be read']
      : [
          'Store',
          `${formatCount(store.originals)} originals (${formatBytes(store.originalBytes)})`,
          `${formatBytes(store.fileBytes)} on disk`,
        ],
  ];
}

/** A line of a report must not become a table. */
const MOST_FAMILIES = 4;

function calibrationFacts({ calibration }: PerfReport): readonly Fact[] {
  if (calibration.length === 0) return [];
  return [['Model tokens', ...calibration.slice(0, MOST_FAMILIES).map(explainCalibration)]];
}

function inModelTokens({ newInput: { modelTokens }, money }: PerfReport): readonly string[] {
  return money.isEstimated ? [`in tokens of the models ${amount(modelTokens)}, estimated`] : [];
}

function amount(saving: { readonly tokensBefore: number; readonly tokensAfter: number }): string {
  return `${formatCount(saving.tokensAfter)} instead of ${formatCount(saving.tokensBefore)} tokens`;
}

function moneyFacts(report: PerfReport, estimated: readonly string[]): readonly Fact[] {
  const { money } = report;
  if (money.pricedRequests === 0) return [['Money', 'no priced usage seen', ...unpriced(report)]];
  const without = money.spentUsd + money.netSavedUsd;
  return [
    [
      'Money',
      `${formatUsd(money.spentUsd)} instead of ${formatUsd(without)}`,
      formatSaving(money.netSavedShare),
      ...estimated,
    ],
    [
      '',
      `saved ${formatUsd(money.savedUsd)} (${formatUsd(money.listSavedUsd)} if there were no cache)`,
      `less ${formatUsd(money.retrievalUsd)} for what was fetched back`,
      `less ${formatUsd(money.toolDefinitionUsd)} for our tool`,
      `list prices of ${money.pricesAsOf}, check yours`,
      ...unpriced(report),
    ],
  ];
}

function unpriced({ money }: PerfReport): readonly string[] {
  if (money.unpricedRequests === 0) return [];
  const unknown = money.unknownModels.slice(0, 3).map((model) => `no price known for ${model}`);
  return [`requests without a price: ${formatCount(money.unpricedRequests)}`, ...unknown];
}

function percentileParts(percentiles: Percentiles | null): readonly string[] {
  if (percentiles === null) return ['not measured'];
  const { p50, p95, p99 } = percentiles;
  return [`p50 ${formatMs(p50)}`, `p95 ${formatMs(p95)}`, `p99 ${formatMs(p99)}`];
}

function factLines([label, ...parts]: Fact, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line}, ${part}`;
    if (line !== '' && LABEL_WIDTH + longer.length > width - 1) {
      lines.push(`${line},`);
      line = part;
    } else {
      line = longer;
    }
  }
  const labels = [label, ...lines.map(() => '')];
  return [...lines, line].map((text, index) =>
    ((labels[index] ?? '').padEnd(LABEL_WIDTH) + text).slice(0, width),
  );
}

function sectionsOf(report: PerfReport): readonly { title: string; table: Table }[] {
  return [
    {
      title: 'New texts by tool',
      table: {
        columns: [left('tool'), ...SAVING_COLUMNS],
        rows: report.byTool.map((row) => [row.tool, ...savingCells(row)]),
      },
    },
    {
      title: 'New texts by compressor',
      table: {
        columns: [
          left('compressor'),
          left('kind'),
          { ...left('fidelity'), optional: true },
          ...SAVING_COLUMNS.slice(1),
        ],
        rows: report.byCompressor.map((row) => [
          row.by,
          row.kind,
          row.fidelity,
          ...savingCells(row).slice(1),
        ]),
      },
    },
    {
      title: 'New texts left as they are',
      table: {
        columns: [left('reason'), right('texts'), right('tokens'), left('because')],
        rows: report.kept.map(({ reason, texts, tokens }) => [
          reason,
          formatCount(texts),
          formatCount(tokens),
          explainReason(reason),
        ]),
      },
    },
    {
      title: 'Requests left as they are',
      table: {
        columns: [left('reason'), right('requests'), left('because')],
        rows: report.requests.unchanged.map(({ reason, requests }) => [
          reason,
          formatCount(requests),
          explainReason(reason),
        ]),
      },
    },
    volatileSection(report),
    groupSection(
      'Models',
      'model',
      report.byModel.map(({ model: name, ...row }) => ({ name, ...row })),
    ),
    groupSection(
      'Agents',
      'agent',
      report.byAgent.map(({ agent: name, ...row }) => ({ name, ...row })),
    ),
    groupSection(
      'Projects',
      'project',
      report.byProject.map(({ project: name, ...row }) => ({ name, ...row })),
    ),
  ];
}

type GroupRow = GroupReport & { readonly name: string };

function groupSection(
  title: string,
  column: string,
  groups: readonly GroupRow[],
): { title: string; table: Table } {
  return {
    title,
    table: {
      columns: [left(column), right('requests'), right('less'), right('spent'), right('saved')],
      rows: groups.map(({ name, requests, newInput, spentUsd, netSavedUsd }) => [
        name,
        formatCount(requests),
        formatShare(newInput.savedShare),
        spentUsd === null ? 'unknown' : formatUsd(spentUsd),
        netSavedUsd === null ? 'unknown' : formatUsd(netSavedUsd),
      ]),
    },
  };
}

function volatileSection(report: PerfReport): { title: string; table: Table } {
  return {
    title: 'Changes at the head of requests, where the provider cache ends',
    table: {
      columns: [
        left('part'),
        left('changes'),
        right('requests'),
        right('at'),
        right('tokens behind'),
      ],
      rows: report.volatile.map((row) => [
        row.part,
        explainVolatile(row.kind),
        formatCount(row.requests),
        formatShare(row.atShare),
        formatCount(row.tokensBehind),
      ]),
    },
  };
}

const SAVING_COLUMNS: readonly Column[] = ['texts', 'smaller', 'before', 'after', 'saved'].map(
  right,
);

function savingCells(row: TextSaving): readonly string[] {
  return [
    formatCount(row.texts),
    formatCount(row.replacedTexts),
    formatCount(row.tokensBefore),
    formatCount(row.tokensAfter),
    formatShare(row.savedShare),
  ];
}

function left(title: string): Column {
  return { title, align: 'left' };
}

function right(title: string): Column {
  return { title, align: 'right' };
}

function tableText(table: Table, width: number): readonly string[] {
  const more = table.rows.length - MOST_ROWS;
  const shown = { ...table, rows: table.rows.slice(0, MOST_ROWS) };
  const lines = tableLines(shown, width - 2).map((line) => `  ${line}`);
  return more > 0 ? [...lines, `  and ${more} more (--json has them all)`] : lines;
}
