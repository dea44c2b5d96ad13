// Draws an explanation for a terminal or a file: line numbers of the original, what the model sees, and why. Decides nothing.
import type { Because, ExplainRow } from '../../src/compose/text-compressor.ts';

export interface FormatOptions {
  readonly width: number;
  readonly colour: boolean;
}

const NARROWEST = 40;
const WIDEST = 200;
const LEAST_TEXT = 16;

/** The rows as three columns, lines ended by "\n". Long lines are cut at the width; `--json` has them whole. */
export function formatExplanation(rows: readonly ExplainRow[], options: FormatOptions): string {
  const width = Math.min(WIDEST, Math.max(NARROWEST, options.width));
  const numbers = rows.map(numberOf);
  const numberWidth = Math.max('line'.length, ...numbers.map((number) => number.length));
  const reasonWidth = Math.max('why'.length, ...rows.map(({ because }) => because.length));
  const textWidth = Math.max(LEAST_TEXT, width - numberWidth - reasonWidth - 4);
  const cells = (number: string, text: string, reason: string): string =>
    `${number.padStart(numberWidth)}  ${fit(text, textWidth)}  ${reason}`.trimEnd();
  const lines = rows.map((row, index) =>
    paint(cells(numbers[index] ?? '', shown(row), row.because), row.because, options.colour),
  );
  return `${[cells('line', 'what the model sees', 'why'), ...lines, '', ...totals(rows)].join('\n')}\n`;
}

function numberOf({ from, to }: ExplainRow): string {
  if (from === undefined) return '';
  return from === to ? String(from) : `${from}-${to}`;
}

function shown({ text, because, from = 0, to = 0 }: ExplainRow): string {
  return text === '' && because === 'left out' ? `(${to - from + 1} left out)` : text;
}

/** Control characters would move the cursor. */
function fit(text: string, width: number): string {
  const plain = text.replaceAll('\t', ' ').replace(/\p{Cc}/gu, '·');
  const characters = [...plain.slice(0, width * 2)];
  if (characters.length <= width) return characters.join('').padEnd(width);
  return `${characters.slice(0, width - 1).join('')}…`;
}

const DIM: ReadonlySet<Because> = new Set(['left out', 'marker', 'room', 'no gap', 'around']);
const STRONG: ReadonlySet<Because> = new Set(['question', 'named in the question']);

function paint(line: string, because: Because, colour: boolean): string {
  if (!colour) return line;
  if (DIM.has(because)) return `\u001b[2m${line}\u001b[22m`;
  return STRONG.has(because) ? `\u001b[1m${line}\u001b[22m` : line;
}

/** "kept: 12 question, 3 importance", "left out: 812 lines". */
function totals(rows: readonly ExplainRow[]): readonly string[] {
  const counts = new Map<Because, number>();
  let leftOut = 0;
  for (const { because, from, to } of rows) {
    if (because === 'left out')
      leftOut += from === undefined || to === undefined ? 0 : to - from + 1;
    else if (because !== 'marker') counts.set(because, (counts.get(because) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const kept = sorted.map(([because, count]) => `${count} ${because}`).join(', ');
  return [`lines sent: ${kept}`, ...(leftOut > 0 ? [`lines left out: ${leftOut}`] : [])];
}
