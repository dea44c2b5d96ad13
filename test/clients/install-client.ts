// Real agents from the npm registry, in a cache folder outside the repository. Without the registry their tests are
// skipped, loudly; under CI they fail instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface InstalledClient {
  readonly version: string;
  /** Folder with the executable, to be put on PATH. */
  readonly folder: string;
}

/** Undefined when it could not be installed. A copy in the cache is used again. */
export function installClient(packageName: string, version: string): InstalledClient | undefined {
  const cache = process.env['HEADROOM_TEST_CLIENTS_DIR'] ?? join(tmpdir(), 'headroom-test-clients');
  const name = packageName.replace(/^.*\//, '');
  const target = join(cache, `${name}-${version}`);
  const client = { version, folder: join(target, 'node_modules', '.bin') };
  if (existsSync(client.folder)) return client;
  const problem = install(`${packageName}@${version}`, target);
  if (existsSync(client.folder)) return client;
  const message = `${packageName}@${version} could not be installed: ${problem}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n!!! NOT TESTED: ${message}\n\n`);
  return undefined;
}

/** Beside its place first, so that a broken install is never taken for a good one. */
function install(specifier: string, target: string): string {
  const beside = `${target}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  writeFileSync(join(beside, 'package.json'), '{"private":true}\n');
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', specifier];
  const { status, stderr } = spawnSync('npm', words, {
    cwd: beside,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  if (status === 0 && !existsSync(target)) renameSync(beside, target);
  rmSync(beside, { recursive: true, force: true });
  return status === 0 ? '' : (stderr ?? '').trim().split('\n').slice(-3).join(' ');
}
