// A text before and after, side by side.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { Line } from './line.tsx';
import type { SideLine } from '../content/side-by-side.ts';
import type { Tone } from '../styles.ts';

export interface TextPanelProps {
  readonly lines: readonly SideLine[];
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

const MARK_WIDTH = 2;

/** Columns of one text. */
export function sideWidth(width: number): number {
  return Math.max(1, Math.floor(width / 2) - MARK_WIDTH - 1);
}

/** What is left out stands behind "-", what is new behind "+". */
export function TextPanel({ lines, scroll, width, height, colour }: TextPanelProps): ReactElement {
  const half = Math.floor(width / 2);
  const shown = lines.slice(scroll, scroll + height);
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Box flexDirection="column" width={half} paddingRight={1}>
        {shown.map(({ before, mark }, index) => (
          <Line key={index} {...beforeLine(before, mark)} colour={colour} />
        ))}
      </Box>
      <Box flexDirection="column" width={half}>
        {shown.map(({ after, mark }, index) => (
          <Line key={index} {...afterLine(after, mark)} colour={colour} />
        ))}
      </Box>
    </Box>
  );
}

interface Side {
  readonly text: string;
  readonly tone: Tone;
}

function beforeLine(text: string, mark: SideLine['mark']): Side {
  const isLeftOut = mark === 'before' || (mark === 'changed' && text !== '');
  return isLeftOut ? { text: `- ${text}`, tone: 'bad' } : { text: `  ${text}`, tone: 'plain' };
}

function afterLine(text: string, mark: SideLine['mark']): Side {
  const isNew = mark === 'after' || (mark === 'changed' && text !== '');
  return isNew ? { text: `+ ${text}`, tone: 'good' } : { text: `  ${text}`, tone: 'plain' };
}
