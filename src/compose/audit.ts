// Transcripts through the pipeline, without network or store: behind `headroom audit`.
import type { Settings } from '../config/settings.ts';
import { calibrate } from '../telemetry/calibration/calibration.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import { reportOf } from '../telemetry/report.ts';
import { emptyTally, type Tally } from '../telemetry/tally.ts';
import { tallyEvent } from '../telemetry/tally-events.ts';
import type { TranscriptFile } from '../transcripts/find-transcripts.ts';
import type { LineCounts } from '../transcripts/read-lines.ts';
import type { AuditedTurn } from './audit/replay-file.ts';
import { replayFiles, type ReplayedFile } from './audit/replay-files.ts';

export interface AuditRequest {
  readonly settings: Pick<Settings, 'profile' | 'prices'>;
  readonly files: readonly TranscriptFile[];
  /** Turns before it are history: replayed, but not counted. Null: everything counts. */
  readonly sinceMs: number | null;
  readonly onProgress?: (progress: AuditProgress) => void;
}

/** What has been read so far, and what tools gave in it (o200k). */
export interface AuditProgress {
  readonly bytes: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Field names are what `--json` prints. */
export interface Audit {
  readonly transcripts: TranscriptCounts;
  readonly report: PerfReport;
}

export interface TranscriptCounts {
  readonly files: number;
  /** With at least one turn that counts. */
  readonly conversations: number;
  readonly bytes: number;
  readonly lines: number;
  readonly damagedLines: number;
  readonly unreadableFiles: readonly string[];
  /** Turns that another file holds, too: counted once. */
  readonly repeatedTurns: number;
  /** Of the turns that count those whose tokens are estimated, because the transcript does not say them. */
  readonly estimatedTurns: number;
}

/** What headroom would have done to these transcripts. Sends and stores nothing. */
export async function audit(request: AuditRequest): Promise<Audit> {
  const run: Run = {
    request,
    tally: emptyTally(),
    answered: new Set(),
    lines: { lines: 0, damagedLines: 0, bytes: 0 },
    unreadableFiles: [],
    conversations: 0,
    repeatedTurns: 0,
    estimatedTurns: 0,
  };
  const { replayed, close } = replayFiles(request.files, request.settings);
  try {
    for (const file of replayed) await countFile(file, run);
  } finally {
    await close();
  }
  return outcomeOf(run);
}

interface Run {
  readonly request: AuditRequest;
  readonly tally: Tally;
  /** Ids of answers that were counted. */
  readonly answered: Set<string>;
  readonly lines: LineCounts;
  readonly unreadableFiles: string[];
  conversations: number;
  repeatedTurns: number;
  estimatedTurns: number;
}

async function countFile({ file, pieces }: ReplayedFile, run: Run): Promise<void> {
  const counted = new Set<string>();
  const before = { ...run.lines };
  for await (const { turns, lines, isUnreadable } of pieces) {
    for (const turn of turns) {
      if (!isCounted(turn, run)) continue;
      counted.add(turn.conversation);
      if (turn.isEstimated) run.estimatedTurns++;
      tallyEvent(run.tally, turn.event, run.request.settings.prices);
    }
    for (const name of ['lines', 'damagedLines', 'bytes'] as const)
      run.lines[name] = before[name] + lines[name];
    if (isUnreadable === true) run.unreadableFiles.push(file.path);
    const { tokensBefore, tokensAfter } = run.tally.newInput;
    run.request.onProgress?.({ bytes: run.lines.bytes, tokensBefore, tokensAfter });
  }
  run.conversations += counted.size;
}

function isCounted({ event, id }: AuditedTurn, run: Run): boolean {
  if (event.atMs < (run.request.sinceMs ?? -Infinity)) return false;
  if (id === undefined) return true;
  if (run.answered.has(id)) {
    run.repeatedTurns++;
    return false;
  }
  run.answered.add(id);
  return true;
}

function outcomeOf(run: Run): Audit {
  const { request, lines, conversations, unreadableFiles, repeatedTurns, estimatedTurns } = run;
  // Each conversation was converted as it was learnt from itself: the whole of that is all there is to know.
  const calibration = calibrate(run.tally.counted, { requests: 1, ownTokens: 1 });
  const report = reportOf(run.tally, { sinceMs: request.sinceMs, store: null, calibration });
  return {
    transcripts: {
      files: request.files.length,
      conversations,
      ...lines,
      unreadableFiles,
      repeatedTurns,
      estimatedTurns,
    },
    // Nothing was sent, so nothing waited.
    report: { ...report, latency: { waitMs: null, firstByteMs: null } },
  };
}
