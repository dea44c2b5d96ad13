// The head of a request is looked at and never touched.
import { expect, it, onTestFinished } from 'vitest';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { bodyAfter, readCall, sourceLines } from './conversation.ts';
import { openWorld } from './world.ts';

it('a date in the system prompt that changes is noted, and leaves as it came', async () => {
  const world = openWorld(temporaryFolder());
  onTestFinished(() => world.close());
  const call = readCall(sourceLines(60));
  const send = (turns: number, day: number, purpose: 'send' | 'count' = 'send') => {
    const more = { system: `Be brief.\nToday is 2026-11-${day}.\nThe end.` };
    const calls = Array.from({ length: turns }, () => call);
    const bytes = bodyAfter(calls, { more });
    return world.pipeline.prepare({ wire: anthropicMessages, bytes, purpose });
  };
  expect((await send(1, 22)).volatile).toBeUndefined();
  expect((await send(2, 22)).volatile).toBeUndefined();
  expect((await send(3, 23, 'count')).volatile).toBeUndefined();
  const changed = await send(3, 23);
  expect(changed.volatile).toMatchObject([{ part: 'system', kind: 'date' }]);
  expect(changed.bytes.toString()).toContain('Today is 2026-11-23.');
});
