// Real agents from the npm registry and PyPI, in a cache folder outside the repository. Where they cannot be had their tests
// are skipped, loudly; under CI they fail instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface InstalledClient {
  readonly version: string;
  /** Folder with the executable, to be put on PATH. */
  readonly folder: string;
  /** Folders that must stand in front of everything else on PATH. */
  readonly path?: readonly string[];
}

interface Installation {
  readonly target: string;
  /** What is there when it has worked. */
  readonly folder: string;
  readonly what: string;
  /** Installs into a folder that is renamed to `target` afterwards; gives what went wrong, or nothing. */
  install(beside: string): string;
}

/** Undefined when it could not be installed. A copy in the cache is used again. */
export function installClient(packageName: string, version: string): InstalledClient | undefined {
  const folder = installPackage(packageName, version);
  return folder === undefined ? undefined : { version, folder };
}

/** For a package that needs a newer Node than the one that runs the tests; that one comes from the registry too. */
export function installOnNode(
  packageName: string,
  version: string,
  nodeVersion: string,
): InstalledClient | undefined {
  const node = installPackage('node', nodeVersion);
  if (node === undefined) return undefined;
  const folder = installPackage(packageName, version, node);
  return folder === undefined ? undefined : { version, folder, path: [node] };
}

/** Aider from PyPI, in a virtual environment. */
export function installAider(version: string): InstalledClient | undefined {
  const target = join(cacheFolder(), `aider-${version}`);
  const folder = join(target, process.platform === 'win32' ? 'Scripts' : 'bin');
  const done = provide({
    target,
    folder: join(target, 'installed'),
    what: `aider-chat ${version} from PyPI`,
    // A virtual environment cannot be moved: it is made in its place, and marked when it is whole.
    install: () => {
      rmSync(target, { recursive: true, force: true });
      return (
        run('python3', ['-m', 'venv', target]) ||
        run(join(folder, 'python'), [
          '-m',
          'pip',
          'install',
          '--quiet',
          `aider-chat==${version}`,
        ]) ||
        mark(target)
      );
    },
  });
  return done ? { version, folder } : undefined;
}

function installPackage(packageName: string, version: string, node?: string): string | undefined {
  const target = join(cacheFolder(), `${packageName.replace(/^.*\//, '')}-${version}`);
  const folder = join(target, 'node_modules', '.bin');
  const done = provide({
    target,
    folder,
    what: `${packageName}@${version}`,
    install: (beside) => {
      writeFileSync(join(beside, 'package.json'), '{"private":true}\n');
      const words = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
      return run('npm', [...words, `${packageName}@${version}`], { cwd: beside, node });
    },
  });
  return done ? folder : undefined;
}

function provide({ target, folder, what, install }: Installation): boolean {
  if (existsSync(folder)) return true;
  // Beside its place first, so that a broken install is never taken for a good one.
  const beside = `${target}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  const problem = install(beside);
  if (problem === '' && !existsSync(target)) renameSync(beside, target);
  rmSync(beside, { recursive: true, force: true });
  if (existsSync(folder)) return true;
  const message = `${what} could not be installed: ${problem}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n!!! NOT TESTED: ${message}\n\n`);
  return false;
}

function run(
  command: string,
  words: readonly string[],
  { cwd, node }: { readonly cwd?: string; readonly node?: string | undefined } = {},
): string {
  const path = [node, process.env['PATH']].filter(Boolean).join(delimiter);
  const { status, stderr, error } = spawnSync(command, words, {
    cwd,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 600_000,
  });
  if (status === 0) return '';
  return error?.message ?? ((stderr ?? '').trim().split('\n').slice(-3).join(' ') || 'it failed');
}

function mark(target: string): string {
  writeFileSync(join(target, 'installed'), '');
  return '';
}

function cacheFolder(): string {
  return process.env['HEADROOM_TEST_CLIENTS_DIR'] ?? join(tmpdir(), 'headroom-test-clients');
}
