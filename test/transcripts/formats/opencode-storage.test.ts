import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { findTranscripts, transcriptsAt } from '../../../src/transcripts/find-transcripts.ts';
import { readTranscript } from '../../../src/transcripts/read-transcript.ts';
import { AGENT_NAMES, type Turn } from '../../../src/transcripts/turn.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { temporaryFolder, temporaryHome } from '../../helpers/temporary-home.ts';
import { longLog } from '../../laws/bodies.ts';

const TOKENS = { input: 1_000, output: 20, reasoning: 5, cache: { read: 600, write: 300 } };
const SESSION = {
  id: 'ses_1',
  projectID: 'moved-since',
  directory: '/home/ann/shop',
  time: { created: 4, updated: 9 },
};
const ANSWER = { role: 'assistant', providerID: 'anthropic', modelID: 'model-1' };
const TOOL = {
  type: 'tool',
  tool: 'bash',
  callID: 'c1',
  state: { status: 'completed', input: { command: './run.sh' }, output: longLog(200) },
};

/** As OpenCode wrote them, below its folder for data. */
const FILES: Readonly<Record<string, unknown>> = {
  migration: 2,
  'project/p1.json': { id: 'p1', worktree: '/home/ann/shop' },
  'session/p1/ses_1.json': SESSION,
  'session_diff/ses_1.json': [],
  'message/ses_1/msg_1.json': { id: 'msg_1', sessionID: 'ses_1', role: 'user' },
  'message/ses_1/msg_2.json': { ...ANSWER, time: { created: 5 } },
  'message/ses_1/msg_3.json': '{"role": "assist',
  'message/ses_1/msg_4.json': { ...ANSWER, time: { created: 7 }, tokens: TOKENS },
  'message/ses_other/msg_9.json': { role: 'user' },
  'part/msg_1/prt_1.json': { type: 'text', text: 'find it' },
  'part/msg_1/prt_2.json': 'not JSON',
  'part/msg_2/prt_3.json': { type: 'step-start' },
  'part/msg_2/prt_4.json': { type: 'text', text: 'Looking.' },
  'part/msg_2/prt_5.json': TOOL,
  'part/msg_2/prt_6.json': { type: 'step-finish', tokens: TOKENS },
  'part/msg_4/prt_7.json': { type: 'text', text: 'Here.' },
  'part/msg_4/.oc-prt_8.json.1.2.tmp': '{',
};

