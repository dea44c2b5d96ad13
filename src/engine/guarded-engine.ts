// For commands: compresses in a worker with a deadline, so that a compressor that never ends costs one text. Counts here,
// since the caller waits for the figures.
import type { CompressionEngine } from '../pipeline/ports.ts';
import { createLocalEngine } from './local-engine.ts';
import { createWorkerEngine, type WorkerEngineOptions } from './worker-engine.ts';

/** Nobody's stream waits for a command: on a machine that is busy a text must not come out otherwise than on an idle one. */
const PATIENT_DEADLINE_MS = 20_000;

/** An engine that starts its worker with the first text. */
export function createGuardedEngine(options: WorkerEngineOptions): CompressionEngine {
  let worker: CompressionEngine | undefined;
  const { count } = createLocalEngine(options.onFault);
  return {
    compress: (job) => {
      worker ??= createWorkerEngine({
        deadlineMs: PATIENT_DEADLINE_MS,
        ...options,
        warmsUp: false,
      });
      return worker.compress(job);
    },
    count,
    close: async () => worker?.close(),
  };
}
