// Access logs: what a request's status says. The same request refused again and again is shown first and last.
import type { Log } from './log.ts';
import { plainRequest, statusFinder } from './request-forms.ts';

const SERVER_ERROR = 0.85;
const CLIENT_ERROR = 0.6;
/** A status that so few of many requests got says something, though it is no failure: "206", "301". */
const RARE_STATUS = 0.55;
const MOST_RARE = 2;
const LEAST_REQUESTS = 100;
/** What is left of a refusal between the first and the last of its kind. */
const REPEATED = 0.3;
/** From this share of its lines on a log is an access log, in which neighbours have nothing to do with each other. */
const ACCESS_SHARE = 0.6;

/** Weighs the requests of an access log that failed; says whether the text is such a log. */
export function weighStatuses({ lines, read }: Pick<Log, 'lines' | 'read'>): boolean {
  const failed = new Map<string, number[]>();
  const fine = new Map<number, number[]>();
  let requests = 0;
  const startOfStatus = startFinder(lines);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const at = startOfStatus(line);
    if (at === -1) continue;
    requests++;
    const weight = weightOf(line.charCodeAt(at));
    const entry = read[index];
    if (weight === 0) addTo(fine, Number(line.slice(at, at + 3)), index);
    if (weight === 0 || entry === undefined) continue;
    entry.importance = Math.max(entry.importance, weight);
    const key = requestOf(line, at);
    addTo(failed, key, index);
  }
  if (requests >= LEAST_REQUESTS) raiseRare(fine, read);
  for (const indexes of failed.values()) {
    for (const index of indexes.slice(1, -1)) {
      const entry = read[index];
      if (entry !== undefined) entry.importance *= REPEATED;
    }
  }
  return requests > lines.length * ACCESS_SHARE;
}

function addTo<Key>(groups: Map<Key, number[]>, key: Key, index: number): void {
  const same = groups.get(key);
  if (same === undefined) groups.set(key, [index]);
  else same.push(index);
}

function raiseRare(fine: ReadonlyMap<number, readonly number[]>, read: Log['read']): void {
  for (const indexes of fine.values()) {
    for (const index of indexes.length > MOST_RARE ? [] : indexes) {
      const entry = read[index];
      if (entry !== undefined) entry.importance = Math.max(entry.importance, RARE_STATUS);
    }
  }
}

/** "2 of status 404, 1 of 503": the refused or failed requests among some lines; empty when there are none. */
export function countStatuses(lines: readonly string[]): string {
  const counts = new Map<string, number>();
  const startOfStatus = startFinder(lines);
  for (const line of lines) {
    const at = startOfStatus(line);
    if (at === -1 || weightOf(line.charCodeAt(at)) === 0) continue;
    const status = line.slice(at, at + 3);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([status, count], index) => `${count} of ${index === 0 ? 'status ' : ''}${status}`)
    .join(', ');
}

/** Gives where the status of a request stands; -1 when the line is no request. */
function startFinder(lines: readonly string[]): (line: string) => number {
  return statusFinder(lines) ?? startByQuote;
}

function startByQuote(line: string): number {
  const at = line.indexOf('" ');
  if (at !== -1 && isStatus(line, at + 2)) return at + 2;
  return line.endsWith('"') && line.includes(' HTTP/') ? startBeforeRequest(line) : -1;
}

/** Of balancers: "web/web1 0/0/0/7/7 200 182 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"". */
function startBeforeRequest(line: string): number {
  const end = line.indexOf(' "');
  for (let at = line.indexOf(' '); at !== -1 && at < end; at = line.indexOf(' ', at + 1)) {
    if (isStatus(line, at + 1) && isDigit(line, at + 5)) return at + 1;
  }
  return -1;
}

/** Three digits from 1.. to 5.., and a blank. */
function isStatus(line: string, at: number): boolean {
  const first = line.charCodeAt(at);
  if (line.charCodeAt(at + 3) !== SPACE || first < 49 || first > 53) return false;
  return isDigit(line, at + 1) && isDigit(line, at + 2);
}

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 48 && code <= 57;
}

const SPACE = 32;

function weightOf(firstDigit: number): number {
  if (firstDigit === 53) return SERVER_ERROR;
  return firstDigit === 52 ? CLIENT_ERROR : 0;
}

/** `GET /orders/9 404`, without what follows a question mark. */
function requestOf(line: string, status: number): string {
  if (!line.includes('"')) return `${plainRequest(line)} ${line.slice(status, status + 3)}`;
  const isBehind = line.charCodeAt(status - 2) === QUOTE;
  const end = isBehind ? status - 2 : line.length - 1;
  const start = line.lastIndexOf('"', end - 1) + 1;
  const request = line.slice(start, end);
  const path = request.slice(0, Math.max(0, request.indexOf('?'))) || request;
  return `${path} ${line.slice(status, status + 3)}`;
}

const QUOTE = 34;
