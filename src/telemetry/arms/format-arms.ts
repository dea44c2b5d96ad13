// The comparison of both arms as text. Draws and decides nothing.
import type { Arm } from '../../proxy/arm.ts';
import { MEASURES, type Finding, type Measure, type MeasureName } from './compare-arms.ts';
import { formatCount, formatShare, formatUsd } from '../format/format-number.ts';
import type { FormatOptions } from '../format/format-report.ts';
import type { ArmReport } from './read-arms.ts';
import { tableLines, type Table } from '../format/text-table.ts';

const NARROWEST = 60;
const WIDEST = 120;

/** The comparison, lines ended by "\n". */
export function formatArms(report: ArmReport, options: FormatOptions): string {
  const { compressed, plain } = report.arms;
  const isEmpty = compressed.conversations + plain.conversations === 0;
  if (isEmpty && leftOutParts(report).length === 0) return nothingYet(report, options);
  const width = Math.min(WIDEST, Math.max(NARROWEST, options.width));
  const title = `With and without headroom, ${options.period}`;
  const lines = [
    options.colour ? `\u001b[1m${title}\u001b[22m` : title,
    `${countOf(report, 'compressed')} made smaller, ${countOf(report, 'plain')} passed through`,
    '',
    ...tableLines(tableOf(report), width - 2).map((line) => `  ${line}`),
    '',
    ...conclusions(report),
    ...remarks(report),
  ];
  return `${lines.join('\n')}\n`;
}

function nothingYet(report: ArmReport, { period }: FormatOptions): string {
  const isAll = report.window.sinceMs === null;
  return `${[
    isAll
      ? 'No conversation was run with --ab yet.'
      : `No conversation was run with --ab in ${period}.`,
    ...(isAll ? [] : ['With --all you see everything there is.']),
    '',
    'Start an agent so, and every other conversation passes through uncompressed:',
    '  headroom wrap claude --ab',
    'Compared are agents that number their conversations: Claude Code, Codex, OpenCode.',
  ].join('\n')}\n`;
}

function countOf({ arms }: ArmReport, arm: Arm): string {
  return conversations(arms[arm].conversations);
}

function conversations(count: number): string {
  return count === 1 ? '1 conversation' : `${formatCount(count)} conversations`;
}

interface Row {
  readonly label: string;
  readonly format: (value: number) => string;
}

const ROWS: Readonly<Record<MeasureName, Row>> = {
  turns: { label: 'turns', format: (value) => value.toFixed(1) },
  inputTokens: { label: 'input tokens', format: formatCount },
  outputTokens: { label: 'output tokens', format: formatCount },
  spentUsd: { label: 'money', format: formatUsd },
};

const FINDINGS: Readonly<Record<Finding, string>> = {
  less: 'less',
  more: 'more',
  undecided: 'cannot tell',
  'too-few': 'too few',
};

function tableOf({ perConversation }: ArmReport): Table {
  return {
    columns: [
      { title: 'on average', align: 'left' },
      { title: 'smaller', align: 'right' },
      { title: 'plain', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'share', align: 'right', optional: true },
      { title: '95 % interval', align: 'right' },
      { title: 'with headroom', align: 'left' },
    ],
    rows: MEASURES.map((name) => cellsOf(perConversation[name], ROWS[name])),
  };
}

function cellsOf(measure: Measure, { label, format }: Row): readonly string[] {
  const { compressed, plain, difference, differenceShare, interval, finding } = measure;
  return [
    label,
    compressed.mean === null ? '-' : format(compressed.mean),
    plain.mean === null ? '-' : format(plain.mean),
    difference === null ? '-' : signed(difference, format),
    differenceShare === null ? '-' : signed(differenceShare, formatShare),
    interval === null ? '-' : interval.map((end) => signed(end, format)).join(' to '),
    FINDINGS[finding],
  ];
}

function signed(value: number, format: (value: number) => string): string {
  return value > 0 ? `+${format(value)}` : format(value);
}

/** What may be said, and what may not. */
function conclusions({ perConversation, fewestConversations }: ArmReport): readonly string[] {
  const findings = new Set(MEASURES.map((name) => perConversation[name].finding));
  return [
    ...(findings.has('too-few')
      ? [`Too few to tell anything: it takes ${fewestConversations} conversations on each side.`]
      : []),
    ...(findings.has('undecided')
      ? ['Cannot tell: the interval contains 0, so the difference may be chance.']
      : []),
  ];
}

function remarks(report: ArmReport): readonly string[] {
  const { compressed, plain } = report.arms;
  const unpriced = compressed.unpricedConversations + plain.unpricedConversations;
  const unsaid = compressed.turnsWithoutUsage + plain.turnsWithoutUsage;
  return [
    `Money: as the provider counted, cache included, at list prices of ${report.pricesAsOf}.`,
    ...(unpriced > 0 ? [`Without a price, and not in the money: ${conversations(unpriced)}.`] : []),
    ...(unsaid > 0 ? [`Answers that did not say what they took: ${formatCount(unsaid)}.`] : []),
    ...leftOutParts(report).map((part) => `Left out: ${part}.`),
  ];
}

function leftOutParts({ leftOut }: ArmReport): readonly string[] {
  const { begunEarlier, partlyWithoutAb, withoutUsage } = leftOut;
  return [
    ...(begunEarlier > 0 ? [`${conversations(begunEarlier)} begun earlier`] : []),
    ...(partlyWithoutAb > 0 ? [`${conversations(partlyWithoutAb)} run without --ab in part`] : []),
    ...(withoutUsage > 0 ? [`${conversations(withoutUsage)} without token counts`] : []),
  ];
}
