import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { platformNamed } from '../../src/launch/platform.ts';
import { runChild } from '../../src/launch/run-child.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const onPosix = it.skipIf(process.platform === 'win32');
const platform = platformNamed(process.platform);

function run(code: string, afterExit = async (): Promise<void> => undefined): Promise<number> {
  return runChild({
    file: process.execPath,
    arguments: ['-e', code],
    environment: {},
    cwd: temporaryFolder(),
    platform,
    afterExit,
    onFault: () => undefined,
  });
}

describe('runChild', () => {
  it.each([0, 1, 42, 255])('ends with exit code %i of the child', async (code) => {
    expect(await run(`process.exit(${code})`)).toBe(code);
  });

  onPosix.each(['SIGTERM', 'SIGKILL', 'SIGSEGV'] as const)(
    'says 128 + n after %s',
    async (name) => {
      const code = `process.kill(process.pid, '${name}'); setTimeout(() => {}, 9000)`;
      expect(await run(code)).toBe(128 + constants.signals[name]);
    },
  );

  onPosix('ends the child when it is to end itself', async () => {
    const code = "process.kill(process.ppid, 'SIGTERM'); setTimeout(() => {}, 9000)";
    expect(await run(code)).toBe(128 + constants.signals.SIGTERM);
  });

  onPosix('leaves to the child what the terminal says to both', async () => {
    const code = "process.kill(process.ppid, 'SIGINT'); setTimeout(() => process.exit(5), 200)";
    expect(await run(code)).toBe(5);
  });

  it('waits for the cleanup, and holds signals back until then', async () => {
    const listeners = (): number => process.listenerCount('SIGINT');
    const before = listeners();
    const during: number[] = [];
    await run('', async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      during.push(listeners());
    });
    expect(during).toEqual([before + 1]);
    expect(listeners()).toBe(before);
  });

  it('outlives a fault of ours without a word on the terminal', async () => {
    const module = new URL('../../dist/src/launch/run-child.js', import.meta.url).href;
    const platforms = new URL('../../dist/src/launch/platform.js', import.meta.url).href;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', withFaults(module, platforms)],
      { encoding: 'utf8' },
    );
    expect({ stdout, stderr, status }).toEqual({
      stdout: 'agent is still there\nfirst, second, third\n',
      stderr: '',
      status: 7,
    });
  });

  it('cleans up when the child cannot be started, and says so', async () => {
    const cleaned: string[] = [];
    const started = runChild({
      file: '/no/such/agent',
      arguments: [],
      environment: {},
      cwd: temporaryFolder(),
      platform,
      afterExit: async () => void cleaned.push('done'),
      onFault: () => undefined,
    });
    await expect(started).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    expect(cleaned).toEqual(['done']);
  });
});

/** A launch during which an exception and a rejection are caught by nobody, and something warns. */
function withFaults(module: string, platforms: string): string {
  const agent = `setTimeout(() => { console.log('agent is still there'); process.exit(7); }, 500)`;
  return `
    import { runChild } from ${JSON.stringify(module)};
    import { platformNamed } from ${JSON.stringify(platforms)};
    const faults = [];
    setTimeout(() => { throw new Error('first'); }, 50);
    setTimeout(() => void Promise.reject(new Error('second')), 100);
    setTimeout(() => process.emitWarning('third'), 150);
    process.exitCode = await runChild({
      file: process.execPath,
      arguments: ['-e', ${JSON.stringify(agent)}],
      environment: {},
      cwd: process.cwd(),
      platform: platformNamed(process.platform),
      afterExit: async () => undefined,
      onFault: (fault) => faults.push(fault.message),
    });
    console.log(faults.join(', '));
  `;
}
