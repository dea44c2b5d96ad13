// The dashboard: holds where the user is, reads what is to be seen there, and hands both to the frame.
import { useApp, useInput } from 'ink';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { Frame, layoutOf } from './parts/frame.tsx';
import { pageContent, readPage, type PageContent } from './content/page-content.ts';
import { pressKey, type Surroundings } from './press-key.ts';
import { rangesWith } from './ranges.ts';
import { readKey } from './read-key.ts';
import type { Snapshot, SnapshotSource } from './snapshot.ts';
import { currentPage, initialState, type DashboardState } from './state.ts';
import { chartPoints } from './parts/time-chart.tsx';
import { useScreenSize } from './use-screen-size.ts';
import { useSnapshot } from './use-snapshot.ts';

export interface DashboardProps {
  readonly source: SnapshotSource;
  /** The window to begin with; null for all time. */
  readonly lengthMs: number | null;
  readonly colour: boolean;
  /** What was read of that window already. */
  readonly first?: Snapshot;
}

/** Lives until the user ends it. */
export function Dashboard({ source, lengthMs, colour, first }: DashboardProps): ReactElement {
  const ranges = rangesWith(lengthMs);
  const size = useScreenSize();
  const [state, setState] = useState(() =>
    initialState(ranges.findIndex((range) => range.lengthMs === lengthMs)),
  );
  const range = ranges[state.range] ?? { label: 'all', lengthMs: null };
  const { snapshot, fault } = useSnapshot(source, {
    lengthMs: range.lengthMs,
    mostPoints: chartPoints(size.columns),
    first,
  });
  const page = currentPage(state);
  // With every snapshot: a conversation goes on while it is looked at.
  const data = useMemo(() => readPage(source, page), [source, page, snapshot]);
  const content = useMemo(
    () => pageContent(state, { snapshot, data }, size.columns),
    [state, snapshot, data, size],
  );
  const selected = selectedIndex(state, content);
  const { panelHeight } = layoutOf(size, content.kind);
  const around = { ...surroundingsOf(content, selected, panelHeight), ranges: ranges.length };
  useInput((input, key) => setState((last) => pressKey(last, readKey(input, key), around)));
  useExit(state.isEnded);
  const frame = { state, snapshot, content, selected, size, colour, fault };
  return <Frame {...frame} range={range.label} />;
}

function useExit(isEnded: boolean): void {
  const { exit } = useApp();
  useEffect(() => {
    if (isEnded) exit();
  }, [isEnded, exit]);
}

function selectedIndex(state: DashboardState, content: PageContent): number {
  const { selected } = currentPage(state);
  if (content.kind !== 'table' || selected === null) return 0;
  return Math.max(
    0,
    content.table.rows.findIndex(({ key }) => key === selected),
  );
}

function surroundingsOf(
  content: PageContent,
  selected: number,
  panelHeight: number,
): Omit<Surroundings, 'ranges'> {
  if (content.kind !== 'table') {
    const { length: lines } = content.lines;
    return { rowKeys: [], opens: undefined, lines, visibleRows: panelHeight, sortableColumns: 0 };
  }
  const { rows, columns } = content.table;
  return {
    rowKeys: rows.map(({ key }) => key),
    opens: rows[selected]?.opens,
    lines: 0,
    visibleRows: panelHeight - 1,
    sortableColumns: columns.length,
  };
}
