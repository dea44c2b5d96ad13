// One suite for every agent in the table, and for any other command.
import { describe, expect, it } from 'vitest';
import { aider } from '../../agents/aider.ts';
import { claude } from '../../agents/claude.ts';
import { codex } from '../../agents/codex.ts';
import { commandAgent } from '../../agents/command.ts';
import { copilot } from '../../agents/copilot.ts';
import { cursor } from '../../agents/cursor.ts';
import { gemini } from '../../agents/gemini.ts';
import { AGENTS } from '../../agents/index.ts';
import { openclaw } from '../../agents/openclaw.ts';
import { opencode } from '../../agents/opencode.ts';
import { HOME } from './launching.ts';
import { testAgent, type AgentCase } from './testing-agent.ts';

const GATEWAY = 'https://gateway.example/llm';
const OPENCLAW_FILE = `${HOME}/.openclaw/openclaw.json`;
const openclawConfig = (provider: unknown): unknown => ({
  models: { providers: { anthropic: provider } },
  agents: { defaults: { model: { primary: 'anthropic/claude-sonnet-4-5' } } },
});

const CASES: readonly AgentCase[] = [
  {
    agent: claude,
    ready: {},
    gateways: [
      { given: { environment: { ANTHROPIC_BASE_URL: GATEWAY } }, leadsTo: { anthropic: GATEWAY } },
    ],
    retrieval: 'mcp',
  },
  {
    agent: codex,
    ready: {},
    gateways: [
      {
        given: { files: { [`${HOME}/.codex/config.toml`]: `openai_base_url = "${GATEWAY}/v1"\n` } },
        leadsTo: { openai: GATEWAY },
      },
    ],
    retrieval: 'mcp',
  },
  {
    agent: copilot,
    ready: { environment: { OPENAI_API_KEY: 'sk', COPILOT_MODEL: 'gpt-5.2' } },
    gateways: [
      {
        given: { environment: { COPILOT_PROVIDER_BASE_URL: `${GATEWAY}/v1`, COPILOT_MODEL: 'm' } },
        leadsTo: { openai: GATEWAY },
      },
      {
        given: {
          environment: {
            COPILOT_PROVIDER_BASE_URL: GATEWAY,
            COPILOT_PROVIDER_TYPE: 'anthropic',
            COPILOT_MODEL: 'm',
          },
        },
        leadsTo: { anthropic: GATEWAY },
      },
    ],
    retrieval: 'mcp',
  },
  {
    agent: gemini,
    ready: { environment: { GEMINI_API_KEY: 'key' } },
    gateways: [
      {
        given: { environment: { GEMINI_API_KEY: 'key', GOOGLE_GEMINI_BASE_URL: GATEWAY } },
        leadsTo: { gemini: GATEWAY },
      },
    ],
    retrieval: 'shell',
  },
  {
    agent: opencode,
    ready: { environment: { ANTHROPIC_API_KEY: 'sk' } },
    gateways: [
      {
        given: {
          environment: { ANTHROPIC_API_KEY: 'sk', ANTHROPIC_BASE_URL: `${GATEWAY}/v1` },
        },
        leadsTo: { anthropic: GATEWAY },
      },
    ],
    retrieval: 'mcp',
  },
  {
    agent: openclaw,
    ready: { files: { [OPENCLAW_FILE]: openclawConfig({}) } },
    gateways: [
      {
        given: { files: { [OPENCLAW_FILE]: openclawConfig({ baseUrl: GATEWAY }) } },
        leadsTo: { anthropic: GATEWAY },
      },
    ],
    retrieval: { none: 'its tools come by config file, behind a search; its shell asks nobody' },
  },
  {
    agent: aider,
    ready: {},
    gateways: [
      {
        given: { environment: { OPENAI_API_BASE: `${GATEWAY}/v1`, ANTHROPIC_BASE_URL: GATEWAY } },
        leadsTo: { openai: GATEWAY, anthropic: GATEWAY },
      },
    ],
    retrieval: { none: 'it has no tools' },
  },
  {
    agent: cursor,
    ready: {},
    gateways: [],
    retrieval: 'mcp',
    takesNoArguments: 'nothing is started',
  },
  {
    agent: commandAgent('any'),
    ready: {},
    gateways: [
      { given: { environment: { OPENAI_BASE_URL: GATEWAY } }, leadsTo: { openai: GATEWAY } },
    ],
    retrieval: { none: 'nothing is known about it' },
  },
];

describe('the table', () => {
  it('has every agent in the suite, each with a way to get it', () => {
    const tested = new Set(CASES.map(({ agent }) => agent.name));
    expect(AGENTS.filter(({ name }) => !tested.has(name))).toEqual([]);
    for (const { install } of AGENTS) expect(install).not.toBe('');
    expect(new Set(AGENTS.map(({ name }) => name)).size).toBe(AGENTS.length);
  });
});

for (const agentCase of CASES) testAgent(agentCase);
