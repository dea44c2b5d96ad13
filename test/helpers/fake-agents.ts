// The executables of test/fixtures/agents, first on PATH, and what they report about how they were started.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryHome } from './temporary-home.ts';

/** What a fake agent does; see test/fixtures/agents/fake-agent.mjs. */
export interface FakeAgentScript {
  readonly send?: readonly unknown[];
  readonly print?: string;
  readonly exit?: number;
  readonly killSelf?: NodeJS.Signals;
  readonly waitFor?: string;
  readonly ignoreTerm?: boolean;
}

export interface AgentReport {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly pid: number;
  readonly answers: readonly { readonly status: number; readonly text: string }[];
  readonly signals: readonly string[];
}

export interface FakeAgentHome {
  readonly home: string;
  readonly headroomHome: string;
  readonly project: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Undefined when the agent was never started. */
  report(): AgentReport | undefined;
}

const AGENTS = fileURLToPath(new URL('../fixtures/agents', import.meta.url));

/** A fresh home, and an environment in which `claude` is the fake one with this script. */
export function fakeAgentHome(
  script: FakeAgentScript = {},
  more: Readonly<Record<string, string>> = {},
): FakeAgentHome {
  const folders = temporaryHome();
  const file = join(folders.home, 'report.json');
  const path = [AGENTS, dirname(process.execPath), SYSTEM_PATH].join(delimiter);
  return {
    ...folders,
    environment: {
      ...SYSTEM,
      PATH: path,
      HOME: folders.home,
      USERPROFILE: folders.home,
      HEADROOM_HOME: folders.headroomHome,
      FAKE_AGENT: JSON.stringify({ ...script, report: file }),
      ...more,
    },
    report: () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AgentReport) : undefined,
  };
}

const SYSTEM_PATH = process.platform === 'win32' ? (process.env['PATH'] ?? '') : '/usr/bin:/bin';

/** Without these nothing starts on Windows. */
const SYSTEM = Object.fromEntries(
  ['SystemRoot', 'COMSPEC', 'PATHEXT', 'TEMP', 'TMP']
    .map((name) => [name, process.env[name]] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
);
