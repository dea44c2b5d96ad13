// The whole screen, as a function of what is to be seen on it.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { Headline, HEADLINE_HEIGHT } from './headline.tsx';
import { healthLines } from '../content/health-lines.ts';
import { footerText } from '../content/help-lines.ts';
import { Line } from './line.tsx';
import { LinesPanel } from './lines-panel.tsx';
import type { PageContent } from '../content/page-content.ts';
import type { Snapshot } from '../snapshot.ts';
import { currentPage, type DashboardState } from '../state.ts';
import { TabBar } from './tab-bar.tsx';
import { TablePanel } from './table-panel.tsx';
import { TextPanel } from './text-panel.tsx';
import { TimeChart } from './time-chart.tsx';

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

export interface FrameProps {
  readonly state: DashboardState;
  readonly snapshot: Snapshot;
  readonly content: PageContent;
  readonly selected: number;
  readonly range: string;
  readonly size: ScreenSize;
  readonly colour: boolean;
  /** What went wrong with the last reading. */
  readonly fault: string | undefined;
}

/** Draws everything; the last line of the screen stays free, else terminals scroll. */
export function Frame(props: FrameProps): ReactElement {
  const { state, snapshot, content, range, size, colour, fault } = props;
  const layout = layoutOf(size, content.kind);
  return (
    <Box flexDirection="column" width={size.columns} height={layout.height} overflow="hidden">
      {layout.hasHead && <Headline report={snapshot.report} range={range} colour={colour} />}
      {layout.hasHead && (
        <TimeChart
          points={snapshot.series}
          width={size.columns}
          height={layout.chartHeight}
          colour={colour}
        />
      )}
      {layout.hasHead && <Line text="" colour={colour} />}
      <TabBar view={state.view} title={content.title} colour={colour} />
      <Box height={layout.panelHeight} flexShrink={0} overflow="hidden">
        <Panel {...props} width={layout.panelWidth} height={layout.panelHeight} />
        {layout.sideWidth > 0 && (
          <Box marginLeft={SIDE_GAP}>
            <LinesPanel
              lines={healthLines(snapshot)}
              scroll={0}
              width={layout.sideWidth - SIDE_GAP}
              height={layout.panelHeight}
              colour={colour}
            />
          </Box>
        )}
      </Box>
      <Line
        text={fault ?? footerText({ pages: state.pages.length, sortedBy: sortedBy(content) })}
        tone={fault === undefined ? 'dim' : 'bad'}
        colour={colour}
      />
    </Box>
  );
}

function sortedBy(content: PageContent): string | undefined {
  if (content.kind !== 'table' || content.sorting.column === null) return undefined;
  return content.table.columns[content.sorting.column]?.title;
}

type PanelProps = FrameProps & { readonly width: number; readonly height: number };

function Panel(props: PanelProps): ReactElement {
  const { state, content, selected, width, height, colour } = props;
  const { scroll } = currentPage(state);
  const room = { width, height, colour };
  switch (content.kind) {
    case 'table':
      return (
        <TablePanel table={content.table} selected={selected} sorting={content.sorting} {...room} />
      );
    case 'lines':
      return <LinesPanel lines={content.lines} scroll={scroll} {...room} />;
    case 'text':
      return <TextPanel lines={content.lines} scroll={scroll} {...room} />;
  }
}

export interface Layout {
  readonly height: number;
  readonly hasHead: boolean;
  readonly chartHeight: number;
  readonly panelHeight: number;
  readonly panelWidth: number;
  /** 0: no room beside the panel. */
  readonly sideWidth: number;
}

const SIDE_WIDTH = 62;
const SIDE_GAP = 3;
const WIDE = 150;
/** A blank line, the views, and the keys. */
const LINES_AROUND = 3;
const LEAST_PANEL = 4;

const TALL = 40;

/** How the screen is divided; a text gets all of it, and lines do unless it is tall. */
export function layoutOf({ columns, rows }: ScreenSize, kind: PageContent['kind']): Layout {
  const isWhole = kind === 'text' || (kind === 'lines' && rows < TALL);
  const height = Math.max(3, rows - 1);
  const chartHeight = rows >= TALL ? 6 : rows >= 32 ? 3 : 1;
  const withHead = height - HEADLINE_HEIGHT - chartHeight - LINES_AROUND;
  const hasHead = !isWhole && withHead >= LEAST_PANEL;
  // What stands beside a table is lines itself.
  const sideWidth = kind === 'table' && columns >= WIDE ? SIDE_WIDTH : 0;
  return {
    height,
    hasHead,
    chartHeight,
    panelHeight: hasHead ? withHead : height - 2,
    panelWidth: columns - sideWidth,
    sideWidth,
  };
}
