// One line of text that never breaks into two.
import { Text } from 'ink';
import type { ReactElement } from 'react';
import { styleOf, type Tone } from '../styles.ts';

export interface LineProps {
  readonly text: string;
  readonly tone?: Tone;
  readonly colour: boolean;
}

/** An empty line keeps its height. */
export function Line({ text, tone = 'plain', colour }: LineProps): ReactElement {
  return (
    <Text wrap="truncate" {...styleOf(tone, colour)}>
      {text === '' ? ' ' : text}
    </Text>
  );
}
