// What every transcript comes down to: the requests of its conversations, in order, each with what is new in it.
import type { TokenUsage, WireFormatName } from '../wire/wire-format.ts';
import type { JsonObject } from './value.ts';

/** One request that an agent sent. */
export interface Turn {
  /** Tells conversations of one file apart: an agent and those it asked. */
  readonly conversation: string;
  readonly wire: WireFormatName;
  readonly provider: string;
  readonly atMs: number;
  /** Names the answer: a session that was resumed repeats the turns of another file. */
  readonly id?: string;
  /** Folder name of the project. */
  readonly project?: string;
  readonly model?: string;
  /** What the provider counted, in Anthropic's meaning. */
  readonly usage?: TokenUsage;
  /** How many earlier turns still stand before this one; absent when all do, 0 after the history was summed up. */
  readonly keeps?: number;
  /** Messages in the wire format, added since the turn before: the answer to that, then what came back for it. */
  readonly added: readonly JsonObject[];
}

/** Reads one transcript, record by record. A turn is given when its answer is complete. */
export interface TranscriptReader {
  read(record: JsonObject): readonly Turn[];
  end(): readonly Turn[];
}

export const AGENT_NAMES = ['claude', 'codex', 'gemini', 'opencode'] as const;
export type AgentName = (typeof AGENT_NAMES)[number];
