// The contract of a wire format: where text lives in a body. It never decides and never writes.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import type { ReadText } from './earlier-bodies.ts';

export type WireFormatName =
  'anthropic-messages' | 'openai-chat' | 'openai-responses' | 'gemini-generate';

/** sha256 (hex) of what a text is, not where it is: equal on every turn that resends it. */
export type SegmentKey = string & { readonly __segmentKey?: never };

/** One stretch of text in a body that may be replaced. What is not a segment is sealed. */
export interface Segment {
  readonly key: SegmentKey;
  readonly kind: 'tool-output' | 'user-text';
  /** Live: said after the model's last words in this body. Settled: before them. */
  readonly zone: 'live' | 'settled';
  readonly text: string;
  /** The string literal that says it, in this body only. */
  readonly node: JsonNode;
  /** Name of the tool that gave this output, as the model called it. */
  readonly tool?: string;
  /** The tool's input as raw JSON text, read from the sealed call. */
  readonly toolInput?: string;
  readonly callId?: string;
  /** The client marked this output as an error. */
  readonly isError?: boolean;
  /** The call behind this output is kept by the provider and was not seen: nothing of the text may be lost. */
  readonly isOrphan?: boolean;
}

/** What a model asked a tool for. */
export interface ToolCall {
  readonly tool?: string;
  /** Raw JSON text. */
  readonly toolInput?: string;
  /** Code that runs at the provider made the call: its result is read by that code and never by a model, so it is sealed. */
  readonly isByCode?: boolean;
}

/** Calls by their id. */
export type ToolCalls = ReadonlyMap<string, ToolCall>;

/** What helps to read a body besides the body. */
export interface SegmentsContext {
  /** Calls that the body leaves out. */
  readonly calls?: ToolCalls | undefined;
  /** Of a body that repeats most of an earlier one: saves reading it again. */
  readonly read?: ReadText | undefined;
}

/** Text at the head of every request of a conversation. */
export interface PrefixText {
  readonly part: 'tools' | 'system';
  /** As JSON, without what clients move from turn to turn. */
  readonly text: string;
}

/** Token counts of one response, in Anthropic's meaning: `input` excludes cached tokens. A format converts to it. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** How a client can fetch an original back. */
export type RetrievalWay = 'mcp' | 'shell' | 'none';

export interface WireFormat {
  readonly name: WireFormatName;
  /** Only text that may safely change. What is not listed is sealed. */
  segments(body: JsonDocument, context?: SegmentsContext): Iterable<Segment>;
  model(body: JsonDocument): string | undefined;
  /** The user's latest words: context for relevance, never a thing to compress. */
  question(body: JsonDocument): string | undefined;
  /** Read from the tools the body declares: our retrieval tool means mcp, else a shell tool means shell. */
  retrieval(body: JsonDocument): RetrievalWay;
  /**
   * Whether the provider may drop earlier tool results by itself before the model reads them, as this body allows it to.
   * Absent: it never does.
   */
  mayDropEarlier?(body: JsonDocument): boolean;
  /** What every request of a conversation begins with, in the order in which the provider reads it. Only ever looked at. */
  prefix?(body: JsonDocument): readonly PrefixText[];
  /** What a response body, or one event of a stream, says about tokens. Later events override earlier fields. */
  usage(event: JsonDocument): Partial<TokenUsage> | undefined;
  /** The calls in a response body, or in one event of a stream. Absent: bodies repeat every call themselves. */
  calls?(event: JsonDocument): ToolCalls;
}
