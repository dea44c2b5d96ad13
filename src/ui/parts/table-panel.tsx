// A table with a selected row, as many rows as there is room for.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { tableLines, type Column } from '../../telemetry/format/text-table.ts';
import { Line } from './line.tsx';
import type { ShownTable } from '../content/shown-table.ts';
import type { Sorting } from '../state.ts';

export interface TablePanelProps {
  /** Rows in the order in which they are shown. */
  readonly table: ShownTable;
  readonly selected: number;
  readonly sorting: Sorting;
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

const MARK_WIDTH = 2;

/** The selected row has a mark, which is seen without colour, too. */
export function TablePanel(props: TablePanelProps): ReactElement {
  const { table, selected, sorting, width, height, colour } = props;
  if (table.rows.length === 0) return <Line text={table.whenEmpty} tone="dim" colour={colour} />;
  const first = firstShown(selected, table.rows.length, height - 1);
  const shown = table.rows.slice(first, first + height - 1);
  const [titles = '', ...lines] = tableLines(
    {
      columns: table.columns.map((column, index) => titled(column, index, sorting)),
      rows: shown.map(({ cells }) => cells.map(({ text }) => text)),
    },
    width - MARK_WIDTH,
  );
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Line text={`  ${titles}`} tone="dim" colour={colour} />
      {shown.map((row, index) => {
        const isSelected = first + index === selected;
        const text = `${isSelected ? '> ' : '  '}${lines[index] ?? ''}`;
        return (
          <Line
            key={row.key}
            text={isSelected ? text.padEnd(width) : text}
            tone={isSelected ? 'selected' : (row.tone ?? 'plain')}
            colour={colour}
          />
        );
      })}
    </Box>
  );
}

/** The column that rows are sorted by says so. */
function titled(column: Column, index: number, { column: sorted, isReversed }: Sorting): Column {
  if (index !== sorted) return column;
  return { ...column, title: `${column.title}${isReversed ? '^' : 'v'}` };
}

/** The selected row stays in the middle where it can. */
function firstShown(selected: number, rows: number, room: number): number {
  return Math.max(0, Math.min(selected - Math.floor(room / 2), rows - room));
}
