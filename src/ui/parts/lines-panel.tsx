// Lines under each other, as many as there is room for.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { ShownLine } from '../content/health-lines.ts';
import { Line } from './line.tsx';

export interface LinesPanelProps {
  readonly lines: readonly ShownLine[];
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

/** From the line `scroll` on. */
export function LinesPanel(props: LinesPanelProps): ReactElement {
  const { lines, scroll, width, height, colour } = props;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {lines.slice(scroll, scroll + height).map(({ text, tone }, index) => (
        <Line key={scroll + index} text={text} tone={tone} colour={colour} />
      ))}
    </Box>
  );
}
