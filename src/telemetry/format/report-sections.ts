// The tables of a report.
import type { GroupReport, PerfReport, TextSaving } from '../perf-report.ts';
import { explainVolatile } from '../volatile-texts.ts';
import { explainReason } from './explain-reason.ts';
import { formatCount, formatShare, formatUsd } from './format-number.ts';
import type { Column, Table } from './text-table.ts';

export interface Section {
  readonly title: string;
  readonly table: Table;
}

/** In order; some may have no rows. */
export function reportSections(report: PerfReport): readonly Section[] {
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

function groupSection(title: string, column: string, groups: readonly GroupRow[]): Section {
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

function volatileSection(report: PerfReport): Section {
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
