// OpenCode before it had a database: a JSON file for each session, message and part below `storage`. What it has taken over into its
// database since stays there, under the same ids. Law: the files are another program's, and any of them may be damaged or gone.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type OpenCodeMessage, parsedObject, turnsOfSession } from './opencode-session.ts';
import type { LineCounts } from '../read-lines.ts';
import type { Turn } from '../turn.ts';
import type { JsonObject } from '../value.ts';

const SESSION = /[\\/]storage[\\/]session[\\/][^\\/]+[\\/][^\\/]+\.json$/;
const INSIDE = /[\\/]storage[\\/](?:message|part|session_diff|todo)[\\/]/;

/** Whether a file is a session: `storage/session/PROJECT/SESSION.json`. */
export function isStoredSession(path: string): boolean {
  return SESSION.test(path);
}

/** Whether a file is a piece of some session, and no transcript by itself. */
export function isInsideStorage(path: string): boolean {
  return INSIDE.test(path);
}

/** The turns of the session in a file, with its messages and their parts from the folders beside. */
export async function readStoredSession(
  path: string,
  counts: LineCounts,
): Promise<readonly Turn[]> {
  const { id, messages, partsOf } = placesOf(path);
  const session = await readJson(path, counts);
  const found: OpenCodeMessage[] = [];
  for (const file of await filesIn(messages)) {
    const data = await readJson(file, counts);
    if (data === undefined) continue;
    const parts: JsonObject[] = [];
    for (const part of await filesIn(partsOf(file))) {
      const read = await readJson(part, counts);
      if (read !== undefined) parts.push(read);
    }
    found.push({ id: basename(file, '.json'), data, parts });
  }
  return turnsOfSession({ id, directory: session?.['directory'] }, found);
}

/** The bytes of all files of a session. */
export async function sizeOfStoredSession(path: string): Promise<number> {
  const { messages, partsOf } = placesOf(path);
  let bytes = await sizeOf(path);
  for (const message of await filesIn(messages)) {
    bytes += await sizeOf(message);
    for (const part of await filesIn(partsOf(message))) bytes += await sizeOf(part);
  }
  return bytes;
}

/** Files are named by ids; what is written in them may be older than where they lie. */
function placesOf(path: string) {
  const storage = dirname(dirname(dirname(path)));
  const id = basename(path, '.json');
  return {
    id,
    messages: join(storage, 'message', id),
    partsOf: (message: string) => join(storage, 'part', basename(message, '.json')),
  };
}

/** In the order of their ids, which is that of time. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(folder, name));
}

async function readJson(path: string, counts: LineCounts): Promise<JsonObject | undefined> {
  return parsedObject(await readFile(path, 'utf8').catch(() => undefined), counts);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
