// A request body with only what a turn added, in the wire format of the agent. Transcripts do not say which tools were declared: it has
// the one by which `headroom wrap` lets this agent fetch originals.
import type { WireFormatName } from '../wire/wire-format.ts';
import type { Turn } from './turn.ts';

/** The body, as its client would have written it. */
export function turnBody({ wire, model, added }: Turn): Buffer {
  const about = model === undefined ? {} : { model };
  return Buffer.from(JSON.stringify({ ...about, ...BODIES[wire](added) }));
}

const RETRIEVE = 'mcp__headroom__headroom_retrieve';

const BODIES: Readonly<Record<WireFormatName, (added: Turn['added']) => object>> = {
  'anthropic-messages': (messages) => ({ tools: [{ name: RETRIEVE }], messages }),
  'openai-chat': (messages) => ({
    tools: [{ type: 'function', function: { name: RETRIEVE } }],
    messages,
  }),
  'openai-responses': (input) => ({ tools: [{ type: 'function', name: RETRIEVE }], input }),
  'gemini-generate': (contents) => ({
    tools: [{ functionDeclarations: [{ name: 'run_shell_command' }] }],
    contents,
  }),
};
