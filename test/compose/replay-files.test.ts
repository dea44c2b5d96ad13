import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFileThread, type FileThread } from '../../src/compose/audit/file-thread.ts';
import type { FilePiece } from '../../src/compose/audit/replay-file.ts';
import { replayFiles } from '../../src/compose/audit/replay-files.ts';
import type { TranscriptFile } from '../../src/transcripts/find-transcripts.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { call, createSession, said, usage } from '../transcripts/claude-code-lines.ts';

const PROFILE = 'balanced';

describe('transcripts on several threads', () => {
  it('come out in the order of the files, whichever thread is done first', async () => {
    const files = [transcript('a', 9), transcript('b', 1), transcript('c', 3)];
    const turns = await replayAll(files);
    expect(turns.map(({ length }) => length)).toEqual([10, 2, 4]);
    expect(turns.map(([first]) => first?.id?.slice(0, 1))).toEqual(['a', 'b', 'c']);
  });

  it('lose nothing with a thread, and give no turn twice', async () => {
    const file = transcript('a', 4);
    const [whole = []] = await replayAll([file]);
    const given = { turns: whole.slice(0, 2), lines: { lines: 4, damagedLines: 0, bytes: 10 } };
    const [again] = await replayAll([file], () => ({
      replay: (_file, onPiece) => {
        onPiece(given);
        return Promise.resolve(false);
      },
      close: () => Promise.resolve(),
    }));
    expect(again).toEqual(whole);
  });
});

describe('a thread that replays transcripts', () => {
  it.each(['deadly', 'endless'])('is lost with a file that is %s, and replaced', async (path) => {
    const module = new URL('../fixtures/dying-audit-thread.mjs', import.meta.url);
    const thread = createFileThread({ profile: PROFILE, module, stalledMs: 3_000 });
    onTestFinished(() => thread.close());
    const replay = (name: string): Promise<boolean> =>
      thread.replay({ agent: 'claude', path: name, bytes: 1, modifiedMs: 0 }, () => undefined);
    expect(await replay('fine')).toBe(true);
    expect(await replay(path)).toBe(false);
    expect(await replay('fine')).toBe(true);
  });
});

async function replayAll(
  files: readonly TranscriptFile[],
  startThread?: () => FileThread,
): Promise<FilePiece['turns'][]> {
  const { replayed, close } = replayFiles(files, {
    profile: PROFILE,
    ...(startThread !== undefined && { startThread }),
  });
  const found: FilePiece['turns'][] = [];
  for (const { pieces } of replayed) {
    const turns: FilePiece['turns'][number][] = [];
    for await (const piece of pieces) turns.push(...piece.turns);
    found.push(turns);
  }
  await close();
  return found;
}

function transcript(name: string, calls: number): TranscriptFile {
  const lines = createSession();
  lines.user('Why does the worker stop?');
  for (let turn = 0; turn < calls; turn++) {
    lines.answer(`${name}${turn}`, call(`c${turn}`, 'Bash', { command: 'cat worker.log' }), {
      usage: usage(0, 0, 1_000),
    });
    lines.result(`c${turn}`, `row ${turn}\n`.repeat(400));
  }
  lines.answer(`${name}-last`, said('It does not.'), { usage: usage(0, 1_000, 21_000) });
  const path = join(temporaryFolder(), `${name}.jsonl`);
  writeFileSync(path, lines.text());
  return { agent: 'claude', path, bytes: lines.text().length, modifiedMs: 0 };
}
