// The thread's side: replays one transcript after the other, compressing and counting right here.
import { parentPort, workerData } from 'node:worker_threads';
import { markers } from '../../ccr/markers.ts';
import { createLocalEngine } from '../../engine/local-engine.ts';
import type { CompressionEngine } from '../../pipeline/ports.ts';
import type { AuditThreadData, FileReply, FileRequest } from './messages.ts';
import { replayFile } from './replay-file.ts';

const port = parentPort;
if (port === null) throw new Error('audit-thread runs as a worker only.');

const { profile, beats } = workerData as AuditThreadData;
const parts = { engine: beating(createLocalEngine()), markers, profile, onFault: () => undefined };

const send = (reply: FileReply): void => port.postMessage(reply);

port.on('message', (file: FileRequest) => void replay(file));

async function replay(file: FileRequest): Promise<void> {
  try {
    for await (const piece of replayFile(file, parts)) send({ task: 'piece', piece });
    send({ task: 'end' });
  } catch (error) {
    send({ task: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Nobody could stop a compressor that never ends in here: somebody outside watches. */
function beating(engine: CompressionEngine): CompressionEngine {
  const beat = (): void => void Atomics.add(beats, 0, 1);
  return {
    ...engine,
    compress: (job) => {
      beat();
      return engine.compress(job);
    },
    count: (texts) => {
      beat();
      return engine.count(texts);
    },
  };
}
