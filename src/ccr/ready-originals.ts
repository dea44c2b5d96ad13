// Originals made ready for the store before it is known whether they will be needed: packing a text takes longer than
// writing it, and there is time for it while its compressor works.
import type { Originals } from '../store/originals.ts';
import { createBoundedMap } from './bounded-map.ts';
import { textDigest } from './handle.ts';

/** What a store needs of an original besides its handle. */
export interface ReadyOriginal {
  readonly sha256: string;
  readonly packed: Buffer;
}

export interface ReadyOriginals {
  add(text: string): void;
  /** What was made ready of this text, once. */
  take(text: string): ReadyOriginal | undefined;
}

/** Characters of texts that nobody has asked for yet. */
const MOST_CHARACTERS = 1024 * 1024;

/** Forgets the oldest when there is too much of it. */
export function createReadyOriginals({ pack }: Pick<Originals, 'pack'>): ReadyOriginals {
  const ready = createBoundedMap<ReadyOriginal & { readonly size: number }>({
    maxSize: MOST_CHARACTERS,
    sizeOf: ({ size }) => size,
  });
  return {
    add(text) {
      const original = { sha256: textDigest(text), packed: pack(text) };
      ready.set(text, { ...original, size: text.length });
    },
    take(text) {
      const found = ready.get(text);
      ready.delete(text);
      return found && { sha256: found.sha256, packed: found.packed };
    },
  };
}
