import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { main } from '../../commands/main.ts';
import { commandContext } from '../helpers/command-context.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
};

describe('headroom', () => {
  it.each(['--version', '-v'])('%s prints the version', async (flag) => {
    const context = commandContext();
    expect(await main([flag], context)).toBe(0);
    expect(context.printed()).toBe(`${version}\n`);
  });

  it('--help names every command', async () => {
    const context = commandContext();
    expect(await main(['--help'], context)).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(context.printed()).toContain(name);
      expect(context.printed().replace(/\s+/g, ' ')).toContain(summary);
    }
  });

  it.each(COMMANDS.map(({ name }) => name))('%s --help ends with 0', async (name) => {
    const context = commandContext();
    expect(await main([name, '--help'], context)).toBe(0);
    expect(context.printed()).toContain(`headroom ${name}`);
    const lines = context.printed().split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const [usage, description] = context.printed().split('\n\n');
    expect(usage).toMatch(/^Usage: /);
    expect(description).toMatch(/^[A-Z][^]*\.$/);
  });

  it.each([
    [['nonsense'], /unknown command.*\n.*headroom --help/],
    [['wrap', 'claud'], /Did you mean claude[^]*Agents: claude, codex/],
    [['compress', '--nonsense'], /unknown option/],
    [['proxy', '--port', 'eighty'], /--port.*not a port number/],
    [['proxy', '--host', '0.0.0.0'], /lets other machines in.*\n.*--token/],
    [['compress', '--profile', 'tiny'], /lossless, balanced, aggressive/],
    [['retrieve'], /missing required argument/],
  ])('%j is wrong usage: exit 2, said on stderr', async (argv, said) => {
    const context = commandContext();
    expect(await main(argv, context)).toBe(2);
    expect(context.complained()).toMatch(said);
    expect(context.printed()).toBe('');
  });

  it('a wrong variable is named', async () => {
    const context = commandContext({ env: { HEADROOM_PROFILE: 'tiny' } });
    expect(await main(['compress'], context)).toBe(2);
    expect(context.complained()).toContain('HEADROOM_PROFILE');
  });
});

it('says which place could not be written, and that without a stack', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const context = commandContext({ env: { HEADROOM_HOME: join(file, 'home') } });
  expect(await main(['config', 'set', 'port', '9000'], context)).toBe(1);
  expect(context.complained()).toMatch(/^headroom: ENOTDIR: .+\nCheck that this place .+\n$/);
  expect(context.complained()).toContain(file);
});

it.skipIf(process.platform === 'win32')(
  'says that there is no room, and that without a stack',
  () => {
    const home = join(temporaryFolder(), 'home');
    // A limit on the size of files behaves like a disk that is full.
    const line = 'ulimit -f 0; exec "$0" "$@"';
    const words = [process.execPath, PROGRAM, 'config', 'set', 'profile', 'lossless'];
    const { stderr } = spawnSync('bash', ['-c', line, ...words], {
      env: { ...process.env, HEADROOM_HOME: home },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^headroom: EFBIG: .+\nCheck that this place .+ has room\.\n$/);
  },
);

it.skipIf(!existsSync('/proc/self'))('refuses a home in /proc, where making one never ends', () => {
  const words = ['config', 'set', 'profile', 'lossless'];
  const env = { ...process.env, HEADROOM_HOME: '/proc/headroom/home' };
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
    env,
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  expect(stderr).toMatch(/^headroom: \/proc\/headroom\/home is in a place where no folder/);
  expect(status).toBe(2);
});

it('ends quietly when nobody reads any more', async () => {
  const child = spawn(process.execPath, [PROGRAM, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, said]).toEqual([0, '']);
});
