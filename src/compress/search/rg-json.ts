// `rg-json`, lossy: what `rg --json` found, chosen and written like any other hits. Records of where a file begins and ends,
// and the positions of each match, are left out.
import type { Compressor, Omission } from '../compressor.ts';
import type { SearchLine } from './read-hits.ts';
import { readRgJson } from './read-rg-json.ts';
import { selectHits, type SelectedHits } from './search-select.ts';

const HEAD = '[rg --json, shown as path, line and text, without offsets]';
/** Of the lines that are left out none is a hit. */
const HEAD_OF_ALL = '[rg --json, every line found as path, line and text, without offsets]';

export const rgJson: Compressor = {
  name: 'rg-json',
  accepts: ['json'],
  fidelity: 'lossy',
  compress(text, context) {
    const read = readRgJson(text);
    const selected = read === undefined ? undefined : selectHits(read, context);
    if (read === undefined || selected === undefined) return undefined;
    const head = selected.lost.length + selected.clips.size === 0 ? HEAD_OF_ALL : HEAD;
    return { text: `${head}\n${selected.text}\n`, lost: lostRecords(read, selected) };
  },
};

/** Hits that are not shown or only in part, and the records around the hits of each file. */
function lostRecords(
  read: readonly SearchLine[],
  { lost, clips }: SelectedHits,
): readonly Omission[] {
  const isLost = read.map((line) => line.kind === 'other' && line.text === '');
  for (const { from, to } of lost) isLost.fill(true, from - 1, to);
  for (const index of clips.keys()) isLost[index] = true;
  const runs: { unit: 'line'; from: number; to: number }[] = [];
  isLost.forEach((isLine, index) => {
    const last = runs.at(-1);
    if (!isLine) return;
    if (last?.to === index) last.to = index + 1;
    else runs.push({ unit: 'line', from: index + 1, to: index + 1 });
  });
  return runs;
}
