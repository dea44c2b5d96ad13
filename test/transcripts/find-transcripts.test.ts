import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findTranscripts,
  transcriptFolders,
  transcriptsAt,
} from '../../src/transcripts/find-transcripts.ts';
import { AGENT_NAMES } from '../../src/transcripts/turn.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const FILES = {
  '.claude/projects/-home-ann/a.jsonl': '{"type":"user","sessionId":"a","parentUuid":null}\n',
  '.claude/projects/-home-ann/a/subagents/b.jsonl': '{"parentUuid":null,"isSidechain":true}\n',
  '.claude/settings.json': '{}',
  '.codex/sessions/2026/11/20/rollout-1.jsonl': '{"type":"session_meta","payload":{}}\n',
  '.gemini/tmp/shop/chats/session-1.jsonl': '{"sessionId":"s","projectHash":"h"}\n',
  '.gemini/tmp/shop/chats/session-2.json': '{\n "sessionId":"s",\n "projectHash":"h"}',
  '.gemini/tmp/shop/logs.json': '[]',
};

describe('transcripts', () => {
  it('are found where agents keep them', async () => {
    const surroundings = { env: {}, userHome: homeWith(FILES) };
    const found = await Promise.all(AGENT_NAMES.map((name) => findTranscripts(name, surroundings)));
    expect(found.map((files) => files.length)).toEqual([2, 1, 2, 0]);
    expect(found.flat().every(({ bytes, modifiedMs }) => bytes > 0 && modifiedMs > 0)).toBe(true);
  });

  it('are looked for where the variables of agents point to', () => {
    const env = {
      CLAUDE_CONFIG_DIR: '/c',
      CODEX_HOME: '/x',
      XDG_DATA_HOME: '/d',
      GEMINI_CLI_HOME: '/g',
    };
    const folders = AGENT_NAMES.flatMap((name) =>
      transcriptFolders(name, { env, userHome: '/home' }),
    );
    expect(folders).toEqual([
      join('/c', 'projects'),
      join('/home', '.config', 'claude', 'projects'),
      join('/x', 'sessions'),
      join('/x', 'archived_sessions'),
      join('/g', '.gemini', 'tmp'),
      join('/d', 'opencode'),
    ]);
  });

  it('are told apart by what is in them, wherever they lie', async () => {
    const home = homeWith(FILES);
    const found = (await transcriptsAt(home, AGENT_NAMES)) ?? [];
    const agents = found.map(({ agent }) => agent).toSorted();
    expect(agents).toEqual(['claude', 'claude', 'codex', 'gemini', 'gemini']);
    const asked = await transcriptsAt(home, ['codex']);
    expect(asked?.map(({ agent }) => agent)).toEqual(['codex']);
    expect(await transcriptsAt(join(home, 'gone'), AGENT_NAMES)).toBeUndefined();
  });
});

function homeWith(files: Readonly<Record<string, string>>): string {
  const home = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return home;
}
