// What the dashboard shows and where it comes from. The views only draw: every figure was worked out by the telemetry room.
import type { PerfReport } from '../telemetry/perf-report.ts';
import type { TextPair } from '../telemetry/recent-requests.ts';
import type { RequestLine } from '../telemetry/request-line.ts';
import type { SeriesPoint } from '../telemetry/series.ts';

/** Everything at one moment. */
export interface Snapshot {
  readonly atMs: number;
  readonly report: PerfReport;
  readonly series: readonly SeriesPoint[];
  /** The newest first. */
  readonly requests: readonly RequestLine[];
  /** The newest first. */
  readonly retrievals: readonly RetrievalLine[];
}

export interface RetrievalLine {
  readonly atMs: number;
  readonly handle: string;
  readonly way: string;
  readonly sliced: boolean;
  readonly tokens: number;
}

export interface SnapshotRequest {
  /** How long before now the window begins; null for all time. */
  readonly lengthMs: number | null;
  /** As many as a chart has columns. */
  readonly mostPoints: number;
}

/** Reads the store; what cannot be read is said by throwing. */
export interface SnapshotSource {
  read(request: SnapshotRequest): Snapshot;
  /** The turns of a conversation, the oldest first. */
  turns(conversation: string): readonly RequestLine[];
  /** The texts that were first replaced in a request. */
  texts(requestId: number): readonly TextPair[];
}
