// What was said on one WebSocket. A frame that asks for a response holds only what is new, so what it refers to is
// remembered here: tool calls, tools, the question. Law: as with bodies, in any doubt the client's own bytes leave.
import { parseJson } from '../../json/parse.ts';
import { member, readString } from '../../json/read.ts';
import type { JsonDocument } from '../../json/document.ts';
import type { PassReason, Pipeline } from '../../pipeline/prepared.ts';
import type { RetrievalWay, ToolCall, WireFormat } from '../../wire/wire-format.ts';
import type { BodyPlan } from '../body/plan-body.ts';
import { prepareWithin } from '../body/prepare-within.ts';
import type { Log, ProxyLimits } from '../proxy-options.ts';
import { wholeBody } from '../upstream/outgoing-body.ts';

export interface Conversation {
  /** What leaves for a frame of the client; undefined for one that asks for nothing. */
  plan(frame: Buffer): Promise<FramePlan | undefined>;
  /** Remembers the calls in an event of the provider. */
  hear(event: JsonDocument): void;
}

export interface FramePlan {
  readonly bytes: Buffer;
  readonly plan: BodyPlan;
}

export interface ConversationOptions {
  readonly wire: WireFormat;
  /** Absent: nothing is compressed. */
  readonly pipeline: Pipeline | undefined;
  /** Why nothing is compressed, where there is a reason. */
  readonly reason: PassReason | undefined;
  readonly limits: ProxyLimits;
  readonly log: Log;
}

/** Older calls are forgotten: their outputs come right behind them. */
const MOST_CALLS = 1_000;

/** The conversation of one connection. */
export function createConversation(options: ConversationOptions): Conversation {
  const calls = new Map<string, ToolCall>();
  let said: { readonly retrieval?: RetrievalWay; readonly question?: string } = {};
  return {
    plan: async (frame) => {
      if (!asksForResponse(frame)) return undefined;
      const { pipeline, reason, limits, wire } = options;
      if (reason !== undefined || pipeline === undefined)
        return asItCame(frame, reason ?? 'compression-off');
      if (frame.length > limits.bodyBytes) return asItCame(frame, 'body-too-large');
      const earlier = { calls, ...said };
      const request = { wire, purpose: 'send', bytes: frame, earlier } as const;
      const prepared = await prepareWithin(request, { ...options, pipeline });
      if (prepared === undefined) return asItCame(frame, 'pipeline-failed');
      const { retrieval, question, changed, bytes } = prepared;
      said = { ...said, ...(retrieval && { retrieval }), ...(question && { question }) };
      const plan = planOf(frame, bytes, changed ? undefined : prepared.reason);
      return { bytes, plan: { ...plan, prepared } };
    },
    hear: (event) => {
      for (const [id, call] of options.wire.calls?.(event) ?? []) calls.set(id, call);
      for (const id of calls.keys()) {
        if (calls.size <= MOST_CALLS) break;
        calls.delete(id);
      }
    },
  };
}

function asksForResponse(frame: Buffer): boolean {
  const parsed = parseJson(frame);
  if (!parsed.ok) return false;
  const { root } = parsed.document;
  return readString(parsed.document, member(root, 'type')) === 'response.create';
}

function asItCame(frame: Buffer, reason: PassReason): FramePlan {
  return { bytes: frame, plan: planOf(frame, frame, reason) };
}

function planOf(frame: Buffer, bytes: Buffer, reason: PassReason | undefined): BodyPlan {
  return {
    body: wholeBody(bytes),
    framing: { kind: 'as-is' },
    bytesRead: frame.length,
    ...(reason !== undefined && { reason }),
  };
}
