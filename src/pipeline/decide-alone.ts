// The decision about one text outside any request: for the command line and the MCP tool.
import { decide, type DecideContext, type Subject } from './decide.ts';
import { keepReason } from './policy.ts';
import type { LedgerEntry } from './ports.ts';

/** Applies the same rules as a request does; the caller makes the original durable before using the text. */
export async function decideAlone(subject: Subject, context: DecideContext): Promise<LedgerEntry> {
  const reason = keepReason(subject, context);
  if (reason !== undefined) return { key: subject.key, decision: { action: 'keep', reason } };
  return decide(subject, context);
}
