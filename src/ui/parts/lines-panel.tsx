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

/** From the line `scroll` on; the last place says how many have none. */
export function LinesPanel(props: LinesPanelProps): ReactElement {
  const { lines, scroll, width, height, colour } = props;
  const isAll = scroll + height >= lines.length;
  const shown = lines.slice(scroll, scroll + (isAll ? height : height - 1));
  const hidden = lines.length - scroll - shown.length;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {shown.map(({ text, tone }, index) => (
        <Line key={scroll + index} text={text} tone={tone} colour={colour} />
      ))}
      {!isAll && <Line text={`  ... ${hidden} more lines`} tone="dim" colour={colour} />}
    </Box>
  );
}
