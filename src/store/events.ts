// One row per request: the only source of `headroom perf`. Appended behind the request, never changed.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { packText, unpackText } from './packed-text.ts';

export interface NewEvent {
  readonly atMs: number;
  readonly provider?: string;
  readonly wire?: string;
  readonly purpose?: string;
  /** The agent's name, or its user agent. */
  readonly agent?: string;
  readonly conversation?: string;
  readonly model?: string;
  readonly status?: number;
  /** Why the body went out as it came. */
  readonly reason?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cacheReadTokens?: number;
  readonly cacheWrite5mTokens?: number;
  readonly cacheWrite1hTokens?: number;
  /** Texts first decided in this request. */
  readonly firstTokensBefore?: number;
  readonly firstTokensAfter?: number;
  /** Texts replayed from earlier turns. */
  readonly replayedTokensBefore?: number;
  readonly replayedTokensAfter?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly waitMs?: number;
  readonly firstByteMs?: number;
  readonly totalMs?: number;
  readonly aborted?: boolean;
  /** JSON text with everything else, as the writer likes. */
  readonly detail?: string;
}
export interface EventRow extends NewEvent {
  readonly id: number;
}

export interface Events {
  append(rows: readonly NewEvent[]): Attempt<void>;
  /** Rows from this time on, in the order they were written. */
  since(atMs: number): Attempt<readonly EventRow[]>;
  /** The same one by one, for files of any size; `afterId` continues where an earlier call ended. */
  each(
    from: { readonly sinceMs?: number; readonly afterId?: number },
    visit: (row: EventRow) => void,
  ): Attempt<void>;
}

/** The events of every headroom process of this user. */
export function createEvents(database: Database): Events {
  const each: Events['each'] = (from, visit) => attempt(() => visitEach(database, from, visit));
  return {
    append: (rows) =>
      attempt(() =>
        database.transaction(() => {
          for (const row of rows) database.run(INSERT, valuesOf(row));
        }),
      ),
    since(sinceMs) {
      const rows: EventRow[] = [];
      const outcome = each({ sinceMs }, (row) => rows.push(row));
      return outcome.status === 'done' ? { status: 'done', value: rows } : outcome;
    },
    each,
  };
}

const PLAIN_COLUMNS = [
  'atMs',
  'provider',
  'wire',
  'purpose',
  'agent',
  'conversation',
  'model',
  'status',
  'reason',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'firstTokensBefore',
  'firstTokensAfter',
  'replayedTokensBefore',
  'replayedTokensAfter',
  'bytesReceived',
  'bytesSent',
  'waitMs',
  'firstByteMs',
  'totalMs',
] as const satisfies ReadonlyArray<Exclude<keyof NewEvent, 'aborted' | 'detail'>>;

const INSERT = `
  INSERT INTO events (${PLAIN_COLUMNS.join(', ')}, aborted, detail)
  VALUES (${PLAIN_COLUMNS.map(() => '?').join(', ')}, ?, ?)`;

/** Rows per read: a reader never holds a snapshot for long, which would keep the write-ahead log from shrinking. */
const PAGE_ROWS = 500;
const PAGE = `SELECT * FROM events WHERE id > ? AND atMs >= ? ORDER BY id LIMIT ${PAGE_ROWS}`;
const FIRST = 'SELECT min(id) AS id FROM events WHERE atMs >= ?';

function valuesOf(row: NewEvent): SqlValue[] {
  const values: SqlValue[] = PLAIN_COLUMNS.map((column) => row[column] ?? null);
  values.push(row.aborted === undefined ? null : Number(row.aborted));
  values.push(row.detail === undefined ? null : packText(row.detail));
  return values;
}

function visitEach(
  database: Database,
  from: { readonly sinceMs?: number; readonly afterId?: number },
  visit: (row: EventRow) => void,
): void {
  const sinceMs = from.sinceMs ?? 0;
  const first = Number(database.get(FIRST, [sinceMs])?.['id'] ?? 0);
  let afterId = Math.max(from.afterId ?? 0, first - 1);
  for (;;) {
    const page = database.all(PAGE, [afterId, sinceMs]);
    for (const row of page) visit(eventOf(row));
    if (page.length < PAGE_ROWS) return;
    afterId = Number(page[page.length - 1]?.['id']);
  }
}

function eventOf(row: SqlRow): EventRow {
  const event: Record<string, unknown> = { id: Number(row['id']) };
  for (const column of PLAIN_COLUMNS) {
    if (row[column] !== null) event[column] = row[column];
  }
  if (row['aborted'] !== null) event['aborted'] = row['aborted'] === 1;
  const detail = unpackText(row['detail']);
  if (detail !== undefined) event['detail'] = detail;
  return event as unknown as EventRow;
}
