// The text at the head of every request of a conversation: tool definitions and system prompt. Sealed; only looked at.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { rawText } from '../json/read.ts';
import type { PrefixText } from './wire-format.ts';

/** Clients move these marks from turn to turn. */
const CACHE_MARK = /,?\s*"cache_control"\s*:\s*\{[^{}]*\}/g;
/** A line for the provider's own books, which takes it out before the model reads the rest. */
const BILLING_LINE = /x-anthropic-billing-header:[^"\\]*/g;

/** The JSON text of these parts, as far as they are there, without what does not count. */
export function prefixTexts(
  body: JsonDocument,
  parts: readonly (readonly [part: PrefixText['part'], node: JsonNode | undefined])[],
): readonly PrefixText[] {
  return parts.flatMap(([part, node]) => {
    if (node === undefined) return [];
    const text = rawText(body, node).replace(CACHE_MARK, '').replace(BILLING_LINE, '');
    return [{ part, text }];
  });
}
