// Lossy form of prose, manuals and long settings files that were fetched or printed: what answers the question stays under
// its headings, and an outline of the rest. Never used on files the agent may edit; of a changelog the newest part, the one
// that is added to, stays as it is.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { logSelect } from '../log/log-select.ts';
import { withoutGutter } from '../without-gutter.ts';
import { openLinesOfChangelog } from './changelog.ts';
import { selectLines } from './select-lines.ts';

/** Chooses blocks of a text within the budget. */
export const textSelect: Compressor = {
  name: 'text-select',
  accepts: ['prose', 'config', 'text', 'html'],
  fidelity: 'lossy',
  compress: selectText,
};

function selectText(
  text: string,
  context: CompressContext,
): Compressed | undefined | Promise<Compressed | undefined> {
  // What a program lists is chosen from line by line, as a log is.
  if (context.kind === 'text' && isList(text)) return logSelect.compress(text, context);
  const numbered = text.split('\n');
  const lines = withoutGutter(numbered) ?? numbered;
  const selected = selectLines(lines, context, { openLines: openLinesOfChangelog(lines) ?? 0 });
  return selected.text.length >= text.length ? undefined : selected;
}

const FEWEST_LINES = 40;
const SAMPLED_LINES = 400;
const MOST_ALIKE = 0.6;

/** Whether most lines are alike but for words and numbers. */
function isList(text: string): boolean {
  const lines = text
    .split('\n', SAMPLED_LINES)
    .filter((line) => line !== '' && line.length <= LONGEST_LINE);
  if (lines.length < FEWEST_LINES) return false;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const mask = maskOf(line);
    counts.set(mask, (counts.get(mask) ?? 0) + 1);
  }
  return Math.max(...counts.values()) > lines.length * MOST_ALIKE;
}

const LONGEST_LINE = 300;

/** "    M 419:4 Plugins.load - E (32)" is "w n:n w - w (n)". */
function maskOf(line: string): string {
  return line
    .trim()
    .replace(/\d+/g, '0')
    .replace(/[A-Za-z_][\w./-]*/g, 'w')
    .replace(/\s+/g, ' ');
}
