// A Secret Service of its own for one command: gnome-keyring under a private D-Bus session, unlocked, gone afterwards.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDebianPackages } from './install-debian-packages.ts';
import { temporaryFolder } from './temporary-home.ts';

const NEEDED = ['dbus-run-session', 'gnome-keyring-daemon'];

const PACKAGES = ['gnome-keyring', 'libsecret-1-0', 'dbus'];

/** Why a keyring cannot be started here; undefined when it can. */
export function whyNoKeyring(): string | undefined {
  if (process.platform !== 'linux') return 'the Secret Service is a matter of Linux';
  const missing = NEEDED.filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length === 0 && canLoadKeytar()) return undefined;
  return `needs: apt-get install ${PACKAGES.join(' ')}`;
}

/** Tries to install what is missing, which only root can; then as `whyNoKeyring`. */
export function installKeyring(): string | undefined {
  if (whyNoKeyring() === undefined) return undefined;
  installDebianPackages(PACKAGES);
  return whyNoKeyring();
}

/** Whether keytar finds the system's library, libsecret on Linux. */
export function canLoadKeytar(): boolean {
  const script = "import('@github/keytar').catch(() => process.exit(1))";
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return spawnSync(process.execPath, ['-e', script], { cwd }).status === 0;
}

export interface KeyringRun {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell script in the session; `$NODE` is this Node. */
export function runWithKeyring(
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<KeyringRun> {
  const home = temporaryFolder();
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const start = 'eval "$(printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets)"';
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    NODE: process.execPath,
    ...variables,
  };
  const line = `${start} 2>/dev/null >/dev/null; ${script}`;
  return new Promise((resolve, reject) => {
    execFile('dbus-run-session', ['--', 'bash', '-c', line], { env }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${stdout}\n${stderr}`));
    });
  });
}
