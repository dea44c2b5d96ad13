// The one line at the end of a shortened text. Law: it says what is missing, that nothing is broken and where the rest
// is; it gives no orders, it is plain ASCII without quotes, and equal losses give equal lines.
import type { Markers } from '../pipeline/ports.ts';
import { handleFor } from './handle.ts';
import { mergeRanges, type Range } from './merge-ranges.ts';

type MarkerAbout = Parameters<Markers['marker']>[0];
type Omission = MarkerAbout['lost'][number];
type Unit = Omission['unit'];

/** Handles, and the marker line that carries them. */
export const markers: Markers = { handleFor, marker, isMarked };

const RETRIEVE = { mcp: 'headroom_retrieve', shell: 'headroom retrieve' } as const;

/** Ranges shown one by one; more are counted. */
const MOST_RANGES = 3;
const LONGEST_ABOUT = 40;

function marker({ handle, lost, way, instead }: MarkerAbout): string {
  if (instead !== undefined) {
    // The name of a call is in it, which is nobody's to translate: only what would end the line or the bracket goes.
    const words = instead.replace(/[\p{C}[\]"\\]/gu, ' ');
    return `[headroom: ${words}; source intact via ${RETRIEVE[way]} ${handle}]`;
  }
  const losses = UNITS.map((unit) => lossOf(unit, lost)).filter((loss) => loss.count > 0);
  const command = way === 'mcp' ? `headroom_retrieve ${handle}` : shellCommand(handle, losses);
  const missing = losses.map((loss) => sayLoss(loss, way)).join(' and ');
  const about = aboutOf(lost);
  const what = missing === '' ? 'shortened' : `${missing} left out`;
  return `[headroom: ${what}${about === undefined ? '' : ` (${about})`}; source intact via ${command}]`;
}

interface Loss {
  readonly unit: Unit;
  readonly count: number;
  readonly ranges: readonly Range[];
}

const UNITS: readonly Unit[] = ['line', 'row', 'character'];
/** The option that fetches exactly the missing part; characters have none. */
const OPTION: Partial<Record<Unit, string>> = { line: '--lines', row: '--rows' };

function lossOf(unit: Unit, lost: readonly Omission[]): Loss {
  const ranges = mergeRanges(lost.filter((omission) => omission.unit === unit));
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return { unit, count, ranges };
}

/** "lines 12-98", "119 lines (12-98, 120-151)", "1130 lines (14 ranges in 12-1980)", "300 characters". */
function sayLoss(loss: Loss, way: MarkerAbout['way']): string {
  const { unit, count, ranges } = loss;
  const counted = `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (unit === 'character') return counted;
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return counted;
  if (ranges.length > MOST_RANGES) {
    return `${counted} (${ranges.length} ranges in ${first.from}-${last.to})`;
  }
  // The shell command shows the ranges already.
  if (way === 'shell') return counted;
  if (ranges.length === 1) return `${unit}${count === 1 ? '' : 's'} ${sayRange(first)}`;
  return `${counted} (${ranges.map(sayRange).join(', ')})`;
}

function sayRange({ from, to }: Range): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function shellCommand(handle: string, losses: readonly Loss[]): string {
  const loss = losses[0];
  const option = loss === undefined ? undefined : OPTION[loss.unit];
  if (loss === undefined || option === undefined) return `headroom retrieve ${handle}`;
  // Of many ranges the first one shows how the rest is asked for.
  const shown = loss.ranges.length > MOST_RANGES ? loss.ranges.slice(0, 1) : loss.ranges;
  return `headroom retrieve ${handle} ${option} ${shown.map(sayRange).join(',')}`;
}

/** What the compressor says about the loss, when it says one thing and says it shortly. */
function aboutOf(lost: readonly Omission[]): string | undefined {
  const abouts = new Set(lost.map((omission) => omission.about));
  const [about] = abouts;
  if (abouts.size !== 1 || about === undefined) return undefined;
  // Words of the text itself may be in it: nothing that ends the line or the bracket.
  const words = about.replace(/[^\x20-\x7e]|[[\]"\\]/g, ' ').trim();
  return words === '' || words.length > LONGEST_ABOUT ? undefined : words;
}

const START = '[headroom: ';
const LONGEST_MARKER = 400;
const COMMAND = /headroom[_ ]retrieve [0-9a-f]{12}/;
/** Marks of the Python headroom, which may stand in a history that started there. */
const OTHER_DIALECTS = [
  /<<ccr:[0-9a-f]{6}/,
  /Retrieve (?:more|original|full diff): hash=[0-9a-f]{6}/,
] as const;

function isMarked(text: string): boolean {
  for (let at = text.indexOf(START); at >= 0;) {
    const next = text.indexOf(START, at + 1);
    // No marker holds another: every character is looked at once, however often it begins.
    const end = Math.min(at + LONGEST_MARKER, next < 0 ? text.length : next);
    const [line = ''] = text.slice(at, end).split('\n', 1);
    if (COMMAND.test(line)) return true;
    at = next;
  }
  return OTHER_DIALECTS.some((dialect) => dialect.test(text));
}
