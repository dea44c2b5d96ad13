// What changed at the head of requests, over many of them: for the report.
import type { RequestEvent } from './event.ts';
import type { VolatileReport } from './perf-report.ts';
import type { Tally } from './tally.ts';

/** Adds what changed at the head of one request. */
export function tallyVolatile(tally: Tally, { volatile = [] }: RequestEvent): void {
  for (const [name, note] of firstOfEach(volatile)) {
    const sums = (tally.volatile[name] ??= { requests: 0, atMillionths: 0, tokensBehind: 0 });
    sums.requests++;
    sums.atMillionths += Math.round(note.atShare * 1e6);
    sums.tokensBehind += note.tokensBehind;
  }
}

/** One row for each part and kind, the most frequent first. */
export function volatileReports(tally: Tally): readonly VolatileReport[] {
  const rows = Object.entries(tally.volatile).map(([name, sums]): VolatileReport => {
    const [part = '', kind = ''] = name.split(' ');
    const { requests, atMillionths, tokensBehind } = sums;
    return { part, kind, requests, atShare: atMillionths / requests / 1e6, tokensBehind };
  });
  return rows.sort((one, other) => other.requests - one.requests || compare(one, other));
}

type Note = NonNullable<RequestEvent['volatile']>[number];

/** Two dates in one prompt are one reason; the first is where the cached prefix ends. */
function firstOfEach(notes: readonly Note[]): ReadonlyMap<string, Note> {
  const first = new Map<string, Note>();
  for (const note of notes) {
    const name = `${note.part} ${note.kind}`;
    if (!first.has(name)) first.set(name, note);
  }
  return first;
}

function compare(one: VolatileReport, other: VolatileReport): number {
  return `${one.part} ${one.kind}` < `${other.part} ${other.kind}` ? -1 : 1;
}

const KINDS: Readonly<Record<string, string>> = {
  date: 'a date or time',
  id: 'an id',
  counter: 'a number',
  text: 'other text',
};

/** What a kind of change is, in words. */
export function explainVolatile(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? kind) : kind;
}
