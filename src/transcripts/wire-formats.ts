// The wire formats that agents write their requests in, by name.
import { anthropicMessages } from '../wire/anthropic-messages.ts';
import { geminiGenerate } from '../wire/gemini-generate.ts';
import { openaiChat } from '../wire/openai-chat.ts';
import { openaiResponses } from '../wire/openai-responses.ts';
import type { WireFormat, WireFormatName } from '../wire/wire-format.ts';

export const WIRE_FORMATS: Readonly<Record<WireFormatName, WireFormat>> = {
  'anthropic-messages': anthropicMessages,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'gemini-generate': geminiGenerate,
};
