// One transcript through the pipeline: what the proxy would have recorded about each of its requests.
import type { RequestEvent } from '../../telemetry/event.ts';
import { TOOL_DEFINITION_TOKENS } from '../../telemetry/money.ts';
import { recordExchange } from '../../telemetry/record-exchange.ts';
import type { TranscriptFile } from '../../transcripts/find-transcripts.ts';
import type { LineCounts } from '../../transcripts/read-lines.ts';
import { readTranscript } from '../../transcripts/read-transcript.ts';
import {
  replayConversation,
  type ConversationReplay,
  type ReplayedTurn,
  type ReplayParts,
} from '../../transcripts/replay-conversation.ts';
import type { AgentName } from '../../transcripts/turn.ts';
import type { RetrievalWay, TokenUsage } from '../../wire/wire-format.ts';

/** Counts only: nothing of what was said is in it. */
export interface AuditedTurn {
  readonly event: RequestEvent;
  readonly conversation: string;
  /** Names the answer, in every file that holds it. */
  readonly id?: string;
  /** The transcript does not say its tokens. */
  readonly isEstimated: boolean;
}

export interface FilePiece {
  readonly turns: readonly AuditedTurn[];
  /** Of the file, up to here. */
  readonly lines: Readonly<LineCounts>;
  /** The file went away, or may not be read. */
  readonly isUnreadable?: true;
}

/** The turns of a file in order, a piece of the file at a time. */
export async function* replayFile(
  file: TranscriptFile,
  parts: ReplayParts,
): AsyncIterable<FilePiece> {
  const chats = new Map<string, ConversationReplay>();
  const lines: LineCounts = { lines: 0, damagedLines: 0, bytes: 0 };
  try {
    for await (const { turns, isWhole } of readTranscript(file, lines)) {
      const audited: AuditedTurn[] = [];
      for (const turn of turns) {
        const chat = chats.get(turn.conversation) ?? replayConversation(parts);
        chats.set(turn.conversation, chat);
        const replayed = await chat.take(turn);
        if (replayed !== undefined) audited.push(auditedTurn(replayed, file.agent));
      }
      if (isWhole) chats.clear();
      yield { turns: audited, lines: { ...lines } };
    }
  } catch (error) {
    // A fault of ours must be seen.
    if (!(error instanceof Error && ('syscall' in error || error.name === 'DatabaseError')))
      throw error;
    yield { turns: [], lines, isUnreadable: true };
  }
}

function auditedTurn(replayed: ReplayedTurn, agent: AgentName): AuditedTurn {
  const { conversation, id, usage } = replayed.turn;
  return {
    event: eventOf(replayed, agent),
    conversation,
    isEstimated: usage === undefined,
    ...(id !== undefined && { id }),
  };
}

/** As the proxy would have recorded it. */
function eventOf(replayed: ReplayedTurn, agent: AgentName): RequestEvent {
  const { turn, segments, earlier, usage, smallerUsage, retrieval, bytes } = replayed;
  const isChanged =
    earlier.texts > 0 || segments.some(({ decision }) => decision.action === 'replace');
  const { replaced: _replaced, ...event } = recordExchange(
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
