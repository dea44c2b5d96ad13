// Reads what git prints into commits, files and hunks. Every line belongs somewhere; positions count from 0.
import { isStatRow, isStatTotal } from './stat-block.ts';
import { isWordDiff, readWordLine } from './word-diff.ts';

export interface HunkLine {
  readonly line: number;
  /** `+`, `-`, `±` for a line with marked words, blank for context, `\` for the note on a missing line end. */
  readonly sign: string;
  readonly text: string;
}

export interface Hunk {
  readonly line: number;
  /** The line of the old and of the new file that it begins at; undefined for a merge's combined hunk, and where words are marked. */
  readonly starts?: readonly [number, number];
  /** What stands behind the second `@@`. */
  readonly section: string;
  readonly lines: HunkLine[];
}

export interface FileDiff {
  readonly line: number;
  readonly path: string;
  /** Modes, renames, `Binary files differ`: they say something that the hunks do not. */
  readonly facts: number[];
  readonly hunks: Hunk[];
}

export interface CommitText {
  /** Absent for what stands before the first commit, or without any. */
  readonly line?: number;
  readonly hash: string;
  /** Author, date, parents. */
  readonly meta: number[];
  readonly message: number[];
  readonly stat: number[];
  readonly other: number[];
  readonly files: FileDiff[];
}

/** Of `git log`, and of a patch as mail. */
const COMMIT = /^(?:commit|From(?= [0-9a-f]{40} \w{3} \w{3} )) ([0-9a-f]{7,64})\b/;
/** A word of hexadecimal letters alone is a word. */
const ONE_LINE = /^((?=[a-f]*\d)[0-9a-f]{7,40}) \S/;
const META = /^(?:Author|From|Date|Merge|AuthorDate|Commit|CommitDate|Reflog|Reflog message): /;
const FILE = /^diff --(?:git a\/(.+?) b\/.+|(?:cc|combined) (.+)|.*)$|^Index: (.+)$/;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?([^]*)$/;
const COMBINED_HUNK = /^(@@@+) [-+\d, ]+ @@@+ ?([^]*)$/;
const REPEATED = /^(?:index [0-9a-f]|--- |\+\+\+ |={20,}$)/;
const NAME_STATUS = /^[MADRCTUX]\d{0,3}\t\S/;
const NO_FILE = '/dev/null';

/** The commits of a text, the first one being what stands before any. */
export function readDiff(lines: readonly string[]): readonly CommitText[] {
  const reader: Reader = {
    commits: [newCommit('')],
    oldLeft: 0,
    newLeft: 0,
    signs: 1,
    marksWords: isWordDiff(lines),
  };
  for (const [line, text] of lines.entries()) {
    if (!readHunkLine(reader, line, text))
      readHead(reader, { line, text: withoutReturn(text), next: lines[line + 1] ?? '' });
  }
  return reader.commits;
}

/** Lines of the files keep their returns; heads and messages are read without. */
function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

interface Reader {
  readonly commits: CommitText[];
  file?: FileDiff | undefined;
  hunk?: Hunk | undefined;
  /** Lines of the hunk that are still to come, on the old side and on the new one. */
  oldLeft: number;
  newLeft: number;
  /** One sign per parent of a merge. */
  signs: number;
  readonly marksWords: boolean;
}

function newCommit(hash: string, line?: number): CommitText {
  const parts = { hash, meta: [], message: [], stat: [], other: [], files: [] };
  return line === undefined ? parts : { ...parts, line };
}

function readHunkLine(reader: Reader, line: number, text: string): boolean {
  const { hunk } = reader;
  if (hunk === undefined) return false;
  if (reader.marksWords) {
    const read = readWordLine(line, text);
    if (read !== undefined) hunk.lines.push(read);
    return read !== undefined;
  }
  const sign = text[0] ?? ' ';
  if (sign === '\\') {
    hunk.lines.push({ line, sign, text });
    return true;
  }
  if (reader.oldLeft <= 0 && reader.newLeft <= 0) return false;
  if (sign !== '+' && sign !== '-' && sign !== ' ') return false;
  if (sign !== '+') reader.oldLeft--;
  if (sign !== '-') reader.newLeft--;
  hunk.lines.push({ line, sign: signOf(text, reader.signs), text: text.slice(reader.signs) });
  return true;
}

