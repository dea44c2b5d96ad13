// New input over time: one line where there is little room, columns where there is more.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { formatCount } from '../../telemetry/format/format-number.ts';
import type { SeriesPoint } from '../../telemetry/series.ts';
import { chartLines, sparkline } from '../content/chart.ts';
import { Line } from './line.tsx';
import { lengthLabel } from '../ranges.ts';

export interface TimeChartProps {
  readonly points: readonly SeriesPoint[];
  readonly width: number;
  /** 1: a sparkline of what was saved. */
  readonly height: number;
  readonly colour: boolean;
}

const NAME = 'Saved over time ';
const AXIS_WIDTH = 20;

/** How many points fit. */
export function chartPoints(width: number): number {
  return Math.max(1, width - NAME.length - AXIS_WIDTH);
}

/** Lines of blocks, the scale beside them. */
export function TimeChart({ points, width, height, colour }: TimeChartProps): ReactElement {
  const room = chartPoints(width);
  if (height < 2) {
    const most = Math.max(0, ...points.map(({ newInput }) => newInput.savedTokens));
    const text = `${NAME}${sparkline(points, room)} ${scale(points, most)}`;
    return <Line text={text} tone="accent" colour={colour} />;
  }
  const most = Math.max(0, ...points.map(({ newInput }) => newInput.tokensBefore));
  const names = ['New input', '█ sent', '░ saved'];
  return (
    <Box flexDirection="column" flexShrink={0}>
      {chartLines(points, { width: room, height }).map((line, index) => (
        <Line
          key={index}
          text={`${(names[index] ?? '').padEnd(NAME.length)}${line} ${index === 0 ? scale(points, most) : ''}`}
          tone="accent"
          colour={colour}
        />
      ))}
    </Box>
  );
}

function scale(points: readonly SeriesPoint[], most: number): string {
  const [first, second] = points;
  if (first === undefined || most <= 0) return '';
  const stepMs = second === undefined ? undefined : second.fromMs - first.fromMs;
  return `most ${formatCount(most)}${stepMs === undefined ? '' : ` in ${lengthLabel(stepMs)}`}`;
}
