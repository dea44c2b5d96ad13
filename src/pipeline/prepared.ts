// What the pipeline is asked and what it answers about one request body.
import type { ParseFailure } from '../json/document.ts';
import type { RetrievalWay, SegmentKey, ToolCalls, WireFormat } from '../wire/wire-format.ts';
import type { VolatileNote } from './cache-aligner.ts';
import type { Decision } from './ports.ts';

export interface PrepareRequest {
  readonly wire: WireFormat;
  /** The decoded body: no content-encoding left. */
  readonly bytes: Buffer;
  /** count: replay decisions but record none; asking for a size must not change what is sent. */
  readonly purpose: 'send' | 'count';
  /**
   * Asked once, before decisions are written down. False: the body has gone out as it came meanwhile, and that is what stands. True:
   * from now on the answer is waited for. Absent: it always is.
   */
  readonly claim?: () => boolean;
  /** Absent: the body is complete in itself. */
  readonly earlier?: Earlier | undefined;
}

/** What a body leaves out because it was said earlier on the same connection. */
export interface Earlier {
  readonly calls: ToolCalls;
  /** For a body that declares no tools of its own. */
  readonly retrieval?: RetrievalWay;
  readonly question?: string;
}

/** Why a whole body went out as it came. */
export type PassReason =
  | ParseFailure
  | 'bypass'
  | 'compression-off'
  | 'ab-plain'
  | 'no-wire-format'
  | 'undecodable-encoding'
  | 'body-too-large'
  | 'nothing-to-replace'
  | 'pipeline-failed';

/** One text of this body and what became of it. */
export interface SegmentOutcome {
  readonly key: SegmentKey;
  /** First decided in this request, or replayed from the ledger. */
  readonly first: boolean;
  readonly zone: 'live' | 'settled';
  readonly tool?: string;
  readonly bytes: number;
  readonly decision: Decision;
  /** Exact o200k counts of a replacement made in this request, as soon as they are taken. Never rejects. */
  readonly counted?: Promise<TokenPair | undefined>;
}

export interface TokenPair {
  readonly before: number;
  readonly after: number;
}

export interface Prepared {
  /** The very buffer that was given when nothing changed. */
  readonly bytes: Buffer;
  readonly changed: boolean;
  readonly reason?: PassReason;
  readonly model?: string;
  /** How this client can fetch an original back; absent when the body was not read that far. */
  readonly retrieval?: RetrievalWay;
  /** The user's latest words, for bodies that follow this one; never written down. */
  readonly question?: string;
  readonly segments: readonly SegmentOutcome[];
  /** What changed in the head of the request since the one before it; absent when nothing did. */
  readonly volatile?: readonly VolatileNote[];
}

/** Decides about every text of a body and splices the replacements in. Never throws. */
export interface Pipeline {
  prepare(request: PrepareRequest): Promise<Prepared>;
}
