// Work that can wait: done one after the other, and only while nothing urgent is going on or has been a moment ago.

export interface IdleQueue {
  /** Urgent work begins; the answer is to be called when it has ended. */
  hold(): () => void;
  add<Value>(piece: () => Promise<Value>): Promise<Value>;
  /** Does everything that is waiting now. */
  drain(): Promise<void>;
}

const QUIET_MS = 25;
/**
 * Under steady load work, and the texts it holds on to, would pile up; from here on some of it is done in between, enough for
 * the pile to shrink: with two at a time memory grows by 7 MB in a thousand requests.
 */
const MOST_WAITING = 32;
const IN_BETWEEN = 8;

export function createIdleQueue(): IdleQueue {
  const waiting: (() => Promise<void>)[] = [];
  let urgent = 0;
  let working: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function schedule(): void {
    clearTimeout(timer);
    if (waiting.length === 0 || working !== undefined) return;
    if (waiting.length >= MOST_WAITING) void work(IN_BETWEEN);
    else if (urgent === 0) timer = setTimeout(() => void work(1), QUIET_MS);
  }

  async function work(pieces: number): Promise<void> {
    working = Promise.all(waiting.splice(0, pieces).map((piece) => piece()));
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
    add: (piece) =>
      new Promise((resolve, reject) => {
        waiting.push(() => piece().then(resolve, reject));
        schedule();
      }),
    drain: async () => {
      clearTimeout(timer);
      await working;
      for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) await piece();
    },
  };
}
