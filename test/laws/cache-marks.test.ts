// Clients move their cache marks from turn to turn: with a mark on a block and without, the decision is the same.
import { expect, it, onTestFinished } from 'vitest';
import type { SegmentOutcome } from '../../src/pipeline/prepared.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from './bodies.ts';
import { bodyAfter, outputsOf, readCall, sourceLines, type ToolCall } from './conversation.ts';
import { openWorld } from './world.ts';

const records = JSON.stringify(
  Array.from({ length: 80 }, (_, id) => ({ id, state: 'ok', size: id * 3 })),
);
const calls: readonly ToolCall[] = [
  { name: 'Bash', input: { command: './run' }, output: longLog(900) },
  { name: 'mcp__db__query', input: { sql: 'select *' }, output: records },
  readCall(sourceLines(80)),
  readCall(sourceLines(80).slice(10, 60), 11),
  { name: 'Bash', input: { command: './short' }, output: 'done' },
];
const places = calls.map((_, at) => at);

/** A decision without its token counts, which are made exact while the conversation goes on. */
function said({ key, decision }: SegmentOutcome) {
  return decision.action === 'keep'
    ? [key, decision.reason]
    : [key, decision.text, decision.by, decision.base];
}

it.each([
  ['on the last block', (turn: number) => [turn]],
  ['on the last two', (turn: number) => [turn - 1, turn]],
  ['on every block', () => places],
  ['on the first block', () => [0]],
])('marks %s', async (_name, marksAt) => {
  const [marked, plain] = [openWorld(temporaryFolder()), openWorld(temporaryFolder())];
  onTestFinished(() => [marked, plain].forEach((world) => world.close()));
  const send = (world: typeof plain, bytes: Buffer) =>
    world.pipeline.prepare({ wire: anthropicMessages, bytes, purpose: 'send' });
  for (const turn of places) {
    const soFar = calls.slice(0, turn + 1);
    const one = await send(marked, bodyAfter(soFar, { marks: marksAt(turn) }));
    const other = await send(plain, bodyAfter(soFar));
    expect(outputsOf(one.bytes)).toEqual(outputsOf(other.bytes));
    expect(one.segments.map(said)).toEqual(other.segments.map(said));
    const kinds = one.segments.map(({ decision }) => decision.action);
    if (turn === calls.length - 1)
      expect(kinds).toEqual(['replace', 'replace', 'replace', 'replace', 'keep']);
  }
});
