// The compressors in a worker thread: streams are relayed while a text is being compressed, and a compressor that never
// ends costs one keep decision instead of the proxy.
import { Worker } from 'node:worker_threads';
import type { TextResult } from '../compress/text-job.ts';
import type { CompressionEngine, PromptCounter } from '../pipeline/ports.ts';
import { MOST_PROMPT_BYTES } from './count-prompt.ts';
import { createIdleQueue } from './idle-queue.ts';
import type { OnFault } from './local-engine.ts';
import type { Reply, Request } from './messages.ts';

export interface WorkerEngineOptions {
  /** The compiled worker-thread module. */
  readonly module: URL;
  readonly onFault: OnFault;
  /** A text that takes longer is kept as it is, and the worker is replaced; a busy machine is given more time. */
  readonly deadlineMs?: number;
  /** How long nothing is compressed after several deaths in a row. */
  readonly restMs?: number;
  /** False for a few texts: going through made-up ones first would cost more than it brings. */
  readonly warmsUp?: boolean;
}

const DEADLINE_MS = 3_000;
/** With less than this share of the time in processors, it was others that took it: what a text becomes must not depend on them. */
const LEAST_WORKED = 0.5;
const MOST_DEADLINES = 3;
const REST_MS = 60_000;

/** An engine that survives whatever its compressors do. Starts its worker at once. */
export function createWorkerEngine(
  options: WorkerEngineOptions,
): CompressionEngine & PromptCounter {
  const thread = new WorkerThread(options);
  const idle = createIdleQueue();
  return {
    compress: async (job) => {
      const done = idle.hold();
      const reply = await thread.ask({ task: 'compress', job }).finally(done);
      return reply.task === 'compress' ? reply.result : keepBecause(reply);
    },
    // Somebody waits for a compressed text, nobody for an exact count.
    count: (texts) =>
      idle.add(async () => {
        const reply = await thread.ask({ task: 'count', texts });
        return reply.task === 'count' ? reply.counts : [];
      }),
    countPrompt: async (body) => {
      // What would only be refused must not wait in memory.
      if (body.byteLength > MOST_PROMPT_BYTES) return undefined;
      return idle.add(async () => {
        // Writing it into memory that both threads see takes a third of the time that a message takes to copy it.
        const shared = new Uint8Array(new SharedArrayBuffer(body.byteLength));
        shared.set(body);
        const reply = await thread.ask({ task: 'count-prompt', body: shared });
        return reply.task === 'count-prompt' ? reply.tokens : undefined;
      });
    },
    close: async () => {
      await idle.drain();
      await thread.close();
    },
  };
}

type Answer = Reply | { readonly task: 'timeout' };
type Question = {
  [Task in Request['task']]: Omit<Extract<Request, { task: Task }>, 'id'>;
}[Request['task']];

function keepBecause(answer: Answer): TextResult {
  return {
    action: 'keep',
    reason: answer.task === 'timeout' ? 'compressor-timeout' : 'compressor-failed',
  };
}

interface Waiting {
  readonly request: Request;
  readonly answer: (answer: Answer) => void;
}

/** One worker and the questions it has not answered; a new worker after a death, with the same questions but the guilty. */
class WorkerThread {
  readonly #options: WorkerEngineOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker;
  #timer: NodeJS.Timeout | undefined;
  /** Deadlines that the oldest question has passed because others had the processors. */
  #passed = 0;
  #nextId = 0;
  #closed = false;
  #expired = false;
  #deathsInARow = 0;
  /** Runs while nothing is compressed. */
  #rest: NodeJS.Timeout | undefined;

  constructor(options: WorkerEngineOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  ask(question: Question): Promise<Answer> {
    if (this.#closed) return Promise.resolve({ id: -1, task: 'failed', message: 'closed' });
    if (this.#rest !== undefined) return Promise.resolve(FAILED);
    const request = { ...question, id: this.#nextId++ };
    return new Promise((answer) => {
      this.#waiting.set(request.id, { request, answer });
      this.#post(request);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#rest);
    this.#answerAll({ id: -1, task: 'failed', message: 'closed' });
    await this.#worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#options.module, {
      stdout: true,
      stderr: true,
      resourceLimits: MEMORY_LIMITS,
      workerData: { warmsUp: this.#options.warmsUp ?? true },
    });
    worker.unref();
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) => this.#options.onFault('worker', error));
    worker.on('exit', () => this.#restart(worker));
    return worker;
  }

  #post(request: Request): void {
    // Somebody waits for the answer: until then the process must not end.
    this.#worker.ref();
    this.#worker.postMessage(request);
    this.#watch();
  }

  /** The clock runs for the oldest question only: those behind it are waiting, not working. */
  #watch(): void {
    if (this.#timer !== undefined || this.#waiting.size === 0) return;
    const deadlineMs = this.#options.deadlineMs ?? DEADLINE_MS;
    const before = process.cpuUsage();
    const timer = setTimeout(() => {
      const { user, system } = process.cpuUsage(before);
      const hasWorked = (user + system) / 1_000 >= deadlineMs * LEAST_WORKED;
      // This thread may have been busy all that time: an answer that lies there is taken first.
      if (hasWorked || ++this.#passed >= MOST_DEADLINES) {
        setImmediate(() => {
          if (this.#timer === timer && !this.#closed) this.#expire();
        });
        return;
      }
      this.#timer = undefined;
      this.#watch();
    }, deadlineMs);
    this.#timer = timer.unref();
  }

  #receive(reply: Reply): void {
    if (reply.task === 'fault') {
      this.#options.onFault(reply.where, new Error(reply.message));
      return;
    }
    this.#deathsInARow = 0;
    this.#settle(reply.id, reply);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#passed = 0;
    this.#watch();
  }

  #expire(): void {
    this.#timer = undefined;
    this.#passed = 0;
    this.#expired = true;
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined) this.#settle(oldest, { task: 'timeout' });
    // Its exit starts the next worker, which gets the questions that are left.
    void this.#worker.terminate();
  }

  #settle(id: number, answer: Answer): void {
    this.#waiting.get(id)?.answer(answer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #answerAll(answer: Answer): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, answer);
  }

  #restart(dead: Worker): void {
    if (this.#closed || dead !== this.#worker) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#passed = 0;
    // A worker that cannot even start must not be started for ever.
    if (++this.#deathsInARow > MOST_DEATHS_IN_A_ROW) return this.#takeRest();
    // Whatever was being worked on when the worker died is the likeliest cause; a deadline has answered it already.
    const [oldest] = this.#waiting.keys();
    if (!this.#expired && oldest !== undefined) this.#settle(oldest, FAILED);
    this.#expired = false;
    this.#worker = this.#start();
    for (const { request } of this.#waiting.values()) this.#post(request);
  }

  /** What killed it may be a machine without memory or time to spare, which ends: a proxy runs for days. */
  #takeRest(): void {
    this.#answerAll(FAILED);
    const restMs = this.#options.restMs ?? REST_MS;
    const words = `it died ${this.#deathsInARow} times in a row; nothing is compressed for ${restMs / 1_000} s`;
    this.#options.onFault('worker', new Error(words));
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#expired = false;
      this.#deathsInARow = 0;
      this.#worker = this.#start();
    }, restMs).unref();
  }
}

/**
 * Enough for the largest text that is compressed; without limits V8 lets garbage pile up on a large machine. With less young
 * memory (6 MB) a text in six waits for a collection that takes as long as the text.
 */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 };

const FAILED: Answer = { id: -1, task: 'failed', message: 'the worker died' };
const MOST_DEATHS_IN_A_ROW = 5;
