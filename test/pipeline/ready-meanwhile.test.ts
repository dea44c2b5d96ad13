import { describe, expect, it, onTestFinished } from 'vitest';
import { markers } from '../../src/ccr/markers.ts';
import type { DecisionLedger } from '../../src/pipeline/ports.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from '../laws/bodies.ts';
import { bodyAfter } from '../laws/conversation.ts';
import { engineThat, openWorld } from '../laws/world.ts';

describe('an original', () => {
  it('is made ready while its compressor works, before anything is recorded', async () => {
    const world = openWorld(temporaryFolder());
    onTestFinished(() => world.close());
    const steps: string[] = [];
    const ledger: DecisionLedger = {
      ...world.ledger,
      expect: (text) => {
        steps.push(`expected ${text.length}`);
        world.ledger.expect?.(text);
      },
      record: (entries) => {
        steps.push('recorded');
        return world.ledger.record(entries);
      },
    };
    const engine = engineThat(async (text) => {
      steps.push('asked');
      await new Promise(setImmediate);
      steps.push('answered');
      return world.engine.compress({ text, profile: 'balanced', mayLose: true });
    });
    const pipeline = createPipeline({
      ledger,
      markers,
      engine,
      profile: 'balanced',
      giveWay: undefined,
      onFault: (_where, error) => {
        throw error;
      },
    });
    const output = longLog(300);
    const bytes = bodyAfter([{ name: 'Bash', input: { command: 'tail app.log' }, output }]);
    const { segments } = await pipeline.prepare({
      wire: anthropicMessages,
      bytes,
      purpose: 'send',
    });
    expect(steps).toEqual(['asked', `expected ${output.length}`, 'answered', 'recorded']);
    const [decision] = segments.map((segment) => segment.decision);
    if (decision?.action !== 'replace') throw new Error('It was to be replaced.');
    expect(world.original(decision.handle ?? '')).toBe(output);
  });
});
