// `git-short`, exact: what git prints, without what follows from the rest. An author once while he goes on, messages
// without indentation, stat rows without padding and bars, no `---` and `+++` where they repeat `diff --git`.
import { provenForm } from '../proven-form.ts';
import { fileLines, isDerivable } from './file-lines.ts';
import { foldStat, isShortRow, isStatRow, unfoldStat } from './stat-block.ts';

/** Most of what git prints stays. */
const MOST_PER_TOKEN = 50;

export const gitShort = provenForm({
  name: 'git-short',
  accepts: ['diff'],
  mostPerToken: MOST_PER_TOKEN,
  shorten: (text) => fold(text.split('\n')),
  expand,
});

const NO_AUTHOR = 'no Author: the one above';
const NO_FILES = 'no --- and +++: as in diff --git';
const HEAD = /^\[git, shortened(?:; no [^\]]*)?\]$/;

const COMMIT = /^commit [0-9a-f]{7,64}\b/;
const AUTHOR = /^Author: /;
const DATE = /^(?:Date|AuthorDate|CommitDate): +/;
const DIFF = /^diff --(?:git|cc|combined) /;
const INDENT = '    ';

/** Where in the output one is, for both directions. */
interface Place {
  author: string;
  isMessage: boolean;
}

function fold(lines: readonly string[]): string | undefined {
  const out: string[] = [];
  const notes = new Set<string>();
  const place: Place = { author: '', isMessage: false };
  let changed = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const before = lines[at - 1] ?? '';
    if (isStatRow(line)) {
      const end = endOf(lines, at, isStatRow);
      out.push(...foldStat(lines.slice(at, end)));
      at = end - 1;
      place.isMessage = false;
      changed = true;
    } else if (AUTHOR.test(line) && isAboveAuthor(before)) {
      if (line !== place.author) out.push(line);
      else notes.add(NO_AUTHOR);
      place.author = line;
    } else if (isDerivable(lines, at)) {
      notes.add(NO_FILES);
      at++;
    } else if (place.isMessage && isPlainMessage(line)) {
      out.push(line.slice(INDENT.length));
      changed = true;
    } else {
      step(place, line, before);
      out.push(line.replace(/^Date: {3}(?=\S)/, 'Date: '));
    }
  }
  if (!changed && notes.size === 0) return undefined;
  return [`[${['git, shortened', ...notes].join('; ')}]`, ...out].join('\n');
}

/** Reads as a message without its indentation, too. */
function isPlainMessage(line: string): boolean {
  if (!line.startsWith(INDENT) || line.startsWith(`${INDENT} `)) return false;
  return !isEndOfMessage(line.slice(INDENT.length));
}

function endOf(lines: readonly string[], start: number, test: (line: string) => boolean): number {
  let end = start;
  while (test(lines[end] ?? '')) end++;
  return end;
}

/** A message stands behind the blank line below the date. */
function step(place: Place, line: string, before: string): void {
  if (line !== '' && !line.startsWith(INDENT)) place.isMessage = false;
  if (line === '' && DATE.test(before)) place.isMessage = true;
}

/** The commit, or the parents of a merge. */
function isAboveAuthor(line: string): boolean {
  return COMMIT.test(line) || /^Merge: /.test(line);
}

function expand(text: string): string {
  const lines = text.split('\n');
  return HEAD.test(lines[0] ?? '') ? unfold(lines.slice(1)).join('\n') : text;
}

function unfold(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  const place: Place = { author: '', isMessage: false };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const before = lines[at - 1] ?? '';
    if (isAboveAuthor(before) && !/^(?:Merge|Author): /.test(line) && place.author !== '')
      out.push(place.author);
    if (AUTHOR.test(line) && isAboveAuthor(before)) place.author = line;
    if (line.startsWith('@@ ')) out.push(...fileLines(out));
    if (isShortRow(line)) {
      const end = endOf(lines, at, isShortRow);
      out.push(...unfoldStat(lines.slice(at, end)));
      at = end - 1;
      place.isMessage = false;
    } else if (place.isMessage && isOfMessage(lines, at)) out.push(INDENT + line);
    else {
      step(place, line, before);
      out.push(line.replace(/^Date: (?=\S)/, 'Date:   '));
    }
  }
  return out;
}

/** A blank line inside a message, not behind it; a line that was not indented deeper. */
function isOfMessage(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line !== '') return /^\S/.test(line) && !isEndOfMessage(line);
  const next = lines[at + 1];
  return next !== undefined && next !== '' && !/^ \S/.test(next) && !isEndOfMessage(next);
}

function isEndOfMessage(line: string): boolean {
  return COMMIT.test(line) || DIFF.test(line);
}
