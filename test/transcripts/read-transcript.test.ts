import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTranscript } from '../../src/transcripts/read-transcript.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const SESSION = {
  sessionId: 's',
  projectHash: 'h',
  messages: [
    { id: 'u1', type: 'user', content: 'find it' },
    { id: 'g1', type: 'gemini', content: 'Here.', timestamp: '2026-11-20T10:00:01Z' },
  ],
};

it('reads a transcript that is one document over many lines', async () => {
  const text = JSON.stringify(SESSION, null, 2);
  const path = join(temporaryFolder(), 'session-1.json');
  writeFileSync(path, text);
  const counts = { lines: 0, damagedLines: 0, bytes: 0 };
  const ids: (string | undefined)[] = [];
  const file = { agent: 'gemini', path, bytes: text.length, modifiedMs: 0 } as const;
  for await (const { turns } of readTranscript(file, counts))
    ids.push(...turns.map(({ id }) => id));
  expect(ids).toEqual(['g1']);
  expect(counts).toEqual({ lines: 1, damagedLines: 0, bytes: text.length });
});
