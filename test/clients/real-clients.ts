// The real agents: where they come from, and how each is led to a provider without an account and without headroom.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  installAider,
  installClient,
  installOnNode,
  type InstalledClient,
} from './install-client.ts';
import type { ClientHome } from './run-client.ts';

const KEY = 'sk-dummy-000000000000';

export interface SetUp {
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
}

export interface RealClient {
  /** As `headroom wrap` names it. */
  readonly agent: string;
  readonly title: string;
  install(): InstalledClient | undefined;
  /** Writes what the agent reads, and gives how it is started; the provider is at `url`. */
  setUp(home: ClientHome, url: string): SetUp;
  readonly retrieval: 'mcp' | 'shell' | 'none';
  /** Bytes of a shell output that it passes on whole, where that is less than usual. */
  readonly shellLimit?: number;
  /** Retries soon enough for a test to wait for it. */
  readonly survivesFaults?: boolean;
  /** Variables that make it talk over a WebSocket where the provider takes one. Absent: it never does. */
  readonly overWebSocket?: Readonly<Record<string, string>>;
  /** Options of headroom for this run. */
  readonly wrapOptions?: readonly string[];
}

const PROMPT = 'Run the service and tell me what went wrong.';

const codex = (title: string, settings: string, more: Partial<RealClient>): RealClient => ({
  agent: 'codex',
  title,
  install: () => installClient('@openai/codex', '0.169.0'),
  retrieval: 'mcp',
  setUp: ({ home }, url) => {
    const lines = [
      `openai_base_url = "${url}/v1"`,
      settings,
      'check_for_update_on_startup = false',
      ...['[analytics]', 'enabled = false', '[feedback]', 'enabled = false'],
      ...['[features]', 'unbounded_connection_retries = false'],
    ];
    write(join(home, '.codex', 'config.toml'), lines.join('\n'));
    const unasked = ['--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
    return {
      environment: { CODEX_API_KEY: KEY },
      arguments: ['exec', '--json', ...unasked, PROMPT],
    };
  },
  ...more,
});

const copilot = (
  title: string,
  environment: (url: string) => Readonly<Record<string, string>>,
  more: Partial<RealClient> = {},
): RealClient => ({
  agent: 'copilot',
  title,
  install: () => installClient('@github/copilot', '1.0.102'),
  retrieval: 'mcp',
  setUp: (_home, url) => ({
    environment: {
      COPILOT_PROVIDER_API_KEY: KEY,
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
      ...environment(url),
    },
    arguments: [
      ...['-p', PROMPT, '--allow-all-tools', '--allow-all-paths'],
      ...['--no-color', '--log-level', 'error'],
    ],
  }),
  ...more,
});

const gemini: RealClient = {
  agent: 'gemini',
  title: 'Gemini CLI',
  install: () => installClient('@google/gemini-cli', '0.61.0'),
  retrieval: 'shell',
  survivesFaults: true,
  setUp: ({ home }, url) => {
    const settings = {
      security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    };
    write(join(home, '.gemini', 'settings.json'), JSON.stringify(settings));
    return {
      environment: {
        GEMINI_API_KEY: KEY,
        GOOGLE_GEMINI_BASE_URL: url,
        GEMINI_TELEMETRY_ENABLED: 'false',
      },
      arguments: ['-p', PROMPT, '--yolo', '--skip-trust', '-o', 'json', '-m', 'gemini-2.5-pro'],
    };
  },
};

const opencode = (
  title: string,
  model: string,
  provider: (url: string) => unknown,
): RealClient => ({
  survivesFaults: model.startsWith('anthropic'),
  agent: 'opencode',
  title,
  install: () => installClient('opencode-ai', '1.18.33'),
  retrieval: 'mcp',
  setUp: ({ home }, url) => {
    const settings = {
      autoupdate: false,
      share: 'disabled',
      model,
      small_model: model,
      provider: provider(url),
    };
    write(join(home, '.config', 'opencode', 'opencode.json'), JSON.stringify(settings));
    const off = ['AUTOUPDATE', 'MODELS_FETCH', 'LSP_DOWNLOAD', 'SHARE', 'DEFAULT_PLUGINS'];
    return {
      environment: Object.fromEntries(off.map((name) => [`OPENCODE_DISABLE_${name}`, '1'])),
      arguments: ['run', '--format', 'json', '--model', model, PROMPT],
    };
  },
});

const openclaw: RealClient = {
  agent: 'openclaw',
  title: 'OpenClaw',
  install: () => installOnNode('openclaw', '2026.9.6', '24'),
  retrieval: 'shell',
  setUp: ({ home, project }, url) => {
    const models = [{ id: 'mock-model', name: 'mock', contextWindow: 200_000, maxTokens: 8192 }];
    const provider = { baseUrl: url, apiKey: KEY, api: 'anthropic-messages', models };
    const settings = {
      models: { mode: 'merge', providers: { mock: provider } },
      agents: { defaults: { model: { primary: 'mock/mock-model' } } },
      update: { checkOnStart: false },
    };
    write(join(home, '.openclaw', 'openclaw.json'), JSON.stringify(settings));
    const options = ['--json', '--cwd', project, '--timeout', '60', '--model', 'mock/mock-model'];
    return {
      environment: { OPENCLAW_NO_AUTO_UPDATE: '1' },
      arguments: ['agent', 'exec', ...options, PROMPT],
    };
  },
};

export const aider: RealClient = {
  agent: 'aider',
  title: 'Aider',
  install: () => installAider('0.86.2'),
  retrieval: 'none',
  setUp: (_home, url) => ({
    environment: {
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: url,
      AIDER_ANALYTICS_DISABLE: 'true',
      AIDER_CHECK_UPDATE: 'false',
      AIDER_SHOW_MODEL_WARNINGS: 'false',
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    },
    arguments: [
      ...['--model', 'anthropic/claude-sonnet-4-5', '--no-git', '--yes-always', '--no-stream'],
      ...['--no-pretty', '--no-detect-urls', '--message', PROMPT],
    ],
  }),
};

/** Agents with a shell, one for each way they talk. */
export const CLIENTS: readonly RealClient[] = [
  codex('Codex, code mode', '', { survivesFaults: true, overWebSocket: {} }),
  codex('Codex, function tools', 'model = "mock-model"', {
    shellLimit: 9_000,
    // This mode lists an MCP server whenever it is ready: the tools of a request would depend on the machine's load.
    retrieval: 'shell',
    wrapOptions: ['--no-mcp'],
  }),
  copilot(
    'Copilot CLI, completions',
    (url) => ({
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_MODEL: 'gpt-5.2',
    }),
    { survivesFaults: true },
  ),
  copilot(
    'Copilot CLI, responses',
    (url) => ({
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_WIRE_API: 'responses',
      COPILOT_MODEL: 'gpt-5.2',
    }),
    { overWebSocket: { COPILOT_PROVIDER_TRANSPORT: 'websockets' } },
  ),
  copilot('Copilot CLI, Anthropic', (url) => ({
    COPILOT_PROVIDER_BASE_URL: url,
    COPILOT_PROVIDER_TYPE: 'anthropic',
    COPILOT_MODEL: 'claude-sonnet-4-5',
  })),
  gemini,
  opencode('OpenCode, Anthropic', 'anthropic/claude-sonnet-4-5', (url) => ({
    anthropic: { options: { baseURL: `${url}/v1`, apiKey: KEY } },
  })),
  opencode('OpenCode, OpenAI', 'openai/gpt-5.2', (url) => ({
    openai: { options: { baseURL: `${url}/v1`, apiKey: KEY } },
  })),
  // OpenAI has the proxy's address for this format: the second gateway is asked for by header.
  opencode('OpenCode, a second gateway', 'corp/mock-model', (url) => ({
    openai: { options: { apiKey: KEY } },
    corp: {
      npm: '@ai-sdk/openai-compatible',
      name: 'corp',
      options: { baseURL: `${url}/v1`, apiKey: KEY },
      models: { 'mock-model': { name: 'mock', limit: { context: 200_000, output: 16_000 } } },
    },
  })),
  openclaw,
];

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
