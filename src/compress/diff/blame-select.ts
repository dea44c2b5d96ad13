// `blame-select`, lossy: the lines that were asked for and the declarations, in the notation of `blame`. Line numbers
// show where lines are missing.
import type { Compressor, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { foldBlame } from './blame.ts';
import { parseBlames } from './blame-line.ts';
import { changeImportance } from './change-importance.ts';

export const blameSelect: Compressor = {
  name: 'blame-select',
  accepts: ['diff'],
  fidelity: 'lossy',
  compress(text, context) {
    const lines = text.split('\n');
    const read = parseBlames(lines);
    if (read === undefined) return undefined;
    const units = read.map((line, index): Unit => {
      if (line === undefined)
        return { text: lines[index] ?? '', cost: 1, importance: 0, must: true };
      return {
        text: `${line.author} ${line.text}`,
        cost: context.estimate(line.text) + LINE_TOKENS,
        importance: changeImportance('+', line.text),
      };
    });
    const kept = chooseUnits(units, {
      budgetTokens: context.budgetTokens,
      contextBefore: 1,
      contextAfter: 1,
      explain: context.explain,
      ...(context.query !== undefined && { query: context.query }),
    });
    if (kept.size === units.length) return undefined;
    const short = foldBlame(lines.filter((_, index) => kept.has(index)));
    if (short === undefined) return undefined;
    // Nobody puts these lines back into columns.
    return { text: short.replace(/^widths .*\n/, ''), lost: lostLines(lines.length, kept) };
  },
};

/** A number, and a share of the commit's line. */
const LINE_TOKENS = 14;

function lostLines(count: number, kept: ReadonlySet<number>): Omission[] {
  const lost: { unit: 'line'; from: number; to: number }[] = [];
  for (let index = 0; index < count; index++) {
    if (kept.has(index)) continue;
    const last = lost.at(-1);
    if (last?.to === index) last.to = index + 1;
    else lost.push({ unit: 'line', from: index + 1, to: index + 1 });
  }
  return lost;
}
