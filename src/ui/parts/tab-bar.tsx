// The names of the views with their keys, or where one is below them.
import { Text } from 'ink';
import type { ReactElement } from 'react';
import { Line } from './line.tsx';
import { VIEW_NAMES, type ViewName } from '../state.ts';
import { styleOf } from '../styles.ts';

export interface TabBarProps {
  readonly view: ViewName;
  /** Said instead of the views. */
  readonly title: string | undefined;
  readonly colour: boolean;
}

/** One line; the view that is shown stands in brackets. */
export function TabBar({ view, title, colour }: TabBarProps): ReactElement {
  if (title !== undefined) return <Line text={title} tone="title" colour={colour} />;
  return (
    <Text wrap="truncate">
      {VIEW_NAMES.map((name, index) => (
        <Text key={name} {...styleOf(name === view ? 'title' : 'dim', colour)}>
          {name === view ? `[${index + 1} ${name}]` : `${index + 1} ${name}`}
          {index + 1 < VIEW_NAMES.length ? ' ' : ''}
        </Text>
      ))}
    </Text>
  );
}
