// What the pipeline needs from the world. Other rooms implement these; compose.ts plugs them in.
import type { TextJob, TextResult } from '../compress/text-job.ts';
import type { CompressorName, ContentKind, Fidelity, Omission } from '../compress/compressor.ts';
import type { RetrievalWay, SegmentKey } from '../wire/wire-format.ts';

/** Names an original: the first 12 or more hex digits of the sha256 of its text. */
export type Handle = string;

/** Why a text was left as it is. Every one of these can be seen in `headroom perf`. */
export type KeepReason =
  | 'settled'
  | 'too-short'
  | 'error-output'
  | 'retrieved'
  | 'marked'
  | 'protected-tool'
  | 'no-compressor'
  | 'not-smaller'
  | 'no-retrieval'
  | 'too-large'
  | 'compressor-failed'
  | 'compressor-timeout'
  | 'too-late'
  | 'store-unavailable'
  | 'base-gone';

/** What became of one text. Written once, never revised, replayed byte for byte. */
export type Decision =
  | { readonly action: 'keep'; readonly reason: KeepReason }
  | {
      readonly action: 'replace';
      readonly text: string;
      /** Compressors in the order they were applied, joined by "+". */
      readonly by: CompressorName;
      readonly kind: ContentKind;
      readonly fidelity: Fidelity;
      /** Estimates until the exact count is in (`DecisionLedger.measured`). */
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      readonly handle?: Handle;
      /** The text that this one refers to. The replacement may only be sent while that text stands before it in the body. */
      readonly base?: SegmentKey;
    };

export interface LedgerEntry {
  readonly key: SegmentKey;
  readonly decision: Decision;
  /** The full text behind a lossy or presentation replacement; made durable in the same transaction. */
  readonly original?: { readonly handle: Handle; readonly text: string; readonly tool?: string };
}

export type Recorded =
  /** What stands for every key: an entry that another process wrote first wins over ours. */
  | { readonly status: 'recorded'; readonly standing: ReadonlyMap<SegmentKey, Decision> }
  | { readonly status: 'unavailable'; readonly reason: string };

/** Decisions taken in earlier turns, by any headroom process of this user. Never throws. */
export interface DecisionLedger {
  /** Keys without a record are absent from the map. */
  recall(keys: readonly SegmentKey[]): ReadonlyMap<SegmentKey, Decision>;
  /** This text may soon be recorded as an original: what can be made ready for that is made ready. Writes nothing. */
  expect?(text: string): void;
  /** Commits before it returns: what it confirms survives the death of the process. */
  record(entries: readonly LedgerEntry[]): Recorded;
  /** Exact token counts for a replacement, once known. Written behind. */
  measured(key: SegmentKey, tokens: { readonly before: number; readonly after: number }): void;
}

/** The line that says what is missing and how to get it back. */
export interface Markers {
  handleFor(text: string): Handle;
  /** One line without a line end, to be appended to a lossy text. */
  marker(about: {
    readonly handle: Handle;
    readonly lost: readonly Omission[];
    readonly way: Exclude<RetrievalWay, 'none'>;
    /** Says what this text is instead of what it lacks: where the rest of it can be read. */
    readonly instead?: string;
  }): string;
  /** Whether a text already carries a marker (any dialect we know), and so has been through here before. */
  isMarked(text: string): boolean;
}

/** Runs the compressors, in this thread or another. Never throws: a failure is a keep result. */
export interface CompressionEngine {
  compress(job: TextJob): Promise<TextResult>;
  /** Exact o200k counts. */
  count(texts: readonly string[]): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Counts whole bodies, for comparing with what their provider counted. Never throws. */
export interface PromptCounter {
  /** o200k tokens of all that a model reads in a body; undefined when not all of it can be counted. */
  countPrompt(body: Uint8Array): Promise<number | undefined>;
}

/**
 * Asked between two steps of long work on a thread that others need, too. Undefined: go on; else once it resolves. No decision
 * depends on it.
 */
export type GiveWay = () => Promise<void> | undefined;
