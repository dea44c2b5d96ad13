// What an agent is told about our tools. Every word is paid for in every request, so there are few: 450 tokens for all
// of them, 160 for the one that `wrap` gives.
import type { Tool } from '@modelcontextprotocol/sdk/types.js';

export type ToolName = 'headroom_retrieve' | 'headroom_compress' | 'headroom_stats';

// Free of permission prompts in clients that honour it; nothing of the user's is ever changed.
const annotations = { readOnlyHint: true };

const RETRIEVE: Tool & { readonly name: ToolName } = {
  name: 'headroom_retrieve',
  description:
    'Returns the full original of a tool output that headroom shortened, or the part you ask for. The shortened output names the handle.',
  inputSchema: {
    type: 'object',
    properties: {
      handle: { type: 'string' },
      lines: { type: 'string', description: '"120-180"' },
      rows: { type: 'string', description: 'of a JSON array or table: "1-50"' },
      grep: { type: 'string', description: 'regex' },
      json_path: { type: 'string', description: '"$.items[3].name"' },
      max_tokens: { type: 'integer' },
    },
    required: ['handle'],
  },
  annotations,
};

const COMPRESS: Tool & { readonly name: ToolName } = {
  name: 'headroom_compress',
  description:
    'Shortens a text, a file or an original and keeps the original. Give path or handle so that the content need not pass through you.',
  inputSchema: {
    type: 'object',
    properties: {
      text: { type: 'string' },
      path: { type: 'string' },
      handle: { type: 'string' },
      question: { type: 'string', description: 'what must stay findable' },
      tool: { type: 'string', description: 'that gave the text' },
    },
  },
  annotations,
};

const STATS: Tool & { readonly name: ToolName } = {
  name: 'headroom_stats',
  description: 'What headroom saved in the last 7 days.',
  inputSchema: { type: 'object', properties: {} },
  annotations,
};

/** The tools of a server; `retrieveOnly` is what a wrapped agent gets. */
export function toolDefinitions(options: { readonly retrieveOnly: boolean }): readonly Tool[] {
  return options.retrieveOnly ? [RETRIEVE] : [RETRIEVE, COMPRESS, STATS];
}
