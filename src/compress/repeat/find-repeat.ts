// A text that stands, whole or in part, in an earlier text of the same conversation: what to send instead of it.
// Pure; linear in the length of all texts. What comes out has been expanded again and compared.
import { estimateTokens } from '../../tokens/estimate.ts';
import type { Candidates, EarlierText } from './candidates.ts';
import { matchLines, type LineRun } from './match-lines.ts';
import { restoreBlameRepeat, writeBlameRepeat } from './blame-repeat.ts';
import { readLines, type NumberedLines } from './read-lines.ts';
import { restoreRepeat } from './restore-repeat.ts';
import { firstPlace, writeRepeat } from './write-repeat.ts';

export interface Repeat<Earlier extends EarlierText> {
  readonly earlier: Earlier;
  /** What is sent below the line that names the earlier text. Empty: the two are equal. */
  readonly sent: string;
  /** It says of whole ranges only which commit they are from. */
  readonly isBlame: boolean;
  readonly tokens: number;
}

/** Longer texts are not looked at. */
export const LONGEST_CHARACTERS = 2_000_000;

/** The shortest repeat of a text; `lines` are the hashes of its lines. */
export function findRepeat<Earlier extends EarlierText>(
  text: string,
  candidates: Candidates<Earlier>,
  lines: () => ReadonlySet<number>,
): Repeat<Earlier> | undefined {
  if (text.length > LONGEST_CHARACTERS) return undefined;
  const equal = candidates.equalTo(text);
  if (equal !== undefined) return { earlier: equal, sent: '', isBlame: false, tokens: 0 };
  const likeliest = candidates.likeliest(lines());
  if (likeliest.length === 0) return undefined;
  const later = readLines(text);
  let best: Repeat<Earlier> | undefined;
  for (const candidate of likeliest) {
    const sent = repeatOf(text, later, candidate.text);
    if (sent === undefined) continue;
    const tokens = estimateTokens(sent);
    if (best === undefined || tokens < best.tokens)
      best = { earlier: candidate, sent, isBlame: later.blame !== undefined, tokens };
  }
  return best;
}

function repeatOf(text: string, later: NumberedLines, earlierText: string): string | undefined {
  const earlier = readLines(earlierText);
  const found = matchLines(later, earlier);
  if (later.blame !== undefined) return blameRepeatOf(text, found, { later, earlier });
  const showsGutter = later.gutter !== undefined && earlier.gutter === undefined;
  const runs = showsGutter ? withoutFirst(found, later) : found;
  if (runs.length === 0) return undefined;
  const sent = writeRepeat(runs, { later, earlier });
  return sent.length < text.length && restoreRepeat(sent, earlierText) === text ? sent : undefined;
}

/** Only numbers that are printed say where a line stands. */
function blameRepeatOf(
  text: string,
  runs: readonly LineRun[],
  sides: { readonly later: NumberedLines; readonly earlier: NumberedLines },
): string | undefined {
  if (runs.length === 0 || sides.earlier.gutter === undefined) return undefined;
  const sent = writeBlameRepeat(text, runs, sides);
  const isShorter = sent.length < text.length;
  return isShorter && restoreBlameRepeat(sent, sides.earlier) === text ? sent : undefined;
}

/** The first numbered line is written out. */
function withoutFirst(runs: readonly LineRun[], later: NumberedLines): readonly LineRun[] {
  const [run, ...rest] = runs;
  if (run === undefined || later.places[run.at] !== firstPlace(later)) return runs;
  return [{ at: run.at + 1, from: run.from + 1, length: run.length - 1 }, ...rest];
}
