// OpenCode: sessions, messages and their parts in one SQLite file. Law: the file is another program's; it is opened so that SQLite
// refuses to write.
import { pathToFileURL } from 'node:url';
import { openDatabase, type Database } from '../../store/database.ts';
import { type OpenCodeMessage, parsedObject, turnsOfSession } from './opencode-session.ts';
import type { LineCounts } from '../read-lines.ts';
import type { Turn } from '../turn.ts';
import type { JsonObject } from '../value.ts';

/** The turns of `~/.local/share/opencode/opencode.db`, one session at a time. */
export function* readOpenCode(path: string, counts: LineCounts): Iterable<readonly Turn[]> {
  const uri = `${pathToFileURL(path).href}?mode=ro`;
  const database = openDatabase(uri, { busyTimeoutMs: BUSY_MS });
  try {
    for (const session of database.all(SESSIONS, [])) {
      const id = String(session['id']);
      const messages = messagesOf(database, id, counts);
      yield turnsOfSession({ id, directory: session['directory'] }, messages);
    }
  } finally {
    database.close();
  }
}

const BUSY_MS = 1_000;
const SESSIONS = 'SELECT id, directory FROM session ORDER BY time_created, id';
/** Ids are made so that they sort by time. */
const MESSAGES = 'SELECT id, data FROM message WHERE session_id = ? ORDER BY time_created, id';
const PARTS = 'SELECT message_id, data FROM part WHERE session_id = ? ORDER BY message_id, id';

function* messagesOf(
  database: Database,
  session: string,
  counts: LineCounts,
): Iterable<OpenCodeMessage> {
  const parts = new Map<string, JsonObject[]>();
  for (const { message_id: message, data } of database.all(PARTS, [session])) {
    const part = parsedObject(data, counts);
    if (part === undefined) continue;
    parts.set(String(message), [...(parts.get(String(message)) ?? []), part]);
  }
  for (const message of database.all(MESSAGES, [session])) {
    const data = parsedObject(message['data'], counts);
    const id = String(message['id']);
    if (data !== undefined) yield { id, data, parts: parts.get(id) ?? [] };
  }
}
