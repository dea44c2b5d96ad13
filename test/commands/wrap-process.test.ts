// `headroom wrap` as its own process, with fake agents and a real server on loopback as the provider.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeAgentHome, type AgentReport, type FakeAgentHome } from '../helpers/fake-agents.ts';
import { startScriptedAnthropic, type ScriptedAnthropic } from '../helpers/scripted-anthropic.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const onPosix = describe.skipIf(process.platform === 'win32');
const BODY = {
  model: 'claude-opus-4-8',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'hi' }],
};

interface Running {
  readonly process: ChildProcess;
  /** Exit code of headroom itself; a negative number when a signal ended it. */
  readonly code: Promise<number>;
  output(): { readonly stdout: string; readonly stderr: string };
}

function start(home: FakeAgentHome, words: readonly string[] = []): Running {
  const child = spawn(process.execPath, [HEADROOM, 'wrap', 'claude', ...words], {
    cwd: home.project,
    env: { ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = new Promise<number>((resolve) => {
    child.once('close', (status, signal) =>
      resolve(signal === null ? (status ?? 0) : -constants.signals[signal]),
    );
  });
  return { process: child, code, output: () => output };
}

async function provider(): Promise<ScriptedAnthropic> {
  const started = await startScriptedAnthropic([{ text: 'hello' }]);
  onTestFinished(() => started.close());
  return started;
}

async function reported(home: FakeAgentHome): Promise<AgentReport> {
  for (;;) {
    const report = home.report();
    if (report !== undefined) return report;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const portOf = (report: AgentReport | undefined): string =>
  new URL(report?.env['ANTHROPIC_BASE_URL'] ?? 'http://none').port;

async function isListening(port: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/livez`).then(
    () => true,
    () => false,
  );
}

describe('headroom wrap claude', () => {
  it('brings requests to the gateway that was set before, and is gone with the agent', async () => {
    const upstream = await provider();
    const gateway = `${upstream.url}/company/llm`;
    const home = fakeAgentHome({ send: [BODY], exit: 7 }, { ANTHROPIC_BASE_URL: gateway });
    const running = start(home);
    expect(await running.code).toBe(7);
    expect(home.report()?.answers).toMatchObject([{ status: 200 }]);
    expect(upstream.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /company/llm/v1/messages',
    ]);
    expect(upstream.requests[0]?.raw.toString()).toBe(JSON.stringify(BODY));
    // Not a terminal: not a word.
    expect(running.output()).toEqual({ stdout: '', stderr: '' });
    expect(await isListening(portOf(home.report()))).toBe(false);
  });

  it.each([
    [
      ['-p', 'hi'],
      ['-p', 'hi'],
    ],
    [
      ['--quiet', '-p', 'hi', '--verbose'],
      ['-p', 'hi', '--verbose'],
    ],
    [
      ['--no-mcp', '--', '--quiet', '', 'a b', `"it's"`, '*', '$HOME', 'né\u{1f600}', '--', '-x'],
      ['--quiet', '', 'a b', `"it's"`, '*', '$HOME', 'né\u{1f600}', '--', '-x'],
    ],
    [['--version'], ['--version']],
  ])('passes %j on in order', async (words, expected) => {
    const home = fakeAgentHome();
    expect(await start(home, words).code).toBe(0);
    expect(home.report()?.argv.slice(-expected.length)).toEqual(expected);
    expect(home.report()?.argv).toHaveLength(
      expected.length + (words.includes('--no-mcp') ? 1 : 2),
    );
  });

  it('runs two at once, each with a proxy of its own', async () => {
    const upstream = await provider();
    const homes = [1, 2].map((n) => {
      const home = fakeAgentHome({ send: [{ ...BODY, max_tokens: n }], waitFor: 'go' });
      const environment = { ...home.environment, ANTHROPIC_BASE_URL: upstream.url };
      return { ...home, environment };
    });
    // One data folder for both, as on a user's machine.
    const shared = homes[0]?.headroomHome ?? '';
    const runs = homes.map((home) =>
      start({ ...home, environment: { ...home.environment, HEADROOM_HOME: shared } }),
    );
    const reports = await Promise.all(homes.map(reported));
    const [first, second] = reports.map(portOf);
    expect(first).not.toBe(second);

    writeFileSync(join(homes[0]?.project ?? '', 'go'), '');
    expect(await runs[0]?.code).toBe(0);
    expect(await isListening(second ?? '')).toBe(true);
    writeFileSync(join(homes[1]?.project ?? '', 'go'), '');
    expect(await runs[1]?.code).toBe(0);
    expect(upstream.requests).toHaveLength(2);
  });

  it('takes the port it is told, and says when it is taken', async () => {
    const upstream = await provider();
    const taken = new URL(upstream.url).port;
    const home = fakeAgentHome();
    const running = start(home, ['--port', taken]);
    expect(await running.code).toBe(1);
    expect(running.output().stderr).toContain(taken);
    expect(home.report()).toBeUndefined();
  });

  it('ends with 127 when the agent is not installed; nothing is started or written', async () => {
    const home = fakeAgentHome({}, { PATH: '/no/such/folder' });
    const running = start(home);
    expect(await running.code).toBe(127);
    expect(running.output().stderr).toContain('npm install -g @anthropic-ai/claude-code');
    expect([readdirSync(home.home), readdirSync(home.project)]).toEqual([[], []]);
  });

  it('starts nothing for --dry-run, --help or a broken option', async () => {
    const home = fakeAgentHome();
    expect(await start(home, ['--dry-run', '-p', 'hi']).code).toBe(0);
    expect(await start(home, ['--help']).code).toBe(0);
    expect(await start(home, ['--port', 'many']).code).toBe(2);
    expect(home.report()).toBeUndefined();
    expect(existsSync(home.headroomHome)).toBe(false);
  });
});

onPosix('signals', () => {
  it.each(['SIGTERM', 'SIGKILL', 'SIGSEGV', 'SIGINT'] as const)(
    'become 128 + n when the agent dies of %s',
    async (killSelf) => {
      const home = fakeAgentHome({ killSelf });
      expect(await start(home).code).toBe(128 + constants.signals[killSelf]);
    },
  );

  it.each(['SIGTERM', 'SIGHUP'] as const)('%s goes on to the agent', async (signal) => {
    const home = fakeAgentHome({ waitFor: 'never' });
    const running = start(home);
    const report = await reported(home);
    running.process.kill(signal);
    expect(await running.code).toBe(128 + constants.signals[signal]);
    expect(isAlive(report.pid)).toBe(false);
    expect(await isListening(portOf(report))).toBe(false);
  });

  it('leave an agent alone that ignores them; SIGINT is not passed on', async () => {
    const home = fakeAgentHome({ ignoreTerm: true, waitFor: 'go', exit: 5 });
    const running = start(home);
    const report = await reported(home);
    running.process.kill('SIGINT');
    running.process.kill('SIGTERM');
    await seen(home, 'SIGTERM');
    expect(home.report()?.signals).toEqual(['SIGTERM']);
    expect([isAlive(report.pid), await isListening(portOf(report))]).toEqual([true, true]);
    writeFileSync(join(home.project, 'go'), '');
    expect(await running.code).toBe(5);
  });
});

async function seen(home: FakeAgentHome, signal: string): Promise<void> {
  while (home.report()?.signals.includes(signal) !== true) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
