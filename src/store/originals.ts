// Full texts behind replacements, by handle. An original is written once, never overwritten.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database, SqlRow } from './database.ts';
import { packText, unpackText } from './packed-text.ts';

export interface NewOriginal {
  readonly handle: string;
  /** Hex digest that tells two texts with the same handle apart. */
  readonly sha256: string;
  readonly text: string;
  /** What `pack` made of the text, where that was done beforehand. */
  readonly packed?: Buffer;
  readonly tool?: string;
}

export interface OriginalNote {
  readonly handle: string;
  /** UTF-8 bytes of the text. */
  readonly bytes: number;
  readonly tool?: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
}
export interface Original extends OriginalNote {
  readonly text: string;
}

export interface Originals {
  /** `value` undefined: no such original, or its text is damaged. */
  read(handle: string): Attempt<Original | undefined>;
  /** Handles that start with `prefix`, in order. */
  find(prefix: string, limit: number): Attempt<readonly string[]>;
  /** The last used first. */
  list(limit: number): Attempt<readonly OriginalNote[]>;
  /** How many there are, and the bytes of their texts. */
  size(): Attempt<{ readonly originals: number; readonly bytes: number }>;
  /** Those of `handles` that are stored. */
  present(handles: readonly string[]): Attempt<ReadonlySet<string>>;
  /** A text as it will be stored; takes longer than storing it. Writes nothing. */
  pack(text: string): Buffer;
  /** Keeps originals from eviction for longer. */
  touch(handles: readonly string[]): Attempt<void>;
}

/** Reads and touches originals; writing them is `commit`'s work, together with the decisions that need them. */
export function createOriginals(database: Database, now: () => number): Originals {
  return {
    read: (handle) => attempt(() => readOriginal(database, handle)),
    find: (prefix, limit) =>
      attempt(() =>
        database
          .all(FIND, [prefix, `${prefix}\u{ffff}`, limit])
          .map((row) => String(row['handle'])),
      ),
    list: (limit) => attempt(() => database.all(LIST, [limit]).map(noteOf)),
    size: () =>
      attempt(() => {
        const row = database.get('SELECT count(*) AS n, sum(bytes) AS bytes FROM originals', []);
        return { originals: Number(row?.['n'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
      }),
    present: (handles) =>
      attempt(() => {
        const rows = database.all(PRESENT, [JSON.stringify(handles)]);
        return new Set(rows.map((row) => String(row['handle'])));
      }),
    pack: packText,
    touch: (handles) =>
      attempt(() => {
        const atMs = now();
        database.run(TOUCH, [atMs, JSON.stringify(handles), atMs]);
      }),
  };
}

/** Inserts an original inside a transaction; false when its handle belongs to another text. */
export function insertOriginal(database: Database, original: NewOriginal, atMs: number): boolean {
  const changed = database.run(INSERT, [
    original.handle,
    Buffer.from(original.sha256, 'hex'),
    Buffer.byteLength(original.text),
    original.tool ?? null,
    atMs,
    atMs,
    original.packed ?? packText(original.text),
  ]);
  return changed === 1;
}

/** A second insert of the same text only marks it as used; one of another text changes nothing. */
const INSERT = `
  INSERT INTO originals (handle, sha256, bytes, tool, createdAtMs, lastUsedAtMs, text) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (handle) DO UPDATE SET lastUsedAtMs = max(lastUsedAtMs, excluded.lastUsedAtMs)
  WHERE sha256 = excluded.sha256`;
const READ = 'SELECT * FROM originals WHERE handle = ?';
const FIND =
  'SELECT handle FROM originals WHERE handle >= ? AND handle < ? ORDER BY handle LIMIT ?';
const LIST = `
  SELECT handle, bytes, tool, createdAtMs, lastUsedAtMs FROM originals
  ORDER BY lastUsedAtMs DESC, handle LIMIT ?`;
const PRESENT = 'SELECT handle FROM originals WHERE handle IN (SELECT value FROM json_each(?))';
const TOUCH = `
  UPDATE originals SET lastUsedAtMs = ?
  WHERE handle IN (SELECT value FROM json_each(?)) AND lastUsedAtMs < ?`;

function readOriginal(database: Database, handle: string): Original | undefined {
  const row = database.get(READ, [handle]);
  const text = unpackText(row?.['text']);
  return row === undefined || text === undefined ? undefined : { ...noteOf(row), text };
}

function noteOf(row: SqlRow): OriginalNote {
  return {
    handle: String(row['handle']),
    bytes: Number(row['bytes']),
    createdAtMs: Number(row['createdAtMs']),
    lastUsedAtMs: Number(row['lastUsedAtMs']),
    ...(typeof row['tool'] === 'string' && { tool: row['tool'] }),
  };
}
