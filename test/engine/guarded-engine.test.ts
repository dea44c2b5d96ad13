import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedEngine } from '../../src/engine/guarded-engine.ts';
import type { CompressionEngine } from '../../src/pipeline/ports.ts';

const STUBBORN = new URL('../fixtures/stubborn-worker.mjs', import.meta.url);

describe('the engine of a command', () => {
  let engine: CompressionEngine | undefined;
  afterEach(() => engine?.close());

  it('keeps a text whose compressor never ends, and handles the next one', async () => {
    engine = createGuardedEngine({ module: STUBBORN, onFault: () => {}, deadlineMs: 2_000 });
    expect(
      await engine.compress({ text: 'hang', profile: 'balanced', mayLose: true }),
    ).toMatchObject({ reason: 'compressor-timeout' });
    expect(
      await engine.compress({ text: 'next', profile: 'balanced', mayLose: true }),
    ).toMatchObject({ reason: 'not-smaller' });
  });

  it('counts without a worker', async () => {
    engine = createGuardedEngine({
      module: new URL('./nowhere.mjs', import.meta.url),
      onFault: () => {},
    });
    expect(await engine.count(['one two three', ''])).toEqual([3, 0]);
  });
});
