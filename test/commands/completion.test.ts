import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('headroom completion', () => {
  it.skipIf(!isThere('bash')).each([
    [['wr'], ['wrap']],
    [['wrap', 'cl'], ['claude']],
    [['wrap', '--profile', 'lossless', 'claude', '--no-m'], ['--no-mcp']],
    [['config', 'un'], ['unset']],
    // `command` stands for any other program; nobody types it.
    [
      ['wrap', 'co'],
      ['codex', 'copilot'],
    ],
    [['config', 'set', '--pro'], ['--project']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', '--help'],
    ],
    [['wrap', 'claude', '--', '--pro'], []],
    [['nothing', ''], expect.arrayContaining(['wrap', 'perf'])],
  ])('completes %j in a real bash', async (words, expected) => {
    const script = (await runCommand(['completion', 'bash'])).stdout;
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const asked = `${script}
COMP_WORDS=(headroom ${quoted}); COMP_CWORD=${words.length}; _headroom; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual(expected);
  });

  it.each(['zsh', 'fish'])('prints something that %s can read', async (shell) => {
    const { code, stdout } = await runCommand(['completion', shell]);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(stdout).toContain(name);
    // Only where the shell is installed can it say so itself.
    if (!isThere(shell)) return;
    const file = join(temporaryFolder(), 'completion');
    writeFileSync(file, stdout);
    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('refuses a shell it does not know', async () => {
    const { code, stderr } = await runCommand(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });
});
