// What became of each text, by key. A row is written once; only its token counts may be made exact later.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { packText, unpackText } from './packed-text.ts';
import { rowKey } from './row-key.ts';

export interface DecisionRow {
  readonly key: string;
  readonly action: 'keep' | 'replace';
  readonly reason?: string;
  readonly text?: string;
  readonly by?: string;
  readonly kind?: string;
  readonly fidelity?: string;
  readonly tokensBefore?: number;
  readonly tokensAfter?: number;
  readonly handle?: string;
  /** Key of the text that this one refers to. */
  readonly base?: string;
}

export interface Measurement {
  readonly key: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

export interface Decisions {
  /** Rows that exist, whole and with their original still stored; others are absent from the map. */
  read(keys: readonly string[]): Attempt<ReadonlyMap<string, DecisionRow>>;
  /** Replaces estimated token counts by exact ones. */
  measure(measurements: readonly Measurement[]): Attempt<void>;
}

/** Reads and measures decisions; writing them is `commit`'s work. */
export function createDecisions(database: Database): Decisions {
  return {
    read: (keys) => attempt(() => readDecisions(database, keys)),
    measure: (measurements) =>
      attempt(() =>
        database.transaction(() => {
          for (const { key, tokensBefore, tokensAfter } of measurements) {
            database.run(MEASURE, [tokensBefore, tokensAfter, rowKey(key)]);
          }
        }),
      ),
  };
}

/** Inserts a decision inside a transaction; false when one stands already. */
export function insertDecision(database: Database, row: DecisionRow, atMs: number): boolean {
  const values: SqlValue[] = [
    rowKey(row.key),
    row.action,
    row.reason ?? null,
    row.by ?? null,
    row.kind ?? null,
    row.fidelity ?? null,
    row.tokensBefore ?? null,
    row.tokensAfter ?? null,
    row.handle ?? null,
    row.base ?? null,
    atMs,
    row.text === undefined ? null : packText(row.text),
  ];
  return database.run(INSERT, values) === 1;
}

/** So many keys are looked for one by one, which is faster than all together. */
const FEW_KEYS = 8;

/** The rows of `keys` that stand; for use inside a transaction too. */
export function readDecisions(
  database: Database,
  keys: readonly string[],
): ReadonlyMap<string, DecisionRow> {
  const found = new Map<string, DecisionRow>();
  for (const [key, row] of keys.length > FEW_KEYS
    ? readMany(database, keys)
    : readFew(database, keys)) {
    const decision = decisionOf(key, row);
    if (decision !== undefined) found.set(key, decision);
  }
  return found;
}

type KeyedRow = readonly [key: string, row: SqlRow];

function readFew(database: Database, keys: readonly string[]): readonly KeyedRow[] {
  return keys.flatMap((key): readonly KeyedRow[] => {
    const row = database.get(READ_ONE, [rowKey(key)]);
    return row === undefined ? [] : [[key, row]];
  });
}

function readMany(database: Database, keys: readonly string[]): readonly KeyedRow[] {
  const keyOfHex = new Map(keys.map((key) => [rowKey(key).toString('hex'), key]));
  return database.all(READ_MANY, [JSON.stringify([...keyOfHex.keys()])]).flatMap((row) => {
    const key = Buffer.isBuffer(row['key']) ? keyOfHex.get(row['key'].toString('hex')) : undefined;
    return key === undefined ? [] : [[key, row]];
  });
}

const INSERT = `
  INSERT INTO decisions
  (key, action, reason, compressor, kind, fidelity, tokensBefore, tokensAfter, handle, base, createdAtMs, text)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`;
const MEASURE = 'UPDATE decisions SET tokensBefore = ?, tokensAfter = ? WHERE key = ?';
const WITH_ORIGINAL =
  '(handle IS NULL OR EXISTS (SELECT 1 FROM originals WHERE originals.handle = decisions.handle))';
const READ_ONE = `SELECT * FROM decisions WHERE key = ? AND ${WITH_ORIGINAL}`;
const READ_MANY = `
  SELECT * FROM decisions WHERE key IN (SELECT unhex(value) FROM json_each(?)) AND ${WITH_ORIGINAL}`;

/** Undefined for a row whose text is damaged: no decision is better than a wrong one. */
function decisionOf(key: string, row: SqlRow): DecisionRow | undefined {
  if (row['action'] === 'keep') {
    return { key, action: 'keep', ...textFields(row) };
  }
  const text = unpackText(row['text']);
  if (row['action'] !== 'replace' || text === undefined) return undefined;
  return {
    key,
    action: 'replace',
    text,
    tokensBefore: Number(row['tokensBefore'] ?? 0),
    tokensAfter: Number(row['tokensAfter'] ?? 0),
    ...textFields(row),
  };
}

function textFields(row: SqlRow): Partial<DecisionRow> {
  const { reason, compressor, kind, fidelity, handle, base } = row;
  return {
    ...(typeof reason === 'string' && { reason }),
    ...(typeof compressor === 'string' && { by: compressor }),
    ...(typeof kind === 'string' && { kind }),
    ...(typeof fidelity === 'string' && { fidelity }),
    ...(typeof handle === 'string' && { handle }),
    ...(typeof base === 'string' && { base }),
  };
}
