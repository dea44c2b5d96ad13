// One thread that replays transcripts, watched from outside: it may die of a text, or never end with one.
import { Worker } from 'node:worker_threads';
import type { Profile } from '../../compress/compressor.ts';
import type { TranscriptFile } from '../../transcripts/find-transcripts.ts';
import type { AuditThreadData, FileReply } from './messages.ts';
import type { FilePiece } from './replay-file.ts';

export interface FileThread {
  /** False: the thread is lost, and with it what would have come behind the pieces that were given. */
  replay(file: TranscriptFile, onPiece: (piece: FilePiece) => void): Promise<boolean>;
  close(): Promise<void>;
}

export interface FileThreadOptions {
  readonly profile: Profile;
  /** The compiled thread, unless another one is given. */
  readonly module?: URL;
  /** A thread that gets no further for so long is lost. */
  readonly stalledMs?: number;
}

/** A text takes milliseconds, the longest a few seconds. */
const STALLED_MS = 15_000;
const LOOKS = 15;
/** As for the worker of the proxy; more room for young objects saves no time here. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 6 };

/** Starts a thread with the first file, and another one after a loss. */
export function createFileThread(options: FileThreadOptions): FileThread {
  const { profile, module = threadModule(), stalledMs = STALLED_MS } = options;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;

  function start(): Worker {
    const workerData: AuditThreadData = { profile, beats };
    const settings = { stdout: true, stderr: true, resourceLimits: MEMORY_LIMITS, workerData };
    // What is said of a thread that was given up is nobody's concern any more.
    return new Worker(module, settings).on('error', () => undefined);
  }

  return {
    replay: async (file, onPiece) => {
      worker ??= start();
      const isWhole = await replayOn(worker, { file, beats, stalledMs, onPiece });
      if (!isWhole) {
        await worker.terminate();
        worker = undefined;
      }
      return isWhole;
    },
    close: async () => void (await worker?.terminate()),
  };
}

function replayOn(
  worker: Worker,
  about: {
    readonly file: TranscriptFile;
    readonly beats: Int32Array;
    readonly stalledMs: number;
    readonly onPiece: (piece: FilePiece) => void;
  },
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const lose = (): void => end(() => resolve(false));
    const watch = watchBeats(about, lose);
    const take = (reply: FileReply): void => {
      if (reply.task === 'piece') about.onPiece(reply.piece);
      else if (reply.task === 'end') end(() => resolve(true));
      else end(() => reject(new Error(reply.message)));
    };
    const end = (settle: () => void): void => {
      clearInterval(watch);
      worker.off('message', take).off('error', lose).off('exit', lose);
      settle();
    };
    worker.on('message', take).on('error', lose).on('exit', lose);
    worker.postMessage(about.file);
  });
}

function watchBeats(
  { beats, stalledMs }: { readonly beats: Int32Array; readonly stalledMs: number },
  onStall: () => void,
): NodeJS.Timeout {
  let last = Atomics.load(beats, 0);
  let still = 0;
  return setInterval(() => {
    const now = Atomics.load(beats, 0);
    still = now === last ? still + 1 : 0;
    last = now;
    if (still >= LOOKS) onStall();
  }, stalledMs / LOOKS);
}

/** The compiled thread lies beside this file, or in the build when this file runs as source. */
function threadModule(): URL {
  const here = import.meta.url;
  return here.endsWith('.ts')
    ? new URL('../../../dist/src/compose/audit/audit-thread.js', here)
    : new URL('./audit-thread.js', here);
}