describe('the files of OpenCode', () => {
  it('give the turns of a session, and what is damaged is counted', async () => {
    const { turns, counts } = await readAll(dataWith(FILES));
    expect(turns).toMatchObject([
      {
        conversation: 'ses_1',
        id: 'msg_2-0',
        atMs: 5,
        project: 'shop',
        provider: 'anthropic',
        wire: 'anthropic-messages',
        model: 'model-1',
        usage: { input: 1_000, output: 25, cacheRead: 600, cacheWrite5m: 300 },
        added: [{ role: 'user', content: 'find it' }],
      },
      {
        id: 'msg_4-0',
        usage: { input: 1_000 },
        added: [
          { role: 'assistant', content: [{ type: 'text', text: 'Looking.' }, { name: 'bash' }] },
          { role: 'user', content: [{ tool_use_id: 'c1', content: TOOL.state.output }] },
        ],
      },
    ]);
    expect(counts).toMatchObject({ lines: 12, damagedLines: 2 });
  });

  it('start over where the history was summed up', async () => {
    const { turns } = await readAll(
      dataWith({
        ...FILES,
        'message/ses_1/msg_5.json': { ...ANSWER, summary: true },
        'message/ses_1/msg_6.json': ANSWER,
        'part/msg_5/prt_1.json': { type: 'text', text: 'So far: it was found.' },
        'part/msg_6/prt_1.json': { type: 'text', text: 'Going on.' },
      }),
    );
    expect(turns.map(({ id, keeps }) => [id, keeps])).toEqual([
      ['msg_2-0', undefined],
      ['msg_4-0', undefined],
      ['msg_5-0', undefined],
      ['msg_6-0', 0],
    ]);
    expect(turns.at(-1)?.added).toEqual([{ role: 'user', content: 'So far: it was found.' }]);
  });

  it('are one transcript for each session, as large as all its files', async () => {
    const userHome = temporaryFolder();
    const data = join(userHome, '.local', 'share', 'opencode');
    write(join(data, 'storage'), FILES);
    const found = await findTranscripts('opencode', { env: {}, userHome });
    expect(found.map(({ path }) => path)).toEqual([
      join(data, 'storage', 'session', 'p1', 'ses_1.json'),
    ]);
    expect(found[0]?.bytes).toBeGreaterThan(TOOL.state.output.length);
    expect(await transcriptsAt(userHome, AGENT_NAMES)).toEqual(found);
    expect(await transcriptsAt(found[0]?.path ?? '', AGENT_NAMES)).toEqual(found);
  });

  it('may all be gone but the session, or hold other things than they should', async () => {
    const gone = await readAll(dataWith({ 'session/p1/ses_1.json': SESSION }));
    expect(gone).toMatchObject({ turns: [], counts: { lines: 1, damagedLines: 0 } });
    const odd = await readAll(
      dataWith({
        'session/p1/ses_1.json': '[',
        'message/ses_1/msg_1.json': { ...ANSWER, time: 'once', tokens: [] },
        'part/msg_1/prt_1.json': [1],
        'part/msg_1/prt_2.json': { type: 'tool', state: null },
      }),
    );
    expect(odd.turns).toMatchObject([{ conversation: 'ses_1', atMs: 0 }]);
    expect(odd.counts.damagedLines).toBe(2);
  });

  it('are audited, once, where the database holds the same session', async () => {
    const { home, project } = temporaryHome();
    const data = join(home, '.local', 'share', 'opencode');
    write(join(data, 'storage'), FILES);
    databaseOf(join(data, 'opencode.db'));
    const run = await runCommand(['audit', '--agent', 'opencode', '--json'], {
      env: { HOME: home },
      cwd: project,
    });
    const { transcripts, report } = JSON.parse(run.stdout) as {
      transcripts: object;
      report: { requests: object };
    };
    expect(transcripts).toMatchObject({ files: 2, damagedLines: 2, repeatedTurns: 2 });
    expect(report.requests).toMatchObject({ send: 2, changed: 1 });
  }, 30_000);
});

async function readAll(path: string) {
  const counts = { lines: 0, damagedLines: 0, bytes: 0 };
  const turns: Turn[] = [];
  const file = { agent: 'opencode', path, bytes: 0, modifiedMs: 0 } as const;
  for await (const piece of readTranscript(file, counts)) turns.push(...piece.turns);
  return { turns, counts };
}

/** Gives the path of the session. */
function dataWith(files: Readonly<Record<string, unknown>>): string {
  const storage = join(temporaryFolder(), 'storage');
  write(storage, files);
  return join(storage, 'session', 'p1', 'ses_1.json');
}

/** Texts are written as they are. */
function write(storage: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(storage, name)), { recursive: true });
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    writeFileSync(join(storage, name), text);
  }
}

/** What OpenCode makes of its files when it takes them over; it leaves them where they are. */
function databaseOf(path: string): void {
  const database = openDatabase(path, { busyTimeoutMs: 1_000 });
  database.exec(`
    CREATE TABLE session (id text, directory text, time_created integer);
    CREATE TABLE message (id text, session_id text, time_created integer, data text);
    CREATE TABLE part (id text, message_id text, session_id text, data text);
  `);
  database.run('INSERT INTO session VALUES (?, ?, ?)', ['ses_1', SESSION.directory, 4]);
  for (const [name, value] of Object.entries(FILES)) {
    const [kind, owner = '', file = ''] = name.split('/');
    if (typeof value === 'string' || owner === 'ses_other') continue;
    const id = file.replace('.json', '');
    const text = JSON.stringify(value);
    if (kind === 'message')
      database.run('INSERT INTO message VALUES (?, ?, 0, ?)', [id, owner, text]);
    if (kind === 'part')
      database.run('INSERT INTO part VALUES (?, ?, ?, ?)', [id, owner, 'ses_1', text]);
  }
  database.close();
}
