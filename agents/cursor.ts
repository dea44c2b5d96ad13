// Cursor: an editor with its own settings. What to paste into them, and what that cannot do.
import type { Agent } from '../src/launch/agent.ts';

export const cursor: Agent = {
  name: 'cursor',
  title: 'Cursor',
  binaries: [],
  install: 'the installer from https://cursor.com',
  upstreams: () => [],
  environment: () => ({}),
  guide: ({ baseUrl, mcpServer }) => {
    const lines = [
      `The proxy listens on ${baseUrl}. In Cursor, under Settings > Models > API Keys:`,
      '',
      '  OpenAI API Key            your own key',
      `  Override OpenAI Base URL  ${baseUrl}/v1`,
      '',
      'What Cursor cannot do: servers of Cursor, not your machine, make the requests, also those to a custom base URL, and',
      'they cannot reach this address unless you give it a public name yourself, and start this with HEADROOM_ALLOWED_HOSTS=NAME.',
      'Tab completion never comes through here.',
      ...(mcpServer === undefined ? [] : mcpLines(mcpServer)),
      '',
      'Stop with Ctrl-C.',
    ];
    return `${lines.join('\n')}\n`;
  },
};

function mcpLines(mcpServer: { readonly command: string; readonly args: readonly string[] }) {
  const entry = JSON.stringify({ mcpServers: { headroom: mcpServer } }, undefined, 2);
  return [
    'What does work: rules, and the tools of headroom as an MCP server. In ~/.cursor/mcp.json:',
    '',
    ...entry.split('\n').map((line) => `  ${line}`),
  ];
}
