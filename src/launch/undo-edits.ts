// Takes changes to files of the user back: the exact original where nobody touched the file since, else only our values.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeOutOfJson } from './edit-json.ts';
import { isHolderAlive } from './holder.ts';
import {
  journalFolder,
  readBytes,
  readJournal,
  removeEntry,
  type JournalEntry,
} from './journal.ts';
import { withLock } from './lock.ts';
import { replaceFile } from './write-file.ts';

export interface Undone {
  readonly agent: string;
  readonly path: string;
  /** nothing-left: the file no longer had anything of ours. in-use: a running wrap needs it and takes it back itself. */
  readonly result: 'restored' | 'taken-out' | 'nothing-left' | 'in-use';
}

export interface UndoRequest {
  readonly headroomHome: string;
  /** Which entries; all that match. */
  readonly matches: (entry: JournalEntry) => boolean;
}

/** Undoes what ended or killed launches left; leaves what a running one still needs. */
export async function undoEdits({
  headroomHome,
  matches,
}: UndoRequest): Promise<readonly Undone[]> {
  const folder = journalFolder(headroomHome);
  if (!readJournal(folder).some(matches)) return [];
  return withLock(lockFile(headroomHome), async () => {
    const undone: Undone[] = [];
    // The newest first: each entry's original is what the one before it wrote.
    for (const entry of [...readJournal(folder)].reverse().filter(matches)) {
      undone.push(await undoUnlessAlive(entry));
    }
    return undone;
  });
}

/** Changes in files of the user that are not taken back yet, with whether a running wrap holds them. */
export async function findEdits(
  headroomHome: string,
): Promise<readonly { readonly entry: JournalEntry; readonly inUse: boolean }[]> {
  const entries = readJournal(journalFolder(headroomHome));
  return Promise.all(
    entries.map(async (entry) => ({ entry, inUse: await isHolderAlive(entry.holder) })),
  );
}

/** Guards the journal and the files it is about. */
export function lockFile(headroomHome: string): string {
  return join(journalFolder(headroomHome), 'lock');
}

/** Puts one file back and forgets the entry; the caller holds the lock. */
export function undoEntry(entry: JournalEntry): Undone {
  const result = putBack(entry);
  removeEntry(entry);
  return { agent: entry.agent, path: entry.path, result };
}

async function undoUnlessAlive(entry: JournalEntry): Promise<Undone> {
  if (!(await isHolderAlive(entry.holder))) return undoEntry(entry);
  return { agent: entry.agent, path: entry.path, result: 'in-use' };
}

function putBack(entry: JournalEntry): Undone['result'] {
  const now = readBytes(entry.path);
  if (now === undefined) return 'nothing-left';
  if (now.equals(Buffer.from(entry.after, 'base64'))) {
    if (entry.before === null) rmSync(entry.path, { force: true });
    else write(entry, Buffer.from(entry.before, 'base64'));
    return 'restored';
  }
  const text = now.toString('utf8');
  const cleaned = takeOutOfJson(text, entry.made);
  if (cleaned === text) return 'nothing-left';
  write(entry, Buffer.from(cleaned));
  return 'taken-out';
}

function write({ path, beside }: JournalEntry, bytes: Buffer): void {
  replaceFile({ path, bytes, beside, mode: 0o600 });
}
