// Long work in short steps. Law: when the steps are taken changes nothing about what comes out.
import type { GiveWay } from './ports.ts';

/** What work in steps comes to; between any two of them others on this thread have their turn, if it is time. */
export async function inTurns<Value>(
  steps: Iterator<unknown, Value, undefined>,
  giveWay: GiveWay | undefined,
): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const others = giveWay?.();
    if (others !== undefined) await others;
  }
}

/** One step for each item. */
export function* eachOf<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
): Generator<undefined, void> {
  for (const item of items) {
    work(item);
    yield;
  }
}
