// What is written down about one request or one retrieval: plain JSON, counts only. No text, header or key of a user is in it.
import type { VolatileNote } from '../pipeline/cache-aligner.ts';
import type { KeepReason } from '../pipeline/ports.ts';
import type { PassReason } from '../pipeline/prepared.ts';
import type { Arm } from '../proxy/arm.ts';
import type { RetrievalRow } from '../store/retrievals.ts';
import type { RetrievalWay, TokenUsage } from '../wire/wire-format.ts';

/** Texts of one request that share everything but their size. */
export interface TextCount {
  readonly tool?: string;
  /** First decided in this request, or replayed. */
  readonly first: boolean;
  readonly zone: 'live' | 'settled';
  /** Why these texts were kept; absent when they were replaced. */
  readonly reason?: KeepReason;
  /** Compressors in the order they were applied, joined by "+"; absent when the texts were kept. */
  readonly by?: string;
  readonly kind?: string;
  readonly fidelity?: string;
  readonly texts: number;
  readonly tokensBefore: number;
  /** Marker lines included. */
  readonly tokensAfter: number;
}

/** One text that was decided and replaced in this request. */
export interface ReplacedText {
  /** Of the decision, in which the text that is sent stands. */
  readonly key: string;
  /** Of the original, where one is kept. */
  readonly handle?: string;
  readonly tool?: string;
  readonly by: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** One row per request that went through the proxy. */
export interface RequestEvent {
  readonly type: 'request';
  readonly atMs: number;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly provider: string;
  readonly wire?: string;
  readonly purpose: 'send' | 'count' | 'other';
  /** From the user agent, "claude-cli/2.1.330", or the name by which we started it. */
  readonly agent?: string;
  readonly conversation?: string;
  /** Where conversations are compared: which side this one is on. */
  readonly arm?: Arm;
  /** Folder name of the project the agent works on, where that is known. */
  readonly project?: string;
  readonly model?: string;
  readonly status: number;
  readonly reason?: PassReason;
  readonly aborted?: boolean;
  readonly retrieval?: RetrievalWay;
  readonly usage?: TokenUsage;
  /** The same with every text as it was, where a transcript says so; else it is inferred. Our tool is in both. */
  readonly usageBefore?: TokenUsage;
  /** Our count (o200k) of all that the model reads in the body as it was sent; absent where not all of it is countable text. */
  readonly sentTokens?: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly waitMs: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
  readonly texts: readonly TextCount[];
  /** What changed in the head of the request since the one before it: kinds and places, never words. */
  readonly volatile?: readonly VolatileNote[];
  /** The texts that were first replaced in this request, those that saved most, for looking at them later. */
  readonly replaced?: readonly ReplacedText[];
}

/** One row per original that was fetched back. */
export interface RetrievalEvent extends RetrievalRow {
  readonly type: 'retrieval';
}

export type TelemetryEvent = RequestEvent | RetrievalEvent;
