// Real parts for the laws: a store on disk, the real ledger and markers, and engines that do one simple thing.
import { join } from 'node:path';
import { createDecisionLedger } from '../../src/ccr/decision-ledger.ts';
import { markers } from '../../src/ccr/markers.ts';
import type { TextResult } from '../../src/compress/text-job.ts';
import { createLocalEngine } from '../../src/engine/local-engine.ts';
import type { CompressionEngine, DecisionLedger, GiveWay } from '../../src/pipeline/ports.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import type { Pipeline } from '../../src/pipeline/prepared.ts';
import { openStore } from '../../src/store/open-store.ts';

export interface World {
  readonly pipeline: Pipeline;
  readonly ledger: DecisionLedger;
  readonly engine: CompressionEngine;
  /** The text behind a handle, as it is on disk. */
  original(handle: string): string | undefined;
  readonly faults: unknown[];
  close(): void;
}

/** A pipeline over the store in `folder`; opening it again is what a restart does. */
export function openWorld(folder: string, engine: CompressionEngine = createLocalEngine()): World {
  const opening = openStore({ directory: join(folder, '.headroom'), now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  const ledger = createDecisionLedger({ store: opening.store, now: Date.now });
  const faults: unknown[] = [];
  const pipeline = createPipeline({
    ledger,
    markers,
    engine,
    profile: 'balanced',
    onFault: (_where, error) => faults.push(error),
    giveWay: everySecondTime(),
  });
  return {
    pipeline,
    ledger,
    engine,
    original: (handle) => {
      const found = opening.store.originals.read(handle);
      return found.status === 'done' ? found.value?.text : undefined;
    },
    faults,
    close: () => {
      ledger.close();
      opening.store.close();
    },
  };
}

/** Pauses as no clock would: whatever a law says holds with others in between. */
function everySecondTime(): GiveWay {
  let asked = 0;
  return () => {
    asked += 1;
    return asked % 2 === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  };
}

/** An engine that answers every text with what `write` makes of it. */
export function engineThat(
  write: (text: string) => TextResult | Promise<TextResult>,
): CompressionEngine {
  return {
    compress: async (job) => write(job.text),
    count: async (texts) => texts.map((text) => text.length),
    close: async () => {},
  };
}

/** Must not be asked: whoever does gets a fault instead of an answer. */
export const UNASKED = engineThat(() => {
  throw new Error('The engine was asked.');
});

/** Turns every text into X: whatever it can reach is gone. */
export const VANDAL = engineThat((text) => ({
  action: 'replace',
  text: 'X',
  by: 'vandal',
  kind: 'text',
  fidelity: 'exact',
  lost: [],
  tokensBefore: text.length,
  tokensAfter: 1,
}));
