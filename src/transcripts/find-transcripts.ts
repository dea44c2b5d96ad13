// Where agents keep their transcripts, and which agent wrote a file that somebody names.
import { openSync, readSync, closeSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  isInsideStorage,
  isStoredSession,
  sizeOfStoredSession,
} from './formats/opencode-storage.ts';
import type { AgentName } from './turn.ts';

export interface TranscriptFile {
  readonly agent: AgentName;
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userHome: string;
}

/** Folders in which agents keep transcripts. */
export function transcriptFolders(agent: AgentName, { env, userHome }: Surroundings): string[] {
  return FOLDERS[agent]((name, otherwise) => env[name] || join(userHome, otherwise));
}

type Place = (variable: string, otherwise: string) => string;

const FOLDERS: Readonly<Record<AgentName, (place: Place) => string[]>> = {
  claude: (place) => [
    join(place('CLAUDE_CONFIG_DIR', '.claude'), 'projects'),
    join(place('XDG_CONFIG_HOME', '.config'), 'claude', 'projects'),
  ],
  codex: (place) => [
    join(place('CODEX_HOME', '.codex'), 'sessions'),
    join(place('CODEX_HOME', '.codex'), 'archived_sessions'),
  ],
  gemini: (place) => [join(place('GEMINI_CLI_HOME', ''), '.gemini', 'tmp')],
  opencode: (place) => [join(place('XDG_DATA_HOME', join('.local', 'share')), 'opencode')],
};

/** What a transcript of an agent is called. */
const NAMES: Readonly<Record<AgentName, (path: string) => boolean>> = {
  claude: (path) => path.endsWith('.jsonl'),
  codex: (path) => path.endsWith('.jsonl'),
  gemini: (path) => /^session-.*\.jsonl?$/.test(basename(path)),
  opencode: (path) => basename(path) === 'opencode.db' || isStoredSession(path),
};

/** The transcripts of an agent on this machine, the oldest first. */
export async function findTranscripts(
  agent: AgentName,
  surroundings: Surroundings,
): Promise<readonly TranscriptFile[]> {
  const found: TranscriptFile[] = [];
  for (const folder of transcriptFolders(agent, surroundings)) {
    for (const path of await filesIn(folder)) {
      if (NAMES[agent](path)) found.push(...(await fileAt(path, agent)));
    }
  }
  return oldestFirst(found);
}

/** The transcripts in a file or folder; undefined when there is nothing by that name. */
export async function transcriptsAt(
  path: string,
  agents: readonly AgentName[],
): Promise<readonly TranscriptFile[] | undefined> {
  const about = await stat(path).catch(() => undefined);
  if (about === undefined) return undefined;
  const paths = about.isDirectory() ? await filesIn(path) : [path];
  const found: TranscriptFile[] = [];
  for (const each of paths) {
    const agent = agentOf(each);
    if (agent !== undefined && agents.includes(agent)) found.push(...(await fileAt(each, agent)));
  }
  return oldestFirst(found);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function fileAt(path: string, agent: AgentName): Promise<TranscriptFile[]> {
  const about = await stat(path).catch(() => undefined);
  if (about === undefined) return [];
  const isSpread = agent === 'opencode' && isStoredSession(path);
  const bytes = isSpread ? await sizeOfStoredSession(path) : about.size;
  return [{ agent, path, bytes, modifiedMs: about.mtimeMs }];
}

/** A session that was resumed repeats an older one, which counts. */
function oldestFirst(files: readonly TranscriptFile[]): readonly TranscriptFile[] {
  return files.toSorted((a, b) => a.modifiedMs - b.modifiedMs || (a.path < b.path ? -1 : 1));
}

const HEAD_BYTES = 65_536;

/** What is written at the start of a transcript, the surest first. */
const SIGNS: readonly (readonly [sign: RegExp, agent: AgentName])[] = [
  [/"type":\s?"(?:session_meta|response_item|turn_context)"/, 'codex'],
  [/"projectHash":/, 'gemini'],
  [/"(?:parentUuid|sessionId)":/, 'claude'],
];

function agentOf(path: string): AgentName | undefined {
  if (NAMES.opencode(path)) return 'opencode';
  if (!/\.jsonl?$/.test(path) || isInsideStorage(path)) return undefined;
  const head = headOf(path);
  return SIGNS.find(([sign]) => sign.test(head))?.[1];
}

function headOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const head = Buffer.alloc(HEAD_BYTES);
    return head.toString('utf8', 0, readSync(file, head));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
