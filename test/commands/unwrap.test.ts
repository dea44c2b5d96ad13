// `headroom unwrap` behind a real `headroom wrap`, killed at a bad moment.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unwrap } from '../../commands/unwrap.ts';
import { commandContext, type RecordedContext } from '../helpers/command-context.ts';
import { fakeAgentHome, type FakeAgentHome } from '../helpers/fake-agents.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const ORIGINAL = '{\n  // mine\n  "theme": "dark"\n}\n';

interface GeminiHome extends FakeAgentHome {
  readonly settings: string;
  text(): string;
}

function geminiHome(script: Parameters<typeof fakeAgentHome>[0] = {}): GeminiHome {
  const home = fakeAgentHome(script, { GEMINI_API_KEY: 'key' });
  const settings = join(home.home, '.gemini', 'settings.json');
  mkdirSync(join(home.home, '.gemini'));
  writeFileSync(settings, ORIGINAL);
  return { ...home, settings, text: () => readFileSync(settings, 'utf8') };
}

function start(home: FakeAgentHome, words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [HEADROOM, ...words], {
    cwd: home.project,
    env: { ...home.environment },
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function unwrapped(
  home: FakeAgentHome,
  options: Parameters<typeof unwrap>[0],
): Promise<RecordedContext & { readonly code: number }> {
  const context = commandContext({ env: home.environment, cwd: home.project });
  return { ...context, code: await unwrap(options, context) };
}

describe('headroom wrap gemini', () => {
  it('changes its settings while it runs, and puts them back with its exit code', async () => {
    const home = geminiHome({ waitFor: 'go', exit: 9 });
    const child = start(home, ['wrap', 'gemini']);
    await until(() => home.report() !== undefined);
    expect(home.text()).toContain('gemini-api-key');
    expect(home.report()?.env['GOOGLE_GEMINI_BASE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/k\//);
    writeFileSync(join(home.project, 'go'), '');
    expect(await ended(child)).toBe(9);
    expect(home.text()).toBe(ORIGINAL);
  });

  it('leaves a running one its settings, and mends them after it was killed', async () => {
    const home = geminiHome({ waitFor: 'go' });
    const child = start(home, ['wrap', 'gemini']);
    await until(() => home.report() !== undefined);
    const early = await unwrapped(home, { agent: 'gemini' });
    expect(early.code).toBe(1);
    expect(early.printed()).toContain('is needed by a running');
    child.kill('SIGKILL');
    await ended(child);
    expect(home.text()).not.toBe(ORIGINAL);
    const other = await unwrapped(home, { agent: 'openclaw' });
    expect(other.printed()).toBe('Nothing of headroom is left in the files of openclaw.\n');
    const mended = await unwrapped(home, { all: true });
    expect([mended.code, home.text()]).toEqual([0, ORIGINAL]);
    expect(mended.printed()).toContain('is as it was before');
    expect((await unwrapped(home, { all: true })).printed()).toContain(
      'Nothing of headroom is left',
    );
    writeFileSync(join(home.project, 'go'), '');
  });

  it.each([50, 150, 250, 350, 450, 600, 900])(
    'leaves nothing that unwrap does not mend, killed %i ms after its start',
    async (delayMs) => {
      const home = geminiHome({ waitFor: 'go' });
      const child = start(home, ['wrap', 'gemini']);
      const end = ended(child);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      child.kill('SIGKILL');
      await end;
      expect((await unwrapped(home, { all: true })).code).toBe(0);
      expect(home.text()).toBe(ORIGINAL);
      expect(readdirSync(join(home.settings, '..'))).toEqual(['settings.json']);
      writeFileSync(join(home.project, 'go'), '');
    },
  );

  it('writes nothing when the port is taken', async () => {
    const home = geminiHome();
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    expect(await ended(start(home, ['wrap', 'gemini', '--port', String(port)]))).toBe(1);
    expect(home.text()).toBe(ORIGINAL);
    expect(home.report()).toBeUndefined();
  });

  it('runs beside another agent, each with its own proxy', async () => {
    const home = geminiHome({ waitFor: 'go' });
    const other = fakeAgentHome({ waitFor: 'go' });
    const both = [
      start(home, ['wrap', 'gemini']),
      start({ ...other, project: home.project }, ['wrap', 'codex']),
    ];
    await until(() => home.report() !== undefined && other.report() !== undefined);
    const address = other.report()?.argv.find((word) => word.startsWith('openai_base_url='));
    const ports = [home.report()?.env['GOOGLE_GEMINI_BASE_URL'], address].map(
      (text) => /127\.0\.0\.1:(\d+)/.exec(text ?? '')?.[1],
    );
    expect(new Set(ports).size).toBe(2);
    writeFileSync(join(home.project, 'go'), '');
    expect(await Promise.all(both.map(ended))).toEqual([0, 0]);
    expect(home.text()).toBe(ORIGINAL);
  });
});

describe('headroom unwrap', () => {
  it('wants to know which agent', async () => {
    const home = fakeAgentHome();
    await expect(unwrapped(home, {})).rejects.toMatchObject({ code: 'BAD_OPTION' });
    expect(existsSync(home.headroomHome)).toBe(false);
  });
});
