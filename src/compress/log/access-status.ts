// Access logs: what a request's status says. The same request refused again and again is shown first and last.
import type { Log } from './read-log.ts';

const SERVER_ERROR = 0.85;
const CLIENT_ERROR = 0.6;
/** What is left of a refusal between the first and the last of its kind. */
const REPEATED = 0.3;
/** From this share of its lines on a log is an access log, in which neighbours have nothing to do with each other. */
const ACCESS_SHARE = 0.6;

/** Weighs the requests of an access log that failed; says whether the text is such a log. */
export function weighStatuses({ lines, read }: Pick<Log, 'lines' | 'read'>): boolean {
  const failed = new Map<string, number[]>();
  let requests = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const quote = endOfRequest(line);
    if (quote === -1) continue;
    requests++;
    const weight = weightOf(line.charCodeAt(quote + 2));
    const entry = read[index];
    if (weight === 0 || entry === undefined) continue;
    entry.importance = Math.max(entry.importance, weight);
    const key = requestOf(line, quote);
    const same = failed.get(key);
    if (same === undefined) failed.set(key, [index]);
    else same.push(index);
  }
  for (const indexes of failed.values()) {
    for (const index of indexes.slice(1, -1)) {
      const entry = read[index];
      if (entry !== undefined) entry.importance *= REPEATED;
    }
  }
  return requests > lines.length * ACCESS_SHARE;
}

/** The quote before ` 404 `; -1 when the line is no request. */
function endOfRequest(line: string): number {
  const at = line.indexOf('" ');
  if (at === -1 || line.charCodeAt(at + 5) !== SPACE) return -1;
  const first = line.charCodeAt(at + 2);
  return first >= 49 && first <= 53 ? at : -1;
}

const SPACE = 32;

function weightOf(firstDigit: number): number {
  if (firstDigit === 53) return SERVER_ERROR;
  return firstDigit === 52 ? CLIENT_ERROR : 0;
}

/** `GET /orders/9" 404`, without what follows a question mark. */
function requestOf(line: string, quote: number): string {
  const start = line.lastIndexOf('"', quote - 1) + 1;
  const request = line.slice(start, quote);
  const path = request.slice(0, Math.max(0, request.indexOf('?'))) || request;
  return `${path} ${line.slice(quote + 2, quote + 5)}`;
}
