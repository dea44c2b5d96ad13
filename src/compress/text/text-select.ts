// Lossy form of prose, manuals and long settings files that were fetched or printed: what answers the question stays under
// its headings, and an outline of the rest. Never used on files the agent may edit; of a changelog the newest part, the one
// that is added to, stays as it is.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
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

function selectText(text: string, context: CompressContext): Compressed | undefined {
  const numbered = text.split('\n');
  const lines = withoutGutter(numbered) ?? numbered;
  const selected = selectLines(lines, context, { openLines: openLinesOfChangelog(lines) ?? 0 });
  return selected.text.length >= text.length ? undefined : selected;
}