function signOf(text: string, signs: number): string {
  const own = text.slice(0, signs);
  return own.includes('+') ? '+' : own.includes('-') ? '-' : ' ';
}

interface Head {
  readonly line: number;
  readonly text: string;
  readonly next: string;
}

function readHead(reader: Reader, head: Head): void {
  const { line, text } = head;
  const commit = reader.commits.at(-1) ?? newCommit('');
  if (readCommit(reader, head) || readFile(reader, commit, head) || readHunk(reader, head)) return;
  if (reader.file !== undefined && !isStatRow(text)) {
    if (text !== '' && !REPEATED.test(text)) reader.file.facts.push(line);
  } else if (META.test(text)) commit.meta.push(line);
  else if (isOfSummary(text)) commit.stat.push(line);
  else if (isMessage(text) && commit.line !== undefined) commit.message.push(line);
  else if (text !== '') commit.other.push(line);
}

/** A file with how much was changed in it or what became of it, or the total below. */
function isOfSummary(text: string): boolean {
  return isStatRow(text) || isStatTotal(text) || NAME_STATUS.test(text);
}

/** Indented by `git log`; what a patch as mail is about. */
function isMessage(text: string): boolean {
  return text.startsWith('    ') || text.startsWith('Subject: ');
}

function readCommit(reader: Reader, { line, text }: Head): boolean {
  const found = COMMIT.exec(text) ?? ONE_LINE.exec(text);
  if (found === null) return false;
  reader.commits.push(newCommit(found[1] ?? '', line));
  reader.file = reader.hunk = undefined;
  return true;
}

function readFile(reader: Reader, commit: CommitText, { line, text, next }: Head): boolean {
  const found = FILE.exec(text);
  // Without git a file begins with its two names.
  const isPlain = reader.hunk !== undefined || reader.file === undefined;
  const name = isPlain && next.startsWith('+++ ') ? /^--- ([^\t]+)/.exec(text)?.[1] : undefined;
  if (found === null && name === undefined) return false;
  // Only its second name says which file is new.
  const isNew = name === NO_FILE;
  const plainName = isNew ? /^\+\+\+ ([^\t]+)/.exec(next)?.[1] : name;
  const path =
    found === null ? plainName : (found[1] ?? found[2] ?? found[3] ?? text.split(' ').at(-1));
  reader.file = { line, path: path ?? '', facts: isNew ? [line + 1] : [], hunks: [] };
  reader.hunk = undefined;
  commit.files.push(reader.file);
  return true;
}

function readHunk(reader: Reader, { line, text }: Head): boolean {
  if (reader.file === undefined) return false;
  const found = HUNK.exec(text);
  const combined = found === null ? COMBINED_HUNK.exec(text) : null;
  if (found !== null) {
    const [, oldStart, oldCount = '1', newStart, newCount = '1', section = ''] = found;
    [reader.oldLeft, reader.newLeft] = [Number(oldCount), Number(newCount)];
    // A side without lines names the line in front of its place.
    const starts = [
      Number(oldStart) + (reader.oldLeft === 0 ? 1 : 0),
      Number(newStart) + (reader.newLeft === 0 ? 1 : 0),
    ] as const;
    reader.hunk = { line, ...(!reader.marksWords && { starts }), section, lines: [] };
    reader.signs = 1;
  } else if (combined !== null) {
    const [, ats = '', section = ''] = combined;
    reader.hunk = { line, section, lines: [] };
    reader.signs = ats.length - 1;
    reader.oldLeft = reader.newLeft = Number.POSITIVE_INFINITY;
  } else return false;
  reader.file.hunks.push(reader.hunk);
  return true;
}
