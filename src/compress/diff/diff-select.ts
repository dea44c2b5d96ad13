// `diff-select`, lossy: every commit and file is named; of the changes stay those that fit the question, then what
// declares something. A hunk's head is right for what is shown; lines missing inside are marked.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { logSelect } from '../log/log-select.ts';
import { nameByFolder } from '../listing/name-by-folder.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { endOfDiff } from './after-diff.ts';
import { askedCommits } from './asked-commits.ts';
import { isDerivedFile } from './change-importance.ts';
import { diffUnits } from './diff-units.ts';
import { readDiff, type CommitText, type FileDiff } from './read-diff.ts';
import { countChanges, renderHunks } from './render-hunks.ts';
import { isStatRow, shortStat } from './stat-block.ts';

export const diffSelect: Compressor = {
  name: 'diff-select',
  accepts: ['diff'],
  fidelity: 'lossy',
  compress(text, context) {
    const lines = text.split('\n');
    const end = endOfDiff(lines);
    return end === undefined ? selectChanges(text, context) : selectBoth(lines, end, context);
  },
};

/** What stands behind the diff gets at least so much of the budget, if it needs it. */
const SHARE_BEHIND = 0.3;

/** The diff, and what another command printed behind it, which is chosen from as a log. */
async function selectBoth(
  lines: readonly string[],
  end: number,
  context: CompressContext,
): Promise<Compressed | undefined> {
  const { budgetTokens, estimate } = context;
  const diff = `${lines.slice(0, end).join('\n')}\n`;
  const behind = lines.slice(end).join('\n');
  const cost = estimate(behind);
  const share = Math.max(SHARE_BEHIND, cost / (cost + estimate(diff)));
  const budgetBehind = Math.min(cost, Math.round(budgetTokens * share));
  const budgets = { diff: budgetTokens - budgetBehind, behind: budgetBehind };
  const shortDiff = await selectChanges(diff, { ...context, budgetTokens: budgets.diff });
  const shortBehind =
    cost <= budgets.behind
      ? undefined
      : await logSelect.compress(behind, {
          ...context,
          kind: 'log',
          budgetTokens: budgets.behind,
          linesBefore: end,
        });
  if (shortDiff === undefined && shortBehind === undefined) return undefined;
  return {
    text: (shortDiff?.text ?? diff) + (shortBehind?.text ?? behind),
    lost: [...(shortDiff?.lost ?? []), ...(shortBehind?.lost ?? [])],
  };
}

