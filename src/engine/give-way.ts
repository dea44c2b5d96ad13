// Whose turn it is on a thread: work that has had it for long lets the event loop go round once.
import type { GiveWay } from '../pipeline/ports.ts';

/** Short enough for a stream to stay smooth; an exchange through the proxy waits for several turns. */
const LONGEST_MS = 8;

/** One for all work of a thread. */
export function createGiveWay(): GiveWay {
  let sinceMs: number | undefined;
  function begin(): number {
    setImmediate(() => {
      sinceMs = undefined;
    });
    return (sinceMs = performance.now());
  }
  return () => {
    if (performance.now() - (sinceMs ?? begin()) < LONGEST_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        begin();
        resolve();
      });
    });
  };
}
