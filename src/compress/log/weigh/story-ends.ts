// What most lines of some logs are about: one package after the other, one request, one job, each named by a few lines of which
// the same are told about the others. Where nothing is asked, how each began and how it ended tells more than all that happened
// to the first ones.
import { isFrame } from '../lines/frame.ts';
import { ERROR, FAILURE, PROGRESS, START, WARNING } from '../lines/meaning.ts';
import type { Log, LogLine } from './log.ts';

/** So many lines name a subject: fewer are no story, and what more lines name is a part of the program. */
const STORY = { least: 3, most: 24 };
/** From so many lines on, if so many are about a subject, and there are so many subjects. */
const LEAST_LINES = 60;
/** The subjects of more lines are more than there is room for. */
const MOST_LINES = 5_000;
const LEAST_SHARE = 0.6;
const LEAST_SUBJECTS = 10;
/** A subject stands among the first words. */
const MOST_WORDS = 6;
const LONGEST_HEAD = 400;
const SHORTEST_NAME = 3;
/** Below all that stands out, above what only repeats other lines. */
const IMPORTANCE = { first: 0.2, last: 0.28 };

/** Gives the first and the last line about each package, request or job some weight: they do not repeat those about others. */
export function markStoryEnds({ lines, read, isAccessLog }: Log): void {
  if (isAccessLog === true || lines.length < LEAST_LINES || lines.length > MOST_LINES) return;
  // That something begins, or how far it came, tells nothing about it.
  const told = lines.map((line, at) => (isStep(read[at]) ? '' : line));
  const stories = findStories(told);
  if (stories.length === 0) return;
  const shapes = countAll(read.map(({ shape }) => shape));
  const mark = (line: number, importance: number): void => {
    const end = read[line];
    // "finished in 3.1s" is a total where it stands once, and the end of a story where each job has it.
    const isOfEach = (shapes.get(end?.shape ?? 0) ?? 0) > STORY.most;
    if (end !== undefined && (end.importance < importance || (isOfEach && isNoReport(end))))
      raise(end, line, importance);
  };
  for (const { first, last } of stories) {
    mark(first, IMPORTANCE.first);
    mark(last, IMPORTANCE.last);
  }
}

function isStep(line: LogLine | undefined): boolean {
  return line?.meaning === START || line?.meaning === PROGRESS;
}

function isNoReport({ meaning }: LogLine): boolean {
  return (meaning & (ERROR | FAILURE | WARNING)) === 0;
}

function raise(end: LogLine, line: number, importance: number): void {
  end.importance = importance;
  end.shape = Math.imul(line + 1, 0x9e3779b1) | 0;
}

interface Story {
  readonly first: number;
  last: number;
}

/** Where each subject is told about first and last; none where the lines are not about subjects. */
function findStories(lines: readonly string[]): readonly Story[] {
  const heads = lines.map((line) => (isFrame(line) ? NO_HEAD : readHead(line)));
  const kinds = countAll(heads.map(({ kind }) => kind));
  const told = heads.map(({ kind, names }) =>
    kind === '' || (kinds.get(kind) ?? 0) < LEAST_SUBJECTS ? [] : names,
  );
  const counts = countAll(told.flatMap((names) => [...new Set(names)]));
  const stories = new Map<string, Story>();
  let lineCount = 0;
  told.forEach((names, line) => {
    const subject = names.find((name) => isSubject(counts.get(name) ?? 0));
    if (subject === undefined) return;
    lineCount++;
    const story = stories.get(subject);
    if (story === undefined) stories.set(subject, { first: line, last: line });
    else story.last = line;
  });
  const areStories = lineCount >= lines.length * LEAST_SHARE && stories.size >= LEAST_SUBJECTS;
  return areStories ? [...stories.values()] : [];
}

function isSubject(count: number): boolean {
  return count >= STORY.least && count <= STORY.most;
}

function countAll<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

interface Head {
  /** The plain words: what is told. */
  readonly kind: string;
  /** About whom. */
  readonly names: readonly string[];
}

const NO_HEAD: Head = { kind: '', names: [] };

/** The first words of a line, without the marks around them. Numbers alone are neither. */
function readHead(line: string): Head {
  const names: string[] = [];
  let kind = '';
  let count = 0;
  for (const [word] of line.slice(0, LONGEST_HEAD).matchAll(WORD)) {
    if (!LETTER.test(word)) continue;
    if (!NAME_MARK.test(word)) kind += ` ${word}`;
    else if (word.length >= SHORTEST_NAME) names.push(word);
    if (++count === MOST_WORDS) break;
  }
  return { kind, names };
}

const WORD = /[A-Za-z0-9#@/][^\s,;"'()[\]{}<>|=]*/g;
const LETTER = /[A-Za-z#]/;
const NAME_MARK = /[\d#@/:._-]./;
