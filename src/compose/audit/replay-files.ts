// Transcripts on several threads at once. Law: what comes of them is given in the order of the files, so the figures are the same on
// every machine.
import { availableParallelism } from 'node:os';
import { markers } from '../../ccr/markers.ts';
import type { Profile } from '../../compress/compressor.ts';
import { createGuardedEngine } from '../../engine/guarded-engine.ts';
import { workerModule } from '../../engine/worker-module.ts';
import type { TranscriptFile } from '../../transcripts/find-transcripts.ts';
import { createFileThread, type FileThread } from './file-thread.ts';
import { createPieceQueue, type PieceQueue } from './piece-queue.ts';
import { replayFile, type FilePiece } from './replay-file.ts';

export interface ReplayedFile {
  readonly file: TranscriptFile;
  readonly pieces: AsyncIterable<FilePiece>;
}

/** Each thread holds a tokenizer and a conversation in memory. */
const MOST_THREADS = 4;
/** A file is not begun while this many bytes before it have not been taken: the figures that wait, a tenth of it, are held in memory. */
const MOST_BYTES_AHEAD = 256e6;

export interface ReplayOptions {
  readonly profile: Profile;
  readonly startThread?: (profile: Profile) => FileThread;
}

/** Every file must be taken to its end, in order; `close` in any case. */
export function replayFiles(
  files: readonly TranscriptFile[],
  options: ReplayOptions,
): { readonly replayed: Iterable<ReplayedFile>; readonly close: () => Promise<void> } {
  const { profile, startThread = (of) => createFileThread({ profile: of }) } = options;
  const queues = files.map(() => createPieceQueue());
  const count = Math.min(MOST_THREADS, availableParallelism(), files.length);
  const threads = Array.from({ length: count }, () => startThread(profile));
  let next = 0;
  let isClosed = false;

  async function work(thread: FileThread): Promise<void> {
    for (let index = next++; index < files.length; index = next++) {
      const [file, queue] = [files[index], queues[index]];
      if (file === undefined || queue === undefined) return;
      await roomBefore(index);
      await replayInto(queue, { file, thread, profile, isWanted: () => !isClosed });
    }
  }

  async function roomBefore(index: number): Promise<void> {
    let bytes = 0;
    for (let before = index - 1; before >= 0; before--) {
      bytes += files[before]?.bytes ?? 0;
      if (bytes > MOST_BYTES_AHEAD) return queues[before]?.taken;
    }
  }

  for (const thread of threads) void work(thread);
  return {
    replayed: files.map((file, index) => ({ file, pieces: queues[index] ?? createPieceQueue() })),
    close: async () => {
      next = files.length;
      isClosed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** What a thread dies of is met once more with a deadline for each text; turns that were given already are not given again. */
async function replayInto(
  queue: PieceQueue,
  about: {
    readonly file: TranscriptFile;
    readonly thread: FileThread;
    readonly profile: Profile;
    readonly isWanted: () => boolean;
  },
): Promise<void> {
  const { file, thread, profile, isWanted } = about;
  try {
    const isWhole = await thread.replay(file, queue.push);
    if (!isWhole && isWanted()) await replayGuarded(file, queue, profile);
    queue.end();
  } catch (error) {
    queue.fail(error);
  }
}

async function replayGuarded(
  file: TranscriptFile,
  queue: PieceQueue,
  profile: Profile,
): Promise<void> {
  const engine = createGuardedEngine({ module: workerModule(), onFault: () => undefined });
  let given = queue.turns;
  try {
    for await (const piece of replayFile(file, {
      engine,
      markers,
      profile,
      onFault: () => undefined,
    })) {
      queue.push({ ...piece, turns: piece.turns.slice(given) });
      given = Math.max(0, given - piece.turns.length);
    }
  } finally {
    await engine.close();
  }
}
