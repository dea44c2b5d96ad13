// Lossy form of lockfiles: name and version of every package, and all lines of those the question is about. A lockfile is
// written by a tool and never edited by quoting it.
import type { Compressed, CompressContext, Compressor, CountTokens } from '../compressor.ts';
import type { Query } from '../relevance/query.ts';
import { rateUnits } from '../relevance/score.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { withoutGutter } from '../without-gutter.ts';
import { directPackages } from './direct-packages.ts';
import { joinPackages, type LockPart } from './join-packages.ts';
import { isHashLine, readLockfile, seemsLocked, type LockEntry } from './read-lockfile.ts';

export const lockfile: Compressor = {
  name: 'lockfile',
  accepts: ['config', 'json', 'text', 'code'],
  fidelity: 'lossy',
  compress: foldPackages,
};

/** The names are what a lockfile says: they may cost this share of the whole, whatever the budget. */
const NAMES_SHARE = 0.1;
/** Of the budget, for packages with all their lines. */
const WHOLE_SHARE = 0.5;
/** Of the budget, for the list of what the project itself asks for. */
const LIST_SHARE = 0.2;

function foldPackages(text: string, context: CompressContext): Compressed | undefined {
  if (!seemsLocked(text)) return undefined;
  const numbered = text.split('\n');
  const lines = withoutGutter(numbered) ?? numbered;
  const entries = readLockfile(lines);
  if (entries === undefined) return undefined;
  const { query, budgetTokens, estimate } = context;
  const parts = partsOf(lines, entries);
  const whole = query === undefined ? new Set<number>() : askedParts(parts, query, context);
  const direct = directPackages(parts);
  const list = parts[direct.root ?? -1];
  if (direct.root !== undefined && estimate(list?.text ?? '') <= budgetTokens * LIST_SHARE)
    whole.add(direct.root);
  const kept = chooseUnits(unitsOf(parts, { whole, direct: direct.parts }, estimate), {
    budgetTokens: Math.max(budgetTokens, Math.round(estimate(text) * NAMES_SHARE)),
    gapTokens: 3,
    explain: context.explain,
    ...(query !== undefined && { query }),
  });
  const joined = joinPackages(parts, kept, whole);
  return joined.text.length < text.length ? joined : undefined;
}

/** Entries, and each line outside of them, with the blank lines that follow. */
function partsOf(lines: readonly string[], entries: readonly LockEntry[]): readonly LockPart[] {
  const parts: LockPart[] = [];
  const startsAt = new Map(entries.map((entry) => [entry.from, entry]));
  for (let at = 0; at < lines.length;) {
    const entry = startsAt.get(at);
    const end = entry?.to ?? at;
    let next = end + 1;
    while (next < lines.length && lines[next]?.trim() === '') next++;
    const text = lines.slice(at, end + 1).join('\n');
    const named = entry && { entry, label: labelOf(entry, text) };
    parts.push({ text, from: at + 1, to: next, ...named });
    at = next;
  }
  return parts;
}

const LONGEST_NOTE = 160;

/** "inflight@1.0.6", with what its author warns of. */
function labelOf(entry: LockEntry, text: string): string {
  const id = `${entry.name}@${entry.version}`;
  const at = text.search(/^\s*"?deprecated"?:/m);
  if (at === -1) return id;
  const note =
    text
      .slice(at, at + 400)
      .trimStart()
      .split('\n', 1)[0] ?? '';
  return `${id} (${note.slice(0, LONGEST_NOTE)})`;
}

/** The packages that the question names, then those it fits best, while they are few. */
function askedParts(
  parts: readonly LockPart[],
  query: Query,
  { budgetTokens, estimate }: CompressContext,
): Set<number> {
  const texts = parts.map(({ text }) => text);
  const { scores, anchored } = rateUnits(texts, query);
  const fitting = [...scores.keys()]
    .filter((index) => (scores[index] ?? 0) >= GOOD_FIT)
    .sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0));
  const few = anchored.filter((holders) => holders.length <= FEW).flat();
  const asked = new Set<number>();
  let left = budgetTokens * WHOLE_SHARE;
  for (const index of [...namedParts(parts, query), ...few, ...fitting]) {
    if (asked.has(index) || parts[index]?.entry === undefined) continue;
    const cost = estimate(texts[index] ?? '');
    if (cost > left) continue;
    left -= cost;
    asked.add(index);
  }
  return asked;
}

const GOOD_FIT = 0.6;
const FEW = 12;

/** What the question names: the first entry of each name, then the second of each, and so on. */
function namedParts(parts: readonly LockPart[], query: Query): readonly number[] {
  const words = query.text.toLowerCase().split(/[^\w@/.+-]+/);
  const asked = new Set(words.map((word) => word.replace(/\.$/, '')));
  const rounds: number[][] = [];
  const times = new Map<string, number>();
  parts.forEach(({ entry }, index) => {
    const name = entry?.name.toLowerCase();
    if (name === undefined || !asked.has(name)) return;
    const round = times.get(name) ?? 0;
    times.set(name, round + 1);
    (rounds[round] ??= []).push(index);
  });
  return rounds.flat();
}

function unitsOf(
  parts: readonly LockPart[],
  { whole, direct }: { readonly whole: ReadonlySet<number>; readonly direct: ReadonlySet<number> },
  estimate: CountTokens,
): Unit[] {
  const seen = new Set<string>();
  return parts.map((part, index): Unit => {
    const { label, text } = part;
    if (label === undefined || whole.has(index)) {
      const importance = isHashLine(text) ? 0 : OTHER_LINE;
      return { text, cost: estimate(text) + 1, importance, must: whole.has(index) };
    }
    const cost = seen.has(label) ? 0 : estimate(label) + 1;
    seen.add(label);
    const plain = direct.has(index) ? DIRECT : PLAIN;
    return { text: label, cost, importance: label.includes(' ') ? WARNED : plain };
  });
}

const OTHER_LINE = 0.5;
const WARNED = 0.55;
const DIRECT = 0.55;
const PLAIN = 0.35;
