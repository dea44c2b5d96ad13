// A process of some seconds that computes on every core: what V8 does in the background for long-lived programs does not pay here.
import { setFlagsFromString } from 'node:v8';

const FLAGS = [
  // Compiles for speed what has run three times as long as usual, and smaller stretches of it: a fifth of the processor time was the
  // compiler's.
  '--interrupt-budget=200000',
  '--max-inlined-bytecode-size-cumulative=250',
  // Helpers that collect two megabytes would wait for a core longer than they work.
  '--no-parallel-scavenge',
];
/** Of Node. V8 complains aloud about a flag that it does not know. */
const LATEST_KNOWN = 24;

/** Tells V8, before the threads start. */
export function spendLess(): void {
  if (Number.parseInt(process.versions.node, 10) > LATEST_KNOWN) return;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
