// Commits, files, hunks and changed lines as units of choice, each under what it belongs to.
import type { CountTokens } from '../compressor.ts';
import { ERROR, FAILURE, meaningOf, SUMMARY } from '../log/lines/meaning.ts';
import type { Unit } from '../select/choose-units.ts';
import { shapeOfText } from '../select/shape-of-text.ts';
import {
  changeImportance,
  fileWeight,
  isComment,
  isDeclaration,
  messageImportance,
} from './change-importance.ts';
import type { CommitText, FileDiff, Hunk, HunkLine } from './read-diff.ts';
import { isStatRow, isStatTotal } from './stat-block.ts';
import { REWORDED } from './word-diff.ts';

export interface DiffUnits {
  readonly units: readonly Unit[];
  /** For each line of the text its unit; -1 for lines that are not chosen one by one. */
  readonly unitOf: Int32Array;
}

/** The units of a text that was read with `readDiff`. */
export function diffUnits(
  lines: readonly string[],
  commits: readonly CommitText[],
  estimate: CountTokens,
): DiffUnits {
  const builder: Builder = {
    lines,
    estimate,
    units: [],
    unitOf: new Int32Array(lines.length).fill(-1),
  };
  const first = commits.find(({ line }) => line !== undefined);
  for (const commit of commits) addCommit(builder, commit, commit === first);
  return builder;
}

interface Builder {
  readonly lines: readonly string[];
  readonly estimate: CountTokens;
  readonly units: Unit[];
  readonly unitOf: Int32Array;
}

const LINE_END_TOKENS = 0.4;

/** A unit of some lines. What is read of them and what they cost may be known already, each by itself. */
type GivenUnit = Omit<Unit, 'text' | 'cost'> & {
  readonly text?: string;
  readonly cost?: number;
};

/** Adds a unit made of some lines and gives its index. */
function add(builder: Builder, own: readonly number[], unit: GivenUnit): number {
  const index = builder.units.length;
  const isKnown = unit.text !== undefined && unit.cost !== undefined;
  const written = isKnown ? '' : own.map((line) => builder.lines[line] ?? '').join('\n');
  const text = unit.text ?? written;
  const cost = unit.cost ?? builder.estimate(written) + own.length * LINE_END_TOKENS;
  for (const line of own) builder.unitOf[line] = index;
  const { importance, must, parent, shape, standsAlone } = unit;
  builder.units.push({ text, cost, importance, must, parent, shape, standsAlone });
  return index;
}

const COMMIT_IMPORTANCE = 0.3;
/** A short hash and what surrounds the subject. */
const SHORT_COMMIT_TOKENS = 9;
const FULL_HASH_TOKENS = 24;

function addCommit(builder: Builder, commit: CommitText, isFirst: boolean): void {
  let parent: number | undefined;
  const [subject, ...message] = commit.message;
  if (commit.line !== undefined) {
    const own = subject === undefined ? [commit.line] : [commit.line, subject];
    const text = (builder.lines[own.at(-1) ?? 0] ?? '').trim();
    const cost = builder.estimate(text) + SHORT_COMMIT_TOKENS;
    parent = add(builder, own, { text, cost, importance: COMMIT_IMPORTANCE, must: isFirst });
  }
  const under = parent === undefined ? {} : { parent };
  if (commit.meta.length > 0) {
    const cost = builder.estimate(commit.meta.map((line) => builder.lines[line]).join('\n'));
    const unit = { cost: cost + FULL_HASH_TOKENS, importance: 0.08, must: isFirst };
    add(builder, commit.meta, { ...unit, ...under });
  }
  for (const line of message) {
    const text = builder.lines[line] ?? '';
    if (text.trim() !== '') add(builder, [line], { importance: messageImportance(text), ...under });
  }
  for (const line of commit.stat) {
    // The last line of a summary counts the files; without commits it is the heading of all. None of them is its own.
    const text = builder.lines[line] ?? '';
    const must = parent === undefined && !isStatRow(text);
    const standsAlone = isStatTotal(text) && commit.stat.length > FEW_ROWS;
    const importance = standsAlone ? TOTAL_IMPORTANCE : rowImportance(text);
    add(builder, [line], { importance, must, standsAlone, ...under });
  }
  for (const line of commit.other) {
    const importance = otherImportance(builder.lines[line] ?? '');
    add(builder, [line], { importance, ...under });
  }
  for (const file of commit.files) addFile(builder, file, parent);
}

/** A total speaks for all rows above it; where they are few they speak for themselves. */
const TOTAL_IMPORTANCE = 0.32;
const FEW_ROWS = 3;
const ROW_IMPORTANCE = 0.05;
/** A file that came, went or was renamed. */
const MOVED_IMPORTANCE = 0.12;

function rowImportance(text: string): number {
  return /^[ADRC]\d{0,3}\t/.test(text) ? MOVED_IMPORTANCE : ROW_IMPORTANCE;
}

/** Another command may have printed it. */
function otherImportance(text: string): number {
  return (meaningOf(text) & (ERROR | FAILURE | SUMMARY)) === 0 ? 0.2 : 0.9;
}

/** Its mark of an omitted part, and what a shortened heading still needs. */
const FILE_TOKENS = 6;
/** Renames and mode changes are all there is to such a file. */
const FACTS_IMPORTANCE = 0.3;

