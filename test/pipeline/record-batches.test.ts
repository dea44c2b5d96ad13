import { expect, it, onTestFinished } from 'vitest';
import { markers } from '../../src/ccr/markers.ts';
import type { DecisionLedger, LedgerEntry } from '../../src/pipeline/ports.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { bodyAfter, outputsOf } from '../laws/conversation.ts';
import { openWorld, VANDAL } from '../laws/world.ts';

const OUTPUTS = Array.from({ length: 250 }, (_, at) => `${at} `.repeat(1_000));
const BODY = bodyAfter(
  OUTPUTS.map((output, at) => ({ name: 'Bash', input: { command: `run ${at}` }, output })),
);

/** A pipeline whose store fails in one transaction, or in none. */
function startPipeline(failing?: number) {
  const world = openWorld(temporaryFolder(), VANDAL);
  onTestFinished(() => world.close());
  const recorded: (readonly LedgerEntry[])[] = [];
  const ledger: DecisionLedger = {
    ...world.ledger,
    record: (entries) => {
      recorded.push(entries);
      return recorded.length === failing
        ? { status: 'unavailable', reason: 'as asked' }
        : world.ledger.record(entries);
    },
  };
  const pipeline = createPipeline({
    ledger,
    markers,
    engine: VANDAL,
    profile: 'balanced',
    giveWay: undefined,
    onFault: (_where, error) => {
      throw error;
    },
  });
  const send = () => pipeline.prepare({ wire: anthropicMessages, bytes: BODY, purpose: 'send' });
  return { recorded, send };
}

it('what is too much for one transaction is recorded in several, in the order of the body', async () => {
  const { recorded, send } = startPipeline();
  const { segments, bytes } = await send();
  expect(recorded.length).toBeGreaterThan(2);
  expect(recorded.flat().map(({ key }) => key)).toEqual(segments.map(({ key }) => key));
  expect(outputsOf(bytes).slice(0, 249)).toEqual(OUTPUTS.slice(0, 249));
  expect(outputsOf(bytes).at(-1)).toBe('X');
});

it('after one that fails the rest is tried once, all together, and only what is written down is replaced', async () => {
  const { recorded, send } = startPipeline(2);
  const { segments } = await send();
  expect(recorded).toHaveLength(3);
  expect(recorded.flat()).toHaveLength(OUTPUTS.length);
  const reasons = segments.map(({ decision }) => decision.action === 'keep' && decision.reason);
  const [first = [], second = [], third = []] = recorded;
  expect(reasons).toEqual([
    ...first.map(() => 'settled'),
    ...second.map(() => 'store-unavailable'),
    ...third.slice(1).map(() => 'settled'),
    false,
  ]);
});
