// Work that can wait: done one after the other, and only while nothing urgent is going on or has been a moment ago.

export interface IdleQueue {
  /** Urgent work begins; the answer is to be called when it has ended. */
  hold(): () => void;
  add<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Does everything that is waiting now. */
  drain(): Promise<void>;
}

const QUIET_MS = 25;
/** Under steady load work would pile up; beyond this it is done in between. */
const MOST_WAITING = 200;

export function createIdleQueue(): IdleQueue {
  const waiting: (() => Promise<void>)[] = [];
  let urgent = 0;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function schedule(): void {
    clearTimeout(timer);
    if (waiting.length === 0 || working !== undefined) return;
    if (urgent > 0 && waiting.length < MOST_WAITING) return;
    timer = setTimeout(() => void next(), waiting.length < MOST_WAITING ? QUIET_MS : 0);
  }

  async function next(): Promise<void> {
    working = waiting.shift()?.();
    await working;
    working = undefined;
    schedule();
  }

  return {
    hold: () => {
      urgent++;
      clearTimeout(timer);
      return () => {
        urgent--;
        schedule();
      };
    },
    add: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
        schedule();
      }),
    drain: async () => {
      clearTimeout(timer);
      await working;
      for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) await work();
    },
  };
}