function addFile(builder: Builder, file: FileDiff, commit: number | undefined): void {
  const head = [file.line, ...file.facts];
  const cost = builder.estimate(head.map((line) => builder.lines[line]).join('\n')) + FILE_TOKENS;
  const index = add(builder, head, {
    text: file.path,
    cost,
    importance: file.hunks.length === 0 ? FACTS_IMPORTANCE : 0,
    ...(commit !== undefined && { parent: commit }),
  });
  const weight = fileWeight(file.path);
  for (const [position, hunk] of file.hunks.entries())
    addHunk(builder, hunk, { file: index, weight, isFirst: position === 0 });
}

interface Place {
  readonly file: number;
  readonly weight: number;
  readonly isFirst: boolean;
}

const HUNK_TOKENS = 14;
const CONTEXT_IMPORTANCE = 0.01;
const FIRST_BONUS = 0.08;
/** Changes up to so many lines are kept or left as one. */
const SMALL_CHANGE = 4;

function addHunk(builder: Builder, hunk: Hunk, place: Place): void {
  const cost = builder.estimate(hunk.section) + HUNK_TOKENS;
  const index = add(builder, [hunk.line], {
    text: hunk.section,
    cost,
    importance: 0,
    parent: place.file,
  });
  const isBlankOnly = changesBlanksOnly(hunk);
  let bonus = place.isFirst && !isBlankOnly ? FIRST_BONUS : 0;
  for (let at = 0; at < hunk.lines.length;) {
    const line = hunk.lines[at];
    if (line === undefined) break;
    if (!isChange(line)) {
      add(builder, [line.line], { importance: CONTEXT_IMPORTANCE, parent: index });
      at++;
      continue;
    }
    let end = at;
    while (isChange(hunk.lines[end]) || hunk.lines[end]?.sign === '\\') end++;
    const block = hunk.lines.slice(at, end);
    const scale = isBlankOnly ? 0 : place.weight;
    const under = { parent: index, scale, bonus };
    if (block.length <= SMALL_CHANGE || isBlankOnly) addBlock(builder, block, under);
    else {
      const pairs = pairsOf(block);
      if (pairs === undefined) addLines(builder, block, under);
      else for (const pair of pairs) addBlock(builder, pair, { ...under, bonus: 0 });
    }
    bonus = 0;
    at = end;
  }
}

function isChange(line: HunkLine | undefined): boolean {
  return line !== undefined && line.sign !== ' ' && line.sign !== '\\';
}

/** Whether what was removed and what was added differ only in blanks. */
function changesBlanksOnly(hunk: Hunk): boolean {
  const squeezed = (sign: string): string =>
    hunk.lines
      .filter((line) => line.sign === sign)
      .map((line) => line.text.replace(/\s+/g, ''))
      .join('');
  const isReworded = hunk.lines.some(({ sign }) => sign === REWORDED);
  return !isReworded && hunk.lines.some(isChange) && squeezed('-') === squeezed('+');
}

interface Under {
  readonly parent: number;
  readonly scale: number;
  readonly bonus: number;
}

function addBlock(builder: Builder, block: readonly HunkLine[], under: Under): void {
  const best = block.reduce(
    (most, { sign, text }) => Math.max(most, changeImportance(sign, text)),
    0,
  );
  add(
    builder,
    block.map(({ line }) => line),
    {
      ...(under.scale === 0 && { text: '' }),
      importance: Math.min(1, (best + under.bonus) * under.scale),
      parent: under.parent,
      shape: shapeOfText(block.map(({ text }) => text).join('')),
    },
  );
}

/**
 * Where each removed line came back with another value ("- net v0.12", "+ net v0.24", in the same order): each with what it
 * became. One without the other does not tell what changed.
 */
function pairsOf(block: readonly HunkLine[]): readonly (readonly HunkLine[])[] | undefined {
  const removed = block.filter(({ sign }) => sign === '-');
  const added = block.filter(({ sign }) => sign === '+');
  if (removed.length !== added.length || removed.length + added.length < block.length)
    return undefined;
  const pairs = removed.flatMap((line, at) => {
    const now = added[at];
    return now !== undefined && shapeOfText(line.text) === shapeOfText(now.text)
      ? [[line, now]]
      : [];
  });
  return pairs.length === removed.length ? pairs : undefined;
}

/** Comment lines above a declaration that are kept with it. */
const MOST_COMMENT = 3;

/** Lines of a long change on their own; a declaration comes with its comment, and its body stands under it. */
function addLines(builder: Builder, block: readonly HunkLine[], under: Under): void {
  const open: { readonly indent: number; readonly unit: number }[] = [];
  let comment: HunkLine[] = [];
  const endComment = (): void => {
    for (const line of comment) addLine(builder, [line], under);
    comment = [];
  };
  for (const line of block) {
    if (line.sign === '+' && isComment(line.text)) {
      comment.push(line);
      continue;
    }
    const indent = line.text.search(/\S|$/);
    while (line.text.trim() !== '' && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parent = open.at(-1)?.unit ?? under.parent;
    if (!isDeclaration(line.text)) {
      endComment();
      addLine(builder, [line], { ...under, parent });
      continue;
    }
    const own = comment.splice(Math.max(0, comment.length - MOST_COMMENT));
    endComment();
    open.push({ indent, unit: addLine(builder, [...own, line], { ...under, parent }) });
  }
  endComment();
}

function addLine(builder: Builder, lines: readonly HunkLine[], under: Under): number {
  const last = lines.at(-1);
  const importance = last === undefined ? 0 : changeImportance(last.sign, last.text);
  return add(
    builder,
    lines.map(({ line }) => line),
    {
      importance: Math.min(1, importance * under.scale),
      parent: under.parent,
      shape: shapeOfText(last?.text ?? ''),
    },
  );
}
