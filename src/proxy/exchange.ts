// One request and its answer, as the proxy saw them: the value that telemetry receives.
import type { PassReason, Prepared, SegmentOutcome } from '../pipeline/prepared.ts';
import type { RetrievalWay, TokenUsage } from '../wire/wire-format.ts';
import type { Arm } from './arm.ts';

export interface Exchange {
  readonly startedAtMs: number;
  readonly method: string;
  /** Without the launch key, query included. */
  readonly path: string;
  readonly provider: string;
  readonly wire?: string;
  readonly purpose: 'send' | 'count' | 'other';
  readonly userAgent?: string;
  /** The client's own session id, where it sends one. */
  readonly conversation?: string;
  /** Where conversations are compared: which side this one is on. */
  readonly arm?: Arm;
  readonly model?: string;
  /** The upstream's status, or ours when the upstream could not be reached. */
  readonly status: number;
  /** Why the body went out as it came; absent when something was replaced. */
  readonly reason?: PassReason;
  /** `mcp` means that our tool is among the tools of the body, and costs its tokens. */
  readonly retrieval?: RetrievalWay;
  readonly segments: readonly SegmentOutcome[];
  /** What changed in the head of the request since the one before it. */
  readonly volatile?: Prepared['volatile'];
  readonly usage?: TokenUsage;
  /** The body as it left, decoded, where it was read: for counting it, never written down. */
  readonly sent?: Buffer;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** From the last byte of the request to its first byte upstream. */
  readonly waitMs: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
  /** The client went away before the answer ended. */
  readonly aborted?: boolean;
  /** The answer began and broke off: its provider ended it, or headroom was closed. */
  readonly cut?: boolean;
}
