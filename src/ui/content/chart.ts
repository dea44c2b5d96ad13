// Columns of block characters: one line as a sparkline, or several with what was sent and, lighter, what was saved.
import type { SeriesPoint } from '../../telemetry/series.ts';

const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SAVED = '░';

/** Saved tokens over time; what is not zero is seen. */
export function sparkline(points: readonly SeriesPoint[], width: number): string {
  const values = points.map(({ newInput }) => Math.max(0, newInput.savedTokens));
  const most = Math.max(1, ...values);
  return values
    .map((value) => {
      const eighths = value === 0 ? 0 : Math.max(1, Math.round((value / most) * 8));
      return (BLOCKS[eighths] ?? ' ').repeat(columnsPerPoint(points, width));
    })
    .join('');
}

/** New input over time, the top line first: full blocks were sent, light ones saved. */
export function chartLines(
  points: readonly SeriesPoint[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly string[] {
  const most = Math.max(1, ...points.map(({ newInput }) => newInput.tokensBefore));
  const columns = columnsPerPoint(points, width);
  const eighths = (tokens: number): number => Math.round((Math.max(0, tokens) / most) * height * 8);
  return Array.from({ length: height }, (_line, index) => {
    const below = (height - 1 - index) * 8;
    return points
      .map(({ newInput }) => {
        const sent = eighths(newInput.tokensAfter) - below;
        const both = eighths(newInput.tokensBefore) - below;
        return cell(sent, both).repeat(columns);
      })
      .join('');
  });
}

function cell(sent: number, both: number): string {
  // A cell holds one character: where sent and saved share it, the larger part decides.
  if (sent >= 4 || (sent > 0 && both <= sent)) return BLOCKS[Math.min(8, sent)] ?? ' ';
  return both > 0 ? SAVED : ' ';
}

function columnsPerPoint(points: readonly SeriesPoint[], width: number): number {
  return Math.max(1, Math.floor(width / Math.max(1, points.length)));
}
