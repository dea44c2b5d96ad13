// Tables of a report: by agent, model, project, tool, compressor, and why texts were kept.
import { explainReason } from '../../telemetry/format/explain-reason.ts';
import type { GroupReport, PerfReport, TextSaving } from '../../telemetry/perf-report.ts';
import type { Column } from '../../telemetry/format/text-table.ts';
import { countCell, left, optional, right, shareCell, textCell, usdCell } from './cells.ts';
import type { ShownCell, ShownTable } from './shown-table.ts';
import type { ViewName } from '../state.ts';

/** Every view that is a table of the report. */
export const REPORT_TABLES: Readonly<
  Record<Exclude<ViewName, 'requests' | 'health'>, (report: PerfReport) => ShownTable>
> = {
  agents: ({ byAgent }) =>
    groupTable(
      'agent',
      byAgent.map((row) => [row.agent, row]),
    ),
  models: ({ byModel }) =>
    groupTable(
      'model',
      byModel.map((row) => [row.model, row]),
    ),
  projects: ({ byProject }) =>
    groupTable(
      'project',
      byProject.map((row) => [row.project, row]),
    ),
  tools: ({ byTool }) => ({
    columns: [left('tool'), ...SAVING_COLUMNS],
    rows: byTool.map((row) => ({ key: row.tool, cells: [textCell(row.tool), ...savings(row)] })),
    whenEmpty: NO_TEXTS,
  }),
  compressors: ({ byCompressor }) => ({
    columns: [left('compressor'), left('kind'), optional(left('fidelity')), ...SAVING_COLUMNS],
    rows: byCompressor.map((row) => ({
      key: [row.by, row.kind, row.fidelity].join(' '),
      cells: [textCell(row.by), textCell(row.kind), textCell(row.fidelity), ...savings(row)],
    })),
    whenEmpty: NO_TEXTS,
  }),
  kept: ({ kept }) => ({
    columns: [left('reason'), right('texts'), right('tokens'), left('because')],
    rows: kept.map(({ reason, texts, tokens }) => ({
      key: reason,
      cells: [
        textCell(reason),
        countCell(texts),
        countCell(tokens),
        textCell(explainReason(reason)),
      ],
    })),
    whenEmpty: 'No text was left as it is.',
  }),
};

const NO_TEXTS = 'No text was seen for the first time.';

const SAVING_COLUMNS: readonly Column[] = [
  right('before'),
  right('after'),
  right('less'),
  optional(right('texts')),
  optional(right('smaller')),
  optional(right('tokens saved')),
];

function savings(row: TextSaving): readonly ShownCell[] {
  return [
    countCell(row.tokensBefore),
    countCell(row.tokensAfter),
    shareCell(row.savedShare),
    countCell(row.texts),
    countCell(row.replacedTexts),
    countCell(row.savedTokens),
  ];
}

function groupTable(
  title: string,
  groups: readonly (readonly [string, GroupReport])[],
): ShownTable {
  return {
    columns: [
      left(title),
      right('requests'),
      optional(right('new before')),
      optional(right('new after')),
      right('less'),
      right('spent'),
      right('saved'),
    ],
    rows: groups.map(([name, group]) => ({
      key: name,
      cells: [
        textCell(name),
        countCell(group.requests),
        countCell(group.newInput.tokensBefore),
        countCell(group.newInput.tokensAfter),
        shareCell(group.newInput.savedShare),
        usdCell(group.spentUsd),
        usdCell(group.netSavedUsd),
      ],
    })),
    whenEmpty: 'No request asked a model in this time.',
  };
}
