// The same diagnostic at many places is shown once, with a list of the other places.
import { hashText } from '../hash-text.ts';
import { ruleOf, severityOf } from './lines/finding-rule.ts';
import { findPlace } from './lines/place.ts';
import type { Log, LogLine } from './weigh/log.ts';

/** One diagnostic and every line where it is reported. */
export interface Diagnostic {
  readonly members: readonly Member[];
}

export interface Member {
  readonly line: number;
  readonly path: string;
  readonly position: string;
}

const LEAST_MEMBERS = 3;
/** What is left of the weight of a member that the list names. */
const LISTED = 0.2;

/** Finds diagnostics that repeat, and makes their repeats weigh less. */
export function foldPlaces(log: Log): readonly Diagnostic[] {
  const groups = new Map<string, Member[]>();
  const details = detailsOf(log);
  const rules = new Map<string, number[]>();
  let heading = '';
  log.read.forEach((line, index) => {
    const text = log.lines[index] ?? '';
    if (isPathHeading(text)) heading = text;
    if (line.importance < LEAST_IMPORTANCE) return;
    const found = diagnosticAt(log, index, { heading, details: details.get(index) ?? [] });
    if (found === undefined) return;
    addTo(groups, found.key, found.member);
    const shape = hashText(found.key.replace(NUMBER, '0'));
    shapeLike(log, [index, ...(details.get(index) ?? [])], shape);
    const rule = ruleOf(found.message);
    if (rule !== undefined) addTo(rules, rule, index);
    if (found.isUnderHeading && line.parent === undefined) setHeading(log, index, heading);
  });
  weighRules(log, rules, details);
  weighVariants(log, groups);
  const repeated = [...groups.values()].filter((members) => members.length >= LEAST_MEMBERS);
  for (const members of repeated) {
    for (const member of members.slice(1, -1)) {
      for (const at of [member.line, ...(details.get(member.line) ?? [])]) lower(log.read[at]);
    }
  }
  return repeated.map((members) => ({ members }));
}

/** So many diagnostics of one message, told apart by a detail, are news; the next ones weigh less and less. */
const NEW_VARIANTS = 3;
const LESS_EACH = 0.03;
const LEAST_VARIANT = 0.8;

/** "cannot find symbol" of ever other classes: what stands below a lone error of another kind says more. */
function weighVariants(log: Log, groups: ReadonlyMap<string, readonly Member[]>): void {
  const counts = new Map<string, number>();
  for (const [key, members] of groups) {
    const end = key.indexOf('\n');
    if (end === -1 || end === key.length - 1) continue;
    const message = key.slice(0, end);
    const before = counts.get(message) ?? 0;
    counts.set(message, before + 1);
    const weight = Math.max(LEAST_VARIANT, 1 - LESS_EACH * Math.max(0, before - NEW_VARIANTS));
    for (const { line } of members) {
      const head = log.read[line];
      if (head !== undefined) head.importance *= weight;
    }
  }
}

/** A rule that is broken this often is one shape, whatever each finding says; the rare rules beside it come first. */
const LEAST_OF_RULE = 8;
const MOST_OF_RARE_RULE = 3;
const RARE_RULE = 0.75;
/** The first finding of a rule that the linter calls an error, among others that it does not. */
const RULE_OF_ERRORS = 0.85;
/** The first finding of a common rule; of one that takes up a third of all, so much more. */
const FIRST_OF_COMMON_RULE = 0.65;
const MOST_COMMON_RULE = 0.15;
/** Without a word for its severity in front, a finding is no error because it names one: "raise ValueError". */
const COMMON_RULE = 0.5;

function weighRules(
  log: Log,
  rules: ReadonlyMap<string, readonly number[]>,
  details: ReadonlyMap<number, readonly number[]>,
): void {
  const counts = [...rules.values()].map((found) => found.length);
  if (!counts.some((count) => count >= LEAST_OF_RULE)) return;
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (const [rule, found] of rules) {
    const isCommon = found.length >= LEAST_OF_RULE;
    if (!isCommon && found.length > MOST_OF_RARE_RULE) continue;
    const shape = hashText(rule);
    const share = Math.min(1, (found.length / all) * 3);
    const first = FIRST_OF_COMMON_RULE + MOST_COMMON_RULE * share;
    found.forEach((index, place) => {
      const line = log.read[index];
      if (isCommon) shapeLike(log, [index, ...(details.get(index) ?? [])], shape);
      if (line === undefined) return;
      if (isCommon && severityOf(log.lines[index] ?? '') === undefined)
        line.importance = Math.min(line.importance, COMMON_RULE);
      const isError = place === 0 && severityOf(log.lines[index] ?? '') === 'error';
      const least = isError ? RULE_OF_ERRORS : isCommon ? (place === 0 ? first : 0) : RARE_RULE;
      line.importance = Math.max(line.importance, least);
    });
  }
}

