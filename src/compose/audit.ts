// Transcripts through the pipeline, without network or store: behind `headroom audit`.
import { markers } from '../ccr/markers.ts';
import type { Settings } from '../config/settings.ts';
import { createGuardedEngine } from '../engine/guarded-engine.ts';
import { workerModule } from '../engine/worker-module.ts';
import type { RequestEvent } from '../telemetry/event.ts';
import { TOOL_DEFINITION_TOKENS } from '../telemetry/money.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import { recordExchange } from '../telemetry/record-exchange.ts';
import { reportOf } from '../telemetry/report.ts';
import { emptyTally } from '../telemetry/tally.ts';
import { tallyEvent } from '../telemetry/tally-events.ts';
import type { TranscriptFile } from '../transcripts/find-transcripts.ts';
import type { LineCounts } from '../transcripts/read-lines.ts';
import { readTranscript } from '../transcripts/read-transcript.ts';
import {
  replayConversation,
  type ConversationReplay,
  type ReplayedTurn,
  type ReplayParts,
} from '../transcripts/replay-conversation.ts';
import type { AgentName, Turn } from '../transcripts/turn.ts';
import type { RetrievalWay, TokenUsage } from '../wire/wire-format.ts';

export interface AuditRequest {
  readonly settings: Pick<Settings, 'profile' | 'prices'>;
  readonly files: readonly TranscriptFile[];
  /** Turns before it are history: replayed, but not counted. Null: everything counts. */
  readonly sinceMs: number | null;
  readonly onProgress?: (bytesRead: number) => void;
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
  const engine = createGuardedEngine({ module: workerModule(), onFault: () => undefined });
  const { profile } = request.settings;
  const run: Run = {
    request,
    parts: { engine, markers, profile, onFault: () => undefined },
    tally: emptyTally(),
    answered: new Set(),
    lines: { lines: 0, damagedLines: 0, bytes: 0 },
    unreadableFiles: [],
    conversations: 0,
    repeatedTurns: 0,
    estimatedTurns: 0,
  };
  try {
    for (const file of request.files) await auditFile(file, run);
  } finally {
    await engine.close();
  }
  return outcomeOf(run);
}

interface Run {
  readonly request: AuditRequest;
  readonly parts: ReplayParts;
  readonly tally: ReturnType<typeof emptyTally>;
  /** Ids of answers that were counted. */
  readonly answered: Set<string>;
  readonly lines: LineCounts;
  readonly unreadableFiles: string[];
  conversations: number;
  repeatedTurns: number;
  estimatedTurns: number;
}

async function auditFile(file: TranscriptFile, run: Run): Promise<void> {
  const chats = new Map<string, ConversationReplay>();
  const counted = new Set<string>();
  try {
    for await (const { turns, isWhole } of readTranscript(file, run.lines)) {
      for (const turn of turns) {
        const chat = chats.get(turn.conversation) ?? replayConversation(run.parts);
        chats.set(turn.conversation, chat);
        const replayed = await chat.take(turn);
        if (replayed !== undefined && isCounted(turn, run)) {
          counted.add(turn.conversation);
          count(replayed, file.agent, run);
        }
      }
      if (isWhole) chats.clear();
      run.request.onProgress?.(run.lines.bytes);
    }
  } catch (error) {
    // A file that went away or may not be read; a fault of ours must be seen.
    if (!(error instanceof Error && ('syscall' in error || error.name === 'DatabaseError')))
      throw error;
    run.unreadableFiles.push(file.path);
  }
  run.conversations += counted.size;
}

function isCounted(turn: Turn, run: Run): boolean {
  if (turn.atMs < (run.request.sinceMs ?? -Infinity)) return false;
  if (turn.id === undefined) return true;
  if (run.answered.has(turn.id)) {
    run.repeatedTurns++;
    return false;
  }
  run.answered.add(turn.id);
  return true;
}

function count(replayed: ReplayedTurn, agent: AgentName, run: Run): void {
  if (replayed.turn.usage === undefined) run.estimatedTurns++;
  tallyEvent(run.tally, eventOf(replayed, agent), run.request.settings.prices);
}

/** As the proxy would have recorded it. */
function eventOf(replayed: ReplayedTurn, agent: AgentName): RequestEvent {
  const { turn, segments, earlier, usage, smallerUsage, retrieval, bytes } = replayed;
  const isChanged =
    earlier.texts > 0 || segments.some(({ decision }) => decision.action === 'replace');
  const event = recordExchange(
    {
      startedAtMs: turn.atMs,
      method: 'POST',
      path: '',
      provider: turn.provider,
      wire: turn.wire,
      purpose: 'send',
      status: 200,
      retrieval,
      segments,
      usage: withTool(smallerUsage, retrieval),
      bytesReceived: bytes,
      bytesSent: bytes,
      waitMs: 0,
      totalMs: 0,
      ...(turn.model !== undefined && { model: turn.model }),
      ...(!isChanged && { reason: 'nothing-to-replace' as const }),
    },
    agent,
  );
  return {
    ...event,
    usageBefore: withTool(usage, retrieval),
    texts: [...event.texts, { first: false, zone: 'settled', ...earlier }],
    ...(turn.project !== undefined && { project: turn.project }),
  };
}

/** Our tool would stand at the very front of the request: cached whenever anything is. */
function withTool(usage: TokenUsage, retrieval: RetrievalWay): TokenUsage {
  if (retrieval !== 'mcp') return usage;
  const { cacheRead, cacheWrite5m, input } = usage;
  if (cacheRead > 0) return { ...usage, cacheRead: cacheRead + TOOL_DEFINITION_TOKENS };
  return cacheWrite5m > 0
    ? { ...usage, cacheWrite5m: cacheWrite5m + TOOL_DEFINITION_TOKENS }
    : { ...usage, input: input + TOOL_DEFINITION_TOKENS };
}

function outcomeOf(run: Run): Audit {
  const { request, lines, conversations, unreadableFiles, repeatedTurns, estimatedTurns } = run;
  const report = reportOf(run.tally, { sinceMs: request.sinceMs, store: null });
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
