// Requests of a subscription carry a login of their client, and headers that its service checks. Law: all of them leave as
// they came, in order and case, and none is added.
import { describe, expect, it } from 'vitest';
import { connectRaw, rawRequest, startPair } from './proxy-pair.ts';

const BODY = '{"model":"m","messages":[{"role":"user","content":"hi"}],"input":"hi"}';

/** How clients with a plan look, with made-up tokens. */
const CLIENTS = [
  [
    'Claude Code with a plan',
    'POST /v1/messages?beta=true',
    [
      ['Authorization', 'Bearer sk-ant-oat01-made-up'],
      ['User-Agent', 'claude-cli/2.1.330 (external, cli)'],
      ['anthropic-beta', 'oauth-2025-04-20,claude-code-20250219'],
      ['X-App', 'cli'],
      ['x-stainless-lang', 'js'],
    ],
  ],
  [
    'Codex with a ChatGPT plan',
    'POST /backend-api/codex/responses',
    [
      ['authorization', 'Bearer eyJhbGciOiJub25lIn0.e30.'],
      ['ChatGPT-Account-ID', 'account-1'],
      ['originator', 'codex_cli_rs'],
      ['user-agent', 'codex_cli_rs/0.169.0'],
      ['session-id', '7'],
    ],
  ],
  [
    'a Copilot client with its own token',
    'POST /chat/completions',
    [
      ['authorization', 'Bearer tid=made-up;exp=1'],
      ['User-Agent', 'GitHubCopilotChat/0.35.0'],
      ['Editor-Version', 'vscode/1.107.0'],
      ['X-Initiator', 'agent'],
      ['Copilot-Vision-Request', 'true'],
    ],
  ],
] as const;

describe('subscription traffic', () => {
  it.each(CLIENTS)('of %s keeps every header', async (_, line, headers) => {
    const { proxy, upstream, nextExchange, log } = await startPair();
    const client = await connectRaw(proxy.port);
    const sent = [
      ...headers,
      ['Connection', 'keep-alive'],
      ['Content-Length', String(BODY.length)],
    ] as const;
    const host = ['Host', `127.0.0.1:${proxy.port}`] as const;
    client.send(rawRequest(line, [host, ...sent], BODY));
    const exchange = await nextExchange();
    expect(upstream.requests[0]?.headers.slice(1)).toEqual([...sent]);
    expect(JSON.stringify([exchange, log])).not.toMatch(/made-up|eyJ/);
  });
});