/** The list of the other places of a diagnostic, as short as it stays readable; at most `most` of them. */
export function listPlaces(members: readonly Member[], most: number): string {
  const listed = members.slice(0, most);
  const folder = commonFolder(listed.map((member) => member.path));
  const byPath = new Map<string, Set<string>>();
  for (const { path, position } of listed) {
    const name = path.slice(folder.length);
    const lines = byPath.get(name) ?? new Set();
    byPath.set(name, lines.add(position.split(/[:,]/)[0] ?? position));
  }
  const places = [...byPath].map(([name, lines]) => `${name}:${[...lines].join(',')}`).join(' ');
  const more = members.length > listed.length ? ` and ${members.length - listed.length} more` : '';
  return folder === '' ? `[same at ${places}${more}]` : `[same in ${folder}: ${places}${more}]`;
}

interface Surroundings {
  readonly heading: string;
  readonly details: readonly number[];
}

interface Found {
  readonly key: string;
  readonly message: string;
  readonly member: Member;
  readonly isUnderHeading: boolean;
}

function diagnosticAt(log: Log, index: number, around: Surroundings): Found | undefined {
  const text = log.lines[index] ?? '';
  const row = around.heading === '' ? null : ROW.exec(text.slice(0, LONGEST_ROW));
  if (row !== null) {
    const [, position = '', message = ''] = row;
    return {
      key: message.replace(/ {2,}/g, ' '),
      message,
      member: { line: index, path: around.heading.trim(), position },
      isUnderHeading: true,
    };
  }
  const own = findPlace(text);
  const pointed = own ?? placeBelow(log, around.details);
  if (pointed === undefined) return undefined;
  const message = own === undefined ? text : own.message;
  if (message === '') return undefined;
  const member = { line: index, path: pointed.path, position: pointed.position };
  const key = `${message}\n${factOf(log, around.details)}`;
  return { key, message, member, isUnderHeading: false };
}

/** "Expected: 80; Actual: 121" and "Actual: 129" are two diagnostics of one shape; TS2307 and TS2532 are not. */
const NUMBER = /\b\d+\b/g;
const LEAST_IMPORTANCE = 0.25;
const LONGEST_ROW = 500;
/** "  12:5  error  'x' is not defined  no-undef", under the path of the file. */
const ROW = /^\s+(\d{1,7}:\d{1,7})\s+((?:error|warning|info)\s.*)$/;

function isPathHeading(text: string): boolean {
  if (text.length > 300 || text.charCodeAt(0) <= 32 || !endsLikeFile(text)) return false;
  return /^(?:[A-Za-z]:)?\S*[/\\]\S*\.\w{1,8}$/.test(text);
}

/** Whether a point stands near the end: almost all lines are ruled out by it. */
function endsLikeFile(text: string): boolean {
  const point = text.lastIndexOf('.');
  return point !== -1 && text.length - point <= LONGEST_EXTENSION + 1;
}

const LONGEST_EXTENSION = 8;

/** "--> src/main.rs:3:5" below the message. */
function placeBelow(log: Log, details: readonly number[]): ReturnType<typeof findPlace> {
  const text = (log.lines[details[0] ?? -1] ?? '').trimStart();
  return text.startsWith('--> ') ? findPlace(text.slice(4)) : undefined;
}

/** The first detail that is neither source nor caret: "symbol: class A". It tells equal messages apart. */
function factOf(log: Log, details: readonly number[]): string {
  for (const at of details) {
    const text = log.lines[at] ?? '';
    if (/^\s+\w[\w ]{0,20}: /.test(text.slice(0, 60))) return text.trim();
  }
  return '';
}

function addTo<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function detailsOf(log: Log): ReadonlyMap<number, readonly number[]> {
  const details = new Map<number, number[]>();
  log.read.forEach((line, index) => {
    if (line.parent !== undefined) addTo(details, line.parent, index);
  });
  return details;
}

function shapeLike(log: Log, indexes: readonly number[], shape: number): void {
  indexes.forEach((index, position) => {
    const line = log.read[index];
    if (line !== undefined) line.shape = (Math.imul(shape, 31) + position) | 0;
  });
}

function setHeading(log: Log, index: number, heading: string): void {
  const line = log.read[index];
  for (let at = index - 1; at >= Math.max(0, index - 200); at--) {
    if (log.lines[at] !== heading) continue;
    if (line !== undefined) line.parent = at;
    return;
  }
}

function lower(line: LogLine | undefined): void {
  if (line !== undefined) line.importance *= LISTED;
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let length = first.lastIndexOf('/') + 1;
  for (const path of rest) {
    while (length > 0 && !path.startsWith(first.slice(0, length))) {
      // A negative start would find the slash at 0 again, for ever.
      length = length < 2 ? 0 : first.lastIndexOf('/', length - 2) + 1;
    }
  }
  return first.slice(0, length);
}
