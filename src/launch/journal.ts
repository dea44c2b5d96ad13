// The undo journal: one file for every change to a file of the user, written before the change and gone after its undoing.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MadeChange } from './edit-json.ts';
import type { Holder } from './holder.ts';
import { readTextIfThere } from './read-text.ts';
import { replaceFile } from './write-file.ts';

/** One change: enough to put the file back, whatever happened since. */
export interface JournalEntry {
  /** Name of this entry's own file. */
  readonly file: string;
  readonly agent: string;
  /** The changed file. */
  readonly path: string;
  readonly holder: Holder;
  /** The file as it was, byte for byte (base64); null when it was not there. */
  readonly before: string | null;
  /** The file as we wrote it (base64). */
  readonly after: string;
  /** What is left beside the file when the machine stopped in the middle of writing it. */
  readonly beside: string;
  readonly made: readonly MadeChange[];
}

/** Where the journal of a data folder is. */
export function journalFolder(headroomHome: string): string {
  return join(headroomHome, 'journal');
}

/** Every entry that can be read, oldest first. */
export function readJournal(folder: string): readonly JournalEntry[] {
  return fileNames(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const entry = parseEntry(readTextIfThere(join(folder, name)));
      return entry === undefined ? [] : [{ ...entry, file: join(folder, name) }];
    });
}

/** Writes an entry through to the disk; readable for its owner only, because the file may hold secrets. */
export function writeEntry(folder: string, entry: Omit<JournalEntry, 'file'>): JournalEntry {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Times sort by name; the rest keeps two of one moment apart.
  const file = join(folder, `${Date.now()}-${randomBytes(6).toString('hex')}.json`);
  const bytes = Buffer.from(`${JSON.stringify(entry, undefined, 2)}\n`);
  replaceFile({ path: file, bytes, beside: `${file}.part`, mode: 0o600 });
  return { ...entry, file };
}

export function removeEntry(entry: JournalEntry): void {
  rmSync(entry.beside, { force: true });
  rmSync(entry.file, { force: true });
}

/** The bytes a file has now; undefined when it is not there. */
export function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function fileNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // The data folder may be no folder at all: then nothing was ever written there.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function parseEntry(text: string | undefined): JournalEntry | undefined {
  try {
    const value = JSON.parse(text ?? '') as Partial<JournalEntry> | null;
    return typeof value?.path === 'string' && Array.isArray(value.made)
      ? (value as JournalEntry)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
