// What bodies that came before said: a client sends its whole history again each turn, and what stands at the same bytes is
// the same text. Only time is saved: with and without it a body has the same segments.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { readString } from '../json/read.ts';
import type { SegmentKey } from './wire-format.ts';

/** A text, and the key it had when it was last met. */
export interface KnownText {
  readonly text: string;
  key?: { readonly place: string; readonly value: SegmentKey };
}

/** Reads the string literals of one body. */
export type ReadText = (node: JsonNode) => KnownText;

export interface EarlierBodies {
  /** A reader for this body, which later bodies are compared with from now on. */
  open(body: JsonDocument): ReadText;
}

/** Bytes of bodies. What they say takes as much room again. */
const MOST_BYTES = 1024 * 1024;
/** Shorter texts are decoded as fast as they are looked for. */
const SHORTEST_BYTES = 256;

interface EarlierBody {
  readonly bytes: Buffer;
  /** By the offset of their first byte. */
  readonly texts: Map<number, KnownText & { readonly end: number }>;
}

/** Remembers nothing from body to body. */
export function readAnew(document: JsonDocument): ReadText {
  return (node) => ({ text: readString(document, node) ?? '' });
}

/** Forgets a body when one continues it, and the oldest when there is too much of them. */
export function createEarlierBodies(mostBytes = MOST_BYTES): EarlierBodies {
  let bodies: readonly EarlierBody[] = [];

  function remember(body: EarlierBody): void {
    let room = mostBytes;
    bodies = [body, ...bodies].filter(({ bytes }) => (room -= bytes.length) >= 0);
  }

  return {
    open(document) {
      const { bytes } = document;
      const read = readAnew(document);
      if (bytes.length > mostBytes) return read;
      const before = bodies;
      const texts: EarlierBody['texts'] = new Map();
      remember({ bytes, texts });
      return (node) => {
        const { start, end } = node;
        if (end - start < SHORTEST_BYTES) return read(node);
        const origin = before.find((body) => holdsSame(body, bytes, node));
        if (origin !== undefined) bodies = bodies.filter((body) => body !== origin);
        const known = origin?.texts.get(start) ?? { ...read(node), end };
        texts.set(start, known);
        return known;
      };
    },
  };
}

function holdsSame({ bytes, texts }: EarlierBody, own: Buffer, { start, end }: JsonNode): boolean {
  return texts.get(start)?.end === end && bytes.compare(own, start, end, start, end) === 0;
}
