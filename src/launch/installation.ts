// Where this very installation of headroom lies, to be started again by agents and their shells.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Installation {
  /** The node that runs us; absolute. */
  readonly node: string;
  /** `bin/headroom.js` of this package; absolute. */
  readonly script: string;
}

/** The installation this code belongs to. */
export function thisInstallation(): Installation {
  // Two folders up from src/launch/, three up from dist/src/launch/.
  const candidates = ['../../bin/headroom.js', '../../../bin/headroom.js'].map((up) =>
    fileURLToPath(new URL(up, import.meta.url)),
  );
  const script = candidates.find((path) => existsSync(path));
  if (script === undefined) throw new Error('bin/headroom.js of this package is missing.');
  return { node: process.execPath, script };
}

/** Whether a command found on PATH runs the same script: a link to it, or npm's starter beside the package. */
export function isSameInstallation(command: string, installation: Installation): boolean {
  const beside = join(dirname(command), 'node_modules', 'headroom-ai', 'bin', 'headroom.js');
  const target = realpathSync(existsSync(beside) ? beside : command);
  return target === realpathSync(installation.script);
}
