// `headroom wrap` for what is no agent of the table: any command, and Cursor, which is not started at all.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeAgentHome, type FakeAgentHome } from '../helpers/fake-agents.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const onPosix = describe.skipIf(process.platform === 'win32');

interface Running {
  readonly child: ChildProcess;
  readonly code: Promise<number | null>;
  output(): { readonly stdout: string; readonly stderr: string };
}

function start(home: FakeAgentHome, words: readonly string[]): Running {
  const child = spawn(process.execPath, [HEADROOM, 'wrap', ...words], {
    cwd: home.project,
    env: { ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, code, output: () => output };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('headroom wrap -- any-command', () => {
  it('gives it the usual variables, says which, and passes words and exit code on', async () => {
    const home = fakeAgentHome({ exit: 5 }, { OPENAI_BASE_URL: 'https://gateway.example/x' });
    const { code, output } = start(home, ['--no-mcp', '--', 'codex', '--port', '1', '--', 'x']);
    expect(await code).toBe(5);
    const report = home.report();
    expect(report?.argv).toEqual(['--port', '1', '--', 'x']);
    const base = report?.env['ANTHROPIC_BASE_URL'] ?? '';
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/k\/[\w-]+$/);
    expect(report?.env).toMatchObject({
      // Without "/v1", as the gateway that was there before.
      OPENAI_BASE_URL: base,
      OPENAI_API_BASE: base,
      GOOGLE_GEMINI_BASE_URL: base,
    });
    expect(output().stderr).toMatch(/codex gets ANTHROPIC_BASE_URL, OPENAI_BASE_URL/);
  });

  onPosix('on POSIX', () => {
    it('takes a path', async () => {
      const home = fakeAgentHome();
      const { code } = start(home, ['--quiet', '--', '/bin/sh', '-c', 'exit 3']);
      expect(await code).toBe(3);
    });
  });

  it('knows a command that is not there, and that there is none', async () => {
    const home = fakeAgentHome();
    const missing = start(home, ['--', 'no-such-program']);
    expect(await missing.code).toBe(127);
    expect(missing.output().stderr).toContain('"no-such-program"');
    expect(await start(home, ['--']).code).toBe(2);
  });

  it('is not an agent of the same name in front of the --', async () => {
    const home = fakeAgentHome();
    expect(await start(home, ['claude', '--', '-p', 'hi']).code).toBe(0);
    expect(home.report()?.argv.slice(-2)).toEqual(['-p', 'hi']);
  });
});

onPosix('headroom wrap cursor', () => {
  it('says what to paste, serves without a key in the address, and ends with Ctrl-C', async () => {
    const home = fakeAgentHome();
    const port = await freePort();
    const { child, code, output } = start(home, ['cursor', '--port', String(port)]);
    while (!output().stdout.includes('Ctrl-C')) await new Promise((done) => setTimeout(done, 20));
    expect(output().stdout).toContain(`http://127.0.0.1:${port}/v1`);
    expect(output().stdout).toContain('cannot');
    expect(output().stdout).toContain(join('bin', 'headroom.js'));
    const answer = await fetch(`http://127.0.0.1:${port}/livez`);
    expect(answer.status).toBe(200);
    child.kill('SIGINT');
    expect(await code).toBe(0);
  });
});
