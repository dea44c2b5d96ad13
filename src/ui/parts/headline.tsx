// The head of the dashboard, drawn.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { PerfReport } from '../../telemetry/perf-report.ts';
import { headlineParts } from '../content/headline-parts.ts';
import { styleOf } from '../styles.ts';

export interface HeadlineProps {
  readonly report: PerfReport;
  /** "24 h" */
  readonly range: string;
  readonly colour: boolean;
}

/** Lines that the headline takes. */
export const HEADLINE_HEIGHT = 6;

/** A line per number. */
export function Headline({ report, range, colour }: HeadlineProps): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {headlineParts(report, range).map((parts, line) => (
        <Text key={line} wrap="truncate">
          {parts.map(({ text, tone }, index) => (
            <Text key={index} {...styleOf(tone, colour)}>
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  );
}
