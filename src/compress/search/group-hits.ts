// The notation of grouped hits: the path once, its lines below as `12<tab>text`, a blank line behind each file.
import { printHit, type Hit, type SearchLine } from './read-hits.ts';

/** `12`, `12:5`, `12-` (context), `12=` (a function's head), or nothing for hits without numbers. */
const MARKED = /^(?:(\d{1,7}(?::\d{1,6})?)([-=]?)|(-?))\t/;
/** What grep prints between blocks of context. */
const BREAK = '--';

/** Lines of one file that follow each other share a heading; a lone hit keeps its path in front. */
export function groupHits(lines: readonly SearchLine[]): string {
  const out: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    const end = line.kind === 'other' ? at : endOfRun(lines, at);
    if (line.kind === 'other') out.push(line.text);
    else if (end - at === 1) out.push(printHit(line));
    else {
      out.push(line.path);
      for (const member of lines.slice(at, end)) out.push(markedLine(member));
      if (end < lines.length) out.push('');
    }
    at = Math.max(end, at + 1);
  }
  return out.join('\n');
}

/** A hit as it stands under its file's heading. */
export function markedLine(line: SearchLine): string {
  if (line.kind === 'other') return line.text;
  return line.place + (line.kind === 'hit' ? '' : line.separator) + '\t' + line.text;
}

/** The inverse of `groupHits`, lines joined. */
export function ungroupHits(text: string): string {
  const lines = text.split('\n');
  const out: string[] = [];
  let path: string | undefined;
  for (const [index, line] of lines.entries()) {
    const hit = path === undefined ? undefined : markedHit(line, path);
    if (hit !== undefined) out.push(printHit(hit));
    else if (path !== undefined && line === BREAK) out.push(line);
    else if (path !== undefined && line === '') path = undefined;
    else if (MARKED.test(lines[index + 1] ?? '') && !MARKED.test(line)) path = line;
    else {
      path = undefined;
      out.push(line);
    }
  }
  return out.join('\n');
}

function endOfRun(lines: readonly SearchLine[], start: number): number {
  const first = lines[start];
  let end = start + 1;
  for (let at = end; at < lines.length; at++) {
    const line = lines[at];
    if (line?.kind === 'other' ? line.text !== BREAK : line?.path !== (first as Hit).path) break;
    // A break behind the last line of a file belongs to nobody.
    if (line?.kind !== 'other') end = at + 1;
  }
  return end;
}

function markedHit(line: string, path: string): Hit | undefined {
  const found = MARKED.exec(line);
  if (found === null) return undefined;
  const [whole, place = '', sign = '', bareSign = ''] = found;
  const separator = sign || bareSign || ':';
  const text = line.slice(whole.length);
  return { kind: separator === ':' ? 'hit' : 'context', path, place, separator, text };
}
