import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TextJob } from '../../src/compress/text-job.ts';
import { createWorkerEngine } from '../../src/engine/worker-engine.ts';
import type { CompressionEngine } from '../../src/pipeline/ports.ts';

const STUBBORN = new URL('../fixtures/stubborn-worker.mjs', import.meta.url);
const job = (text: string): TextJob => ({ text, profile: 'balanced', mayLose: true });

describe('an engine in a worker', () => {
  let engine: CompressionEngine | undefined;
  afterEach(() => engine?.close());

  function start(
    deadlineMs?: number,
    restMs?: number,
  ): { engine: CompressionEngine; faults: unknown[] } {
    const faults: unknown[] = [];
    engine = createWorkerEngine({
      module: STUBBORN,
      onFault: (_where, error) => faults.push(error),
      ...(deadlineMs !== undefined && { deadlineMs }),
      ...(restMs !== undefined && { restMs }),
    });
    return { engine, faults };
  }

  it('answers in the order that it was asked', async () => {
    const { engine } = start();
    const [kept, counts] = await Promise.all([
      engine.compress(job('a')),
      engine.count(['four', '']),
    ]);
    expect(kept).toEqual({ action: 'keep', reason: 'not-smaller' });
    expect(counts).toEqual([4, 0]);
  });

  it('keeps the text of a compressor that never ends, and goes on with those behind it', async () => {
    const { engine } = start(2_000);
    const answers = await Promise.all([engine.compress(job('hang')), engine.compress(job('next'))]);
    expect(answers.map((answer) => answer.action === 'keep' && answer.reason)).toEqual([
      'compressor-timeout',
      'not-smaller',
    ]);
  });

  it('waits for a worker that had no processor, but not for ever', async () => {
    const { engine } = start(1_000);
    expect(await engine.compress(job('late'))).toMatchObject({ reason: 'not-smaller' });
    expect(await engine.compress(job('idle'))).toMatchObject({ reason: 'compressor-timeout' });
    expect(await engine.compress(job('next'))).toMatchObject({ reason: 'not-smaller' });
  });

  it('an answer that came while this thread was busy is no timeout', async () => {
    const { engine } = start(500);
    await engine.compress(job('first'));
    // From here on deadlines come before answers.
    await new Promise(setImmediate);
    const answer = engine.compress(job('next'));
    const endMs = performance.now() + 1_500;
    while (performance.now() < endMs);
    expect(await answer).toMatchObject({ reason: 'not-smaller' });
  });

  it('keeps the text that killed the worker, and goes on with those behind it', async () => {
    const { engine, faults } = start();
    const answers = await Promise.all([engine.compress(job('die')), engine.compress(job('next'))]);
    expect(answers.map((answer) => answer.action === 'keep' && answer.reason)).toEqual([
      'compressor-failed',
      'not-smaller',
    ]);
    expect(faults).toHaveLength(1);
  });

  it('rests after a row of deaths, says so, and works again', async () => {
    const { engine, faults } = start(undefined, 300);
    for (let time = 0; time < 6; time++) await engine.compress(job('die'));
    await vi.waitFor(() => expect(String(faults.at(-1))).toContain('6 times in a row'));
    expect(await engine.compress(job('next'))).toMatchObject({ reason: 'compressor-failed' });
    await vi.waitFor(async () => {
      expect(await engine.compress(job('next'))).toMatchObject({ reason: 'not-smaller' });
    }, 3_000);
  });

  it('gives up on a worker that cannot start, without ever rejecting', async () => {
    const broken = createWorkerEngine({
      module: new URL('./nowhere.mjs', import.meta.url),
      onFault: () => {},
    });
    for (let time = 0; time < 8; time++) {
      expect(await broken.compress(job('a'))).toMatchObject({ reason: 'compressor-failed' });
    }
    await broken.close();
  });
});
