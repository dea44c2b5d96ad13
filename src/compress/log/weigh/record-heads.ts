// Records one below the other, each with a blank line above and the same word in front: "changeset: ...", "In cart.sh line
// 12:". What is kept of a record keeps the line that says which one it is.
import type { Log } from './log.ts';

const FEWEST_RECORDS = 5;
/** So many of the paragraphs begin with the word. */
const SHARE = 0.6;
const FIRST_WORD = /^[A-Za-z][\w-]*(?=[ :])/;

/** Puts the lines of each record under its first line, where they stand under none. */
export function markRecords({ lines, read }: Log): void {
  const heads = findHeads(lines);
  heads.forEach((head, record) => {
    const end = heads[record + 1] ?? lines.length;
    const title = titleOf(lines, head);
    for (let at = head + 1; at < end; at++) {
      const line = read[at];
      if (line !== undefined) line.parent ??= at > title ? title : head;
    }
  });
}

/** "Start-Date: 2031-05-04  10:20:30": when, and not what. */
const TIME_ONLY = /^[A-Za-z][\w-]*:? +\d{4}-\d\d-\d\d[ T]+\d\d:\d\d(?::\d\d)?\S*$/;
const LONGEST_TITLE = 300;

/** The line that says what a record is about: its first one, or the second where the first only says when. */
function titleOf(lines: readonly string[], head: number): number {
  const second = lines[head + 1] ?? '';
  const isTime = TIME_ONLY.test(lines[head] ?? '');
  return isTime && FIRST_WORD.test(second) && second.length <= LONGEST_TITLE ? head + 1 : head;
}

/** "# Query_time: 0.84  Lock_time: 0.80": of a log of slow queries the statement below says little without it. */
const TIMED = /^# Query_time: /;

/** Puts the lines of each statement under the line with its time. */
export function markTimed({ lines, read }: Log): void {
  let head = -1;
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at] ?? '';
    if (TIMED.test(text)) head = at;
    else if (text.startsWith('# Time: ') || text.startsWith('# User@Host: ')) head = -1;
    const line = read[at];
    if (line !== undefined && head !== -1 && head < at) line.parent ??= head;
  }
}

function findHeads(lines: readonly string[]): readonly number[] {
  const words = new Map<string, number[]>();
  let paragraphs = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '' || (at > 0 && lines[at - 1] !== '')) continue;
    paragraphs++;
    const word = FIRST_WORD.exec(line)?.[0];
    if (word === undefined) continue;
    const heads = words.get(word);
    if (heads === undefined) words.set(word, [at]);
    else heads.push(at);
  }
  if (paragraphs < FEWEST_RECORDS) return [];
  const heads = [...words.values()].find((found) => found.length > paragraphs * SHARE) ?? [];
  return heads.length < FEWEST_RECORDS ? [] : heads;
}
