// Gives an original back, whole or the part that was asked for. Law: what is handed out is the original's own text.
import type { CountTokens } from '../tokens/count.ts';
import { estimateTokens } from '../tokens/estimate.ts';
import type { Unavailable } from '../store/attempt.ts';
import type { Original, Originals } from '../store/originals.ts';
import type { Store } from '../store/open-store.ts';
import { cutToTokens } from './cut-to-tokens.ts';
import { readHandle } from './handle.ts';
import { sliceOf } from './slice/slice.ts';
import type { SliceRequest } from './slice/slice.ts';

export interface RetrieveRequest extends SliceRequest {
  /** As the marker shows it; its first 6 digits are enough when they are unique. */
  readonly handle: string;
  /** The text is cut at a line end so that it stays below this, and a last line says how to go on. */
  readonly maxTokens?: number;
  /** What the limit is measured in. Absent: estimated tokens. */
  readonly count?: CountTokens;
  /** Writes a row of the retrieval down. Absent: nothing is recorded. */
  readonly note?: { readonly way: 'mcp' | 'cli'; readonly atMs: number };
}

export type Retrieved =
  | {
      readonly status: 'found';
      readonly text: string;
      /** What a reader must know besides the text: that a pattern was taken as plain text. */
      readonly note?: string;
    }
  /** Final: asking again gives the same answer. */
  | { readonly status: 'unknown-handle'; readonly message: string; readonly hint: string }
  | { readonly status: 'bad-request'; readonly message: string; readonly hint: string }
  | {
      readonly status: 'unavailable';
      readonly reason: string;
      readonly message: string;
      readonly hint: string;
    };

export type RetrievalStore = Pick<Store, 'originals' | 'retrievals'>;

/** Answers what was asked of an original. Never throws because of the request or the store. */
export function retrieve(store: RetrievalStore, request: RetrieveRequest): Retrieved {
  const found = findOriginal(store.originals, request.handle);
  if (found.status !== 'done') return found;
  const { handle, text: whole } = found.original;
  const sliced = sliceOf(whole, request);
  if (!sliced.ok) return { status: 'bad-request', message: sliced.message, hint: sliced.hint };
  const { isPart, note } = sliced.slice;
  const count = request.count ?? estimateTokens;
  const text = cutToTokens(sliced.slice, { maxTokens: request.maxTokens, count });
  // Best effort both: what somebody looks at is still in use, and what was handed out reduces the savings.
  store.originals.touch([handle]);
  if (request.note !== undefined) {
    const row = { ...request.note, handle, sliced: isPart, tokens: estimateTokens(text) };
    store.retrievals.append([row]);
  }
  return { status: 'found', text, ...(note !== undefined && { note }) };
}

type Found =
  | { readonly status: 'done'; readonly original: Original }
  | Exclude<Retrieved, { status: 'found' }>;

function findOriginal(originals: Originals, given: string): Found {
  const handle = readHandle(given);
  if (handle === undefined) {
    return {
      status: 'unknown-handle',
      message: `"${given.slice(0, 60)}" is not a handle.`,
      hint: 'A handle has 12 digits of 0-9 and a-f; the marker line of the shortened text shows it.',
    };
  }
  const exact = originals.read(handle);
  if (exact.status === 'unavailable') return unavailable(exact);
  if (exact.value !== undefined) return { status: 'done', original: exact.value };
  return findByPrefix(originals, handle);
}

function findByPrefix(originals: Originals, prefix: string): Found {
  const matches = originals.find(prefix, 3);
  if (matches.status === 'unavailable') return unavailable(matches);
  const [only, another] = matches.value;
  if (only === undefined || only === prefix) return unknownHandle(prefix);
  if (another !== undefined) {
    return {
      status: 'bad-request',
      message: `Several originals begin with ${prefix}: ${matches.value.join(', ')}.`,
      hint: 'Give all 12 digits.',
    };
  }
  const original = originals.read(only);
  if (original.status === 'unavailable') return unavailable(original);
  return original.value === undefined
    ? unknownHandle(prefix)
    : { status: 'done', original: original.value };
}

function unknownHandle(handle: string): Found {
  return {
    status: 'unknown-handle',
    message: `No original is kept under ${handle}.`,
    hint: 'Asking again will not help. Run the command or read the file again to see its output.',
  };
}

function unavailable(trouble: Unavailable) {
  return {
    status: 'unavailable' as const,
    reason: trouble.reason,
    message: `Originals cannot be read now (${trouble.message.replace(/\.$/, '')}).`,
    hint: 'Run the command or read the file again to see its output.',
  };
}
