// How a tone looks. Without colour nothing is styled, so nothing may be said by a style alone.

export type Tone = 'plain' | 'title' | 'good' | 'bad' | 'dim' | 'accent' | 'selected';

export interface Style {
  readonly bold?: boolean;
  readonly color?: string;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

const STYLES: Readonly<Record<Tone, Style>> = {
  plain: {},
  title: { bold: true },
  good: { color: 'green', bold: true },
  bad: { color: 'red', bold: true },
  dim: { dimColor: true },
  accent: { color: 'cyan' },
  selected: { inverse: true },
};

/** Properties of an Ink `Text`. */
export function styleOf(tone: Tone, colour: boolean): Style {
  return colour ? STYLES[tone] : {};
}
