// Lossy form of code: imports, types, signatures and their documentation stay, bodies that do not fit the question are
// folded. For fetched sources and dumps of many files; for what the agent reads of its own only in `aggressive`.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { joinKept } from '../select/gaps.ts';
import { withoutGutter } from '../without-gutter.ts';
import { codeUnits } from './code-units.ts';
import { readBodies } from './read-bodies.ts';
import { readSources } from './read-sources.ts';

export const codeSelect: Compressor = {
  name: 'code-select',
  accepts: ['code', 'text'],
  fidelity: 'lossy',
  compress: foldBodies,
};

/** Less than this is read in one look. */
const LEAST_TOKENS = 2_000;

/** What a file is, and of which version, stands at its begin. */
const FIRST_LINES = 3;

/** So many characters of code have as many tokens. */
const PROBE_LENGTH = 40_000;

async function foldBodies(text: string, context: CompressContext): Promise<Compressed | undefined> {
  if (context.estimate(text.slice(0, PROBE_LENGTH)) < LEAST_TOKENS) return undefined;
  const numbered = text.split('\n');
  const bare = withoutGutter(numbered);
  const lines = bare ?? numbered;
  const sources = readSources(lines, context);
  const bodies = await readBodies(sources, lines, context);
  if (bodies.length === 0) return undefined;
  const headings = new Set(sources.map(({ from }) => from - 1).filter((row) => row >= 0));
  const shown = bare === undefined ? lines : numbered.map(narrow);
  const { units, pieces } = codeUnits({ lines, shown, bodies, headings }, context);
  const { query } = context;
  const outline = outlineOf(units, context);
  const kept = chooseUnits(outline.stays ? units : units.map(withoutMust), {
    budgetTokens: outline.budgetTokens,
    head: FIRST_LINES,
    fill: query === undefined ? 0.6 : 0.3,
    explain: context.explain,
    ...(query !== undefined && { query }),
  });
  const joined = joinKept(pieces, kept, { numbered: bare !== undefined });
  return joined.text.length < text.length ? joined : undefined;
}

function withoutMust(unit: Unit): Unit {
  return { ...unit, must: false };
}

/** The outline stays if it costs no more than this share of the whole, whatever the budget. */
const OUTLINE_SHARE = 0.25;
/** Of the budget, for what is no outline. */
const REST_SHARE = 1;

function outlineOf(
  units: readonly Unit[],
  { budgetTokens }: CompressContext,
): { readonly stays: boolean; readonly budgetTokens: number } {
  let total = 0;
  let outline = 0;
  for (const { cost, must } of units) {
    total += cost;
    if (must === true) outline += cost;
  }
  if (outline > Math.max(budgetTokens, total * OUTLINE_SHARE))
    return { stays: false, budgetTokens };
  return { stays: true, budgetTokens: Math.max(budgetTokens, outline + budgetTokens * REST_SHARE) };
}

/** The number, a tab, the line: what stays keeps its number. */
function narrow(line: string): string {
  return line.replace(/^ *0*(\d{1,7})(?:→|\t|\| |\||: ?| │ ?)/, '$1\t');
}
