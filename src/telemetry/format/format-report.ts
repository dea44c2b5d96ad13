// A report as text for a terminal or a file. Draws and decides nothing: every number is in the report already.
import type { PerfReport } from '../perf-report.ts';
import { printable } from './printable.ts';
import { reportFacts, type Fact } from './report-facts.ts';
import { reportSections } from './report-sections.ts';
import { tableLines, type Table } from './text-table.ts';

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
  const sections = reportSections(report).filter(({ table }) => table.rows.length > 0);
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

/** A fact without a label continues the one before. */
function factsFor(report: PerfReport, { about = [], without }: FormatOptions): readonly Fact[] {
  let label = '';
  const asked = reportFacts(report).filter((fact) => {
    label = fact[0] === '' ? label : fact[0];
    return without?.has(label) !== true;
  });
  return [...about, ...asked];
}

function factLines([label, ...parts]: Fact, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts.map(printable)) {
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

function tableText(table: Table, width: number): readonly string[] {
  const more = table.rows.length - MOST_ROWS;
  const shown = { ...table, rows: table.rows.slice(0, MOST_ROWS) };
  const lines = tableLines(shown, width - 2).map((line) => `  ${line}`);
  return more > 0 ? [...lines, `  and ${more} more (--json has them all)`] : lines;
}
