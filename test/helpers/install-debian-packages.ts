// What the machine itself has to have for some tests. Only root can install it, and only where there is apt-get.
import { spawnSync } from 'node:child_process';

const TIMEOUT_MS = 600_000;

/** Tries; whether it worked is seen by looking for what was wanted. */
export function installDebianPackages(names: readonly string[]): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...names];
  for (const words of [install, ['update'], install]) {
    const isDone = spawnSync('apt-get', words, { env, timeout: TIMEOUT_MS }).status === 0;
    if (isDone && words === install) return;
  }
}