function selectChanges(
  text: string,
  context: CompressContext,
): Compressed | undefined | Promise<Compressed | undefined> {
  const lines = text.split('\n');
  const commits = readDiff(lines);
  const { units, unitOf } = diffUnits(lines, commits, context.estimate);
  const files = commits.flatMap((commit) => commit.files);
  const hasChanges =
    files.length > 0 || commits.some(({ stat, line }) => stat.length > 0 || line !== undefined);
  // Nothing but lines: a status.
  if (!hasChanges) return logSelect.compress(text, context);
  if (units.length < FEWEST_UNITS || hasUnreadHunks(files)) return undefined;
  const chosen = chooseUnits(withMusts(units, commits, context), {
    budgetTokens: Math.max(
      0,
      context.budgetTokens - context.estimate(nameFiles(files)) * NAMED_ONLY,
    ),
    contextBefore: 1,
    contextAfter: 1,
    fill: 0,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
  if (chosen.size === units.length) return undefined;
  const isKept = (line: number): boolean => chosen.has(unitOf[line] ?? -1);
  return {
    text: `${renderCommits(lines, commits, { isKept, asked: askedCommits(lines, commits, context.query) }).join('\n')}\n`,
    lost: lostLines(unitOf, isKept),
  };
}

const FEWEST_UNITS = 20;

/** Hunks without a change, as those whose words were told apart by colours alone: nobody knows what matters there. */
function hasUnreadHunks(files: readonly FileDiff[]): boolean {
  const hunks = files.flatMap((file) => file.hunks);
  return hunks.length > 0 && hunks.every(({ lines }) => lines.every(({ sign }) => sign === ' '));
}

/** About so many files show nothing in the end and are only named. */
const NAMED_ONLY = 0.5;
/** Commits always stay while their short forms take no more than this share. */
const SHARE_FOR_COMMITS = 0.6;

function withMusts(
  units: readonly Unit[],
  commits: readonly CommitText[],
  context: CompressContext,
): readonly Unit[] {
  const isCommit = (unit: Unit): boolean => unit.parent === undefined && unit.must !== undefined;
  const cost = units.reduce((sum, unit) => sum + (isCommit(unit) ? unit.cost : 0), 0);
  if (commits.length < 2 || cost > context.budgetTokens * SHARE_FOR_COMMITS) return units;
  return units.map((unit) => (isCommit(unit) ? { ...unit, must: true } : unit));
}

type IsKept = (line: number) => boolean;

interface Shown {
  readonly isKept: IsKept;
  /** The commits whose whole hash is written. */
  readonly asked: ReadonlySet<CommitText>;
}

function renderCommits(
  lines: readonly string[],
  commits: readonly CommitText[],
  { isKept, asked }: Shown,
): readonly string[] {
  const out: string[] = [];
  let skipped = 0;
  for (const commit of commits) {
    if (commit.line !== undefined && !isKept(commit.line)) {
      skipped++;
      continue;
    }
    if (skipped > 0) out.push(`[… ${skipped} commits]`);
    skipped = 0;
    const namesStat = commits.length <= 2;
    const shown = renderCommit(lines, commit, { isKept, asked, namesStat });
    // What is said about a commit stands apart from the next one.
    out.push(...shown, ...(shown.length > 1 && commits.length > 2 ? [''] : []));
  }
  return skipped > 0 ? [...out, `[… ${skipped} commits]`] : out;
}

/** Only one commit, or none: then every file of its summary is named, else only those that are kept. */
interface CommitStyle extends Shown {
  readonly namesStat: boolean;
}

function renderCommit(
  lines: readonly string[],
  commit: CommitText,
  { isKept, asked, namesStat }: CommitStyle,
): readonly string[] {
  const details = [...commit.message.slice(1), ...commit.other, ...commit.stat];
  const out = [
    ...commitHead(lines, commit, { isKept, asked }),
    ...keptLines(lines, details, isKept),
  ];
  if (namesStat && commit.files.length === 0) out.push(...nameStat(lines, commit.stat, isKept));
  const unseen: FileDiff[] = [];
  for (const file of commit.files) {
    // A file may stay for its name alone, when it was asked for.
    if (!isKept(file.line)) unseen.push(file);
    else {
      const head = [file.line, ...file.facts].map((line) => lines[line] ?? '');
      out.push(...head, ...renderHunks(lines, file, isKept));
    }
  }
  if (unseen.length > 0)
    out.push(`[… no change shown of ${unseen.length} files]`, nameFiles(unseen));
  return out;
}

const SHORT_HASH = 12;

function commitHead(
  lines: readonly string[],
  commit: CommitText,
  { isKept, asked }: Shown,
): readonly string[] {
  if (commit.line === undefined) return [];
  const [subjectLine] = commit.message;
  const subject = subjectLine === undefined ? undefined : (lines[subjectLine] ?? '').trim();
  const full = lines[commit.line] ?? '';
  const isFull = commit.meta.some(isKept);
  if (subject === undefined) return [full];
  if (!isFull && asked.has(commit)) return [`commit ${commit.hash} ${subject}`];
  if (!isFull) return [`${commit.hash.slice(0, SHORT_HASH)} ${subject}`];
  return [full, ...commit.meta.map((line) => lines[line] ?? ''), subject];
}

/** With a mark where lines that say something are missing between them. */
function keptLines(
  lines: readonly string[],
  own: readonly number[],
  isKept: IsKept,
): readonly string[] {
  const out: string[] = [];
  let isGap = false;
  for (const line of own) {
    const text = (lines[line] ?? '').trim();
    if (isKept(line)) {
      if (isGap && out.length > 0) out.push('…');
      out.push(text);
      isGap = false;
    } else if (text !== '') isGap = true;
  }
  if (isGap && out.length > 0) out.push('…');
  return out;
}

function nameFiles(files: readonly FileDiff[]): string {
  return nameByFolder(
    files.map((file) => {
      let added = 0;
      let removed = 0;
      for (const hunk of file.hunks) {
        const changes = countChanges(hunk.lines);
        added += changes.added;
        removed += changes.removed;
      }
      const kind = isDerivedFile(file.path) ? ' generated' : '';
      return { path: file.path, note: `(+${added} -${removed}${kind})` };
    }),
  );
}

function nameStat(
  lines: readonly string[],
  rows: readonly number[],
  isKept: IsKept,
): readonly string[] {
  const unseen = rows
    .filter((line) => !isKept(line))
    .map((line) => (lines[line] ?? '').trimEnd())
    .filter(isStatRow);
  if (unseen.length === 0) return [];
  return [`[… ${unseen.length} more files]`, nameByFolder(unseen.map(shortStat))];
}

function lostLines(unitOf: Int32Array, isKept: IsKept): Omission[] {
  const lost: { unit: 'line'; from: number; to: number }[] = [];
  let isOpen = false;
  for (const [line, unit] of unitOf.entries()) {
    // Lines that are not chosen one by one go with those before them.
    if (unit < 0) continue;
    const isLost = !isKept(line);
    const last = lost.at(-1);
    if (isLost && isOpen && last !== undefined) last.to = line + 1;
    else if (isLost) lost.push({ unit: 'line', from: line + 1, to: line + 1 });
    isOpen = isLost;
  }
  return lost;
}
