// Pieces of one file on their way from the thread that makes them to the fold that takes them.
import type { FilePiece } from './replay-file.ts';

export interface PieceQueue extends AsyncIterable<FilePiece> {
  readonly push: (piece: FilePiece) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
  /** Turns that were pushed. */
  readonly turns: number;
  /** All pieces were taken. */
  readonly taken: Promise<void>;
}

/** A queue that is read once. */
export function createPieceQueue(): PieceQueue {
  const waiting: FilePiece[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let turns = 0;
  let wake = (): void => undefined;
  let markTaken = (): void => undefined;
  const taken = new Promise<void>((resolve) => (markTaken = resolve));

  function finish(how: { readonly error?: unknown }): void {
    ended = how;
    wake();
  }

  async function* read(): AsyncGenerator<FilePiece> {
    for (;;) {
      for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) yield piece;
      if (ended !== undefined) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    markTaken();
    if ('error' in ended) throw ended.error;
  }

  return {
    push: (piece) => {
      waiting.push(piece);
      turns += piece.turns.length;
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    get turns() {
      return turns;
    },
    taken,
    [Symbol.asyncIterator]: read,
  };
}
