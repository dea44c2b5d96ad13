// The worker's side: answers one message after the other. Unless told not to, it loads
// the tokenizer and warms up as soon as it is idle.
import { parentPort, workerData } from 'node:worker_threads';
import { loadTokenCounter } from '../tokens/count.ts';
import { createLocalEngine } from './local-engine.ts';
import type { Reply, Request } from './messages.ts';
import { warmUp } from './warm-up.ts';

const port = parentPort;
if (port === null) throw new Error('worker-thread runs as a worker only.');

const send = (reply: Reply): void => port.postMessage(reply);

const engine = createLocalEngine((where, error) =>
  send({ id: -1, task: 'fault', where, message: messageOf(error) }),
);

port.on('message', (request: Request) => {
  void answer(request).then(send);
});

// Not before the first messages: a request that waits must not wait for the tokenizer too.
if ((workerData as { readonly warmsUp?: boolean } | null)?.warmsUp !== false) {
  setImmediate(() => void prepare());
}

async function prepare(): Promise<void> {
  await loadTokenCounter();
  await warmUp({ loadCounter: loadTokenCounter, signal: new AbortController().signal });
}

async function answer(request: Request): Promise<Reply> {
  try {
    if (request.task === 'compress') {
      return { id: request.id, task: 'compress', result: await engine.compress(request.job) };
    }
    if (request.task === 'count-prompt') {
      const tokens = await engine.countPrompt(request.body);
      return { id: request.id, task: 'count-prompt', tokens };
    }
    return { id: request.id, task: 'count', counts: await engine.count(request.texts) };
  } catch (error) {
    return { id: request.id, task: 'failed', message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
