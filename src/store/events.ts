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
  readonly project?: string;
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
  /** Rows that were written after this one (0: all), in the order they were written. */
  each(afterId: number, visit: (row: EventRow) => void): Attempt<void>;
  /** Rows of a time, the end not included, in the order of their times. */
  between(range: TimeRange, visit: (row: EventRow) => void): Attempt<void>;
  /** The last rows written, the newest first. */
  latest(mostRows: number): Attempt<readonly EventRow[]>;
  one(id: number): Attempt<EventRow | undefined>;
  /** The last rows of a conversation, the oldest of them first. */
  ofConversation(conversation: string, mostRows: number): Attempt<readonly EventRow[]>;
}

export interface TimeRange {
  readonly sinceMs: number;
  readonly beforeMs: number;
}

/** The events of every headroom process of this user. */
export function createEvents(database: Database): Events {
  return {
    append: (rows) =>
      attempt(() =>
        database.transaction(() => {
          for (const row of rows) database.run(INSERT, valuesOf(row));
        }),
      ),
    each: (afterId, visit) => attempt(() => visitAfter(database, afterId, visit)),
    between: (range, visit) => attempt(() => visitBetween(database, range, visit)),
    latest: (mostRows) => attempt(() => database.all(LATEST, [mostRows]).map(eventOf)),
    one: (id) =>
      attempt(() => {
        const row = database.get('SELECT * FROM events WHERE id = ?', [id]);
        return row && eventOf(row);
      }),
    ofConversation: (conversation, mostRows) =>
      attempt(() => database.all(CONVERSATION, [conversation, mostRows]).map(eventOf).reverse()),
  };
}

/** The rows that were written after this one, the oldest first; for use inside a transaction. */
export function eventsAfter(
  database: Database,
  afterId: number,
  mostRows: number,
): readonly EventRow[] {
  return database.all(AFTER, [afterId, mostRows]).map(eventOf);
}

const AFTER = 'SELECT * FROM events WHERE id > ? ORDER BY id LIMIT ?';

const LATEST = 'SELECT * FROM events ORDER BY id DESC LIMIT ?';
const CONVERSATION = 'SELECT * FROM events WHERE conversation = ? ORDER BY id DESC LIMIT ?';

const PLAIN_COLUMNS = [
  'atMs',
  'provider',
  'wire',
  'purpose',
  'agent',
  'conversation',
  'project',
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
const PAGE_BY_TIME = `
  SELECT * FROM events WHERE (atMs, id) > (?, ?) AND atMs < ? ORDER BY atMs, id LIMIT ${PAGE_ROWS}`;

function valuesOf(row: NewEvent): SqlValue[] {
  const values: SqlValue[] = PLAIN_COLUMNS.map((column) => row[column] ?? null);
  values.push(row.aborted === undefined ? null : Number(row.aborted));
  values.push(row.detail === undefined ? null : packText(row.detail));
  return values;
}

function visitAfter(database: Database, afterId: number, visit: (row: EventRow) => void): void {
  let last = afterId;
  for (;;) {
    const page = eventsAfter(database, last, PAGE_ROWS);
    for (const row of page) visit(row);
    if (page.length < PAGE_ROWS) return;
    last = page.at(-1)?.id ?? last;
  }
}

function visitBetween(
  database: Database,
  { sinceMs, beforeMs }: TimeRange,
  visit: (row: EventRow) => void,
): void {
  // Nothing has the id 0, so this is just before the first row of that time.
  let last = { atMs: sinceMs, id: 0 };
  for (;;) {
    const page = database.all(PAGE_BY_TIME, [last.atMs, last.id, beforeMs]).map(eventOf);
    for (const row of page) visit(row);
    if (page.length < PAGE_ROWS) return;
    last = page.at(-1) ?? last;
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
