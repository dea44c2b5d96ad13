// Changes files of the user for one launch. Every change is in the journal before it is in the file.
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { mkdirSync } from 'node:fs';
import { HeadroomError } from '../errors.ts';
import type { ConfigEdit } from './config-edit.ts';
import { setInJson, takeOutOfJson } from './edit-json.ts';
import { isHolderAlive, type Holder } from './holder.ts';
import {
  journalFolder,
  readBytes,
  readJournal,
  removeEntry,
  writeEntry,
  type JournalEntry,
} from './journal.ts';
import { withLock } from './lock.ts';
import { lockFile, undoEntry } from './undo-edits.ts';
import { behindLinks, replaceFile } from './write-file.ts';

export interface EditRequest {
  readonly agent: string;
  readonly edits: readonly ConfigEdit[];
  readonly headroomHome: string;
  readonly holder: Holder;
}

/** Applies all edits, or none. Gives what takes them back. Throws `FILE_NOT_EDITABLE` and `EDIT_IN_USE`. */
export async function applyEdits(request: EditRequest): Promise<() => Promise<void>> {
  const { edits, headroomHome } = request;
  if (edits.length === 0) return () => Promise.resolve();
  mkdirSync(journalFolder(headroomHome), { recursive: true, mode: 0o700 });
  const written: JournalEntry[] = [];
  const undo = (): Promise<void> =>
    withLock(lockFile(headroomHome), async () => {
      for (const entry of written.splice(0).reverse()) await undoUnlessShared(entry, headroomHome);
    });
  try {
    await withLock(lockFile(headroomHome), async () => {
      for (const edit of edits) written.push(...(await applyOne(edit, request)));
    });
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

async function applyOne(edit: ConfigEdit, request: EditRequest): Promise<readonly JournalEntry[]> {
  const path = behindLinks(edit.path);
  const shared = await clearTheWay(edit, path, request);
  const now = readBytes(path);
  // What another running launch has put there is not the user's: it must not come back when that one has ended.
  const own =
    now && shared.reduceRight((text, { made }) => takeOutOfJson(text, made), now.toString());
  const before = shared.length === 0 ? now : bytesBefore(shared, own, now);
  const edited = setInJson(own, edit.set);
  if (edited === undefined) throw notEditable(path, edit);
  const after = Buffer.from(edited.text);
  const beside = `${path}.headroom-${randomBytes(6).toString('hex')}`;
  const entry = writeEntry(journalFolder(request.headroomHome), {
    agent: request.agent,
    path,
    holder: request.holder,
    before: before?.toString('base64') ?? null,
    after: after.toString('base64'),
    beside,
    made: edited.made,
  });
  if (now === undefined || !after.equals(now))
    replaceFile({ path, bytes: after, beside, mode: 0o600 });
  return [entry];
}

/** Undoes what dead launches left in this file; gives the entries of running ones that want the same values. */
async function clearTheWay(
  edit: ConfigEdit,
  path: string,
  { headroomHome }: EditRequest,
): Promise<readonly JournalEntry[]> {
  const shared: JournalEntry[] = [];
  const entries = readJournal(journalFolder(headroomHome)).filter((entry) => entry.path === path);
  for (const entry of [...entries].reverse()) {
    if (!(await isHolderAlive(entry.holder))) undoEntry(entry);
    else if (wantsTheSame(entry, edit)) shared.unshift(entry);
    else throw inUse(entry);
  }
  return shared;
}

function wantsTheSame({ made }: JournalEntry, { set }: ConfigEdit): boolean {
  return isDeepStrictEqual(
    made.map(({ at, value }) => ({ at, value })),
    set.map(({ at, value }) => ({ at, value })),
  );
}

/** The first one's original, as long as the file is what that one wrote. */
function bytesBefore(
  shared: readonly JournalEntry[],
  own: string | undefined,
  now: Buffer | undefined,
): Buffer | undefined {
  const untouched = shared.find(({ after }) => now?.equals(Buffer.from(after, 'base64')) === true);
  if (untouched === undefined) return own === undefined ? undefined : Buffer.from(own);
  return untouched.before === null ? undefined : Buffer.from(untouched.before, 'base64');
}

/** A change that another running launch needs as well stays; the last one takes it back. */
async function undoUnlessShared(entry: JournalEntry, headroomHome: string): Promise<void> {
  const others = readJournal(journalFolder(headroomHome)).filter(
    ({ path, file }) => path === entry.path && file !== entry.file,
  );
  for (const other of others) {
    if (await isHolderAlive(other.holder)) return removeEntry(entry);
  }
  undoEntry(entry);
}

function notEditable(path: string, { because, set }: ConfigEdit): HeadroomError {
  const names = set.map(({ at }) => at.join('.')).join(', ');
  return new HeadroomError('FILE_NOT_EDITABLE', `${path} is not JSON that headroom can edit.`, {
    hint: `${because} Set ${names} there by hand, or mend the file.`,
  });
}

function inUse({ agent, path, holder }: JournalEntry): HeadroomError {
  return new HeadroomError(
    'EDIT_IN_USE',
    `${path} is changed for another "headroom wrap ${agent}" (process ${holder.pid}).`,
    { hint: 'Both need it in their own way: end that one first.' },
  );
}
