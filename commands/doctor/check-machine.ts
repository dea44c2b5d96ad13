// What is on this machine besides agents: changes that were left, the proxy's port, the store, the keychain.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Settings } from '../../src/config/settings.ts';
import { findEdits } from '../../src/launch/undo-edits.ts';
import { openStore } from '../../src/store/open-store.ts';
import { whatMends } from '../../src/store/what-mends.ts';
import { VERSION } from '../../src/version.ts';
import type { CommandContext } from '../context.ts';
import type { Finding } from './finding.ts';

/** Which headroom this is, and on what. */
export function checkInstallation(): Finding {
  const summary = `headroom ${VERSION} on Node ${process.versions.node}, ${process.platform}`;
  return { name: 'headroom', status: 'ok', summary };
}

/** Changes in files of the user that a killed wrap did not take back. */
export async function checkLeftovers({ home }: Settings): Promise<readonly Finding[]> {
  const edits = await findEdits(home);
  if (edits.length === 0) {
    return [{ name: 'leftovers', status: 'ok', summary: 'no file of yours is changed' }];
  }
  return edits.map(({ entry: { agent, path, holder }, inUse }) =>
    inUse
      ? {
          name: 'leftovers',
          status: 'ok',
          summary: `${path} is changed for a running "headroom wrap ${agent}" (process ${holder.pid})`,
        }
      : {
          name: 'leftovers',
          status: 'failure',
          summary: `${path} still has what a killed "headroom wrap ${agent}" put there`,
          mend: `headroom unwrap ${agent}`,
        },
  );
}

/** Who has the port of `headroom proxy`. A wrap takes any free one. */
export async function checkPort({ port }: Pick<Settings, 'port'>): Promise<Finding> {
  if (port === 0 || (await isFree(port))) {
    return { name: 'port', status: 'ok', summary: `${port} is free for "headroom proxy"` };
  }
  const version = await headroomAt(port);
  if (version !== undefined) {
    return {
      name: 'port',
      status: 'ok',
      summary: `a headroom proxy ${version} listens on ${port}`,
    };
  }
  return {
    name: 'port',
    status: 'warning',
    summary: `another program listens on ${port}, the port of "headroom proxy"; wraps do not need it`,
    mend: `headroom proxy --port ${port + 1}`,
  };
}

/** Whether originals and decisions can be kept. Nothing is made that is not there yet. */
export function checkStore({ home }: Settings): readonly Finding[] {
  const file = join(home, 'headroom.db');
  if (!existsSync(file)) {
    const trouble = placeTrouble(home);
    if (trouble !== undefined) {
      const mend = 'name another folder in HEADROOM_HOME';
      return [
        { name: 'store', status: 'failure', summary: `${trouble}; nothing can be kept`, mend },
      ];
    }
    return [{ name: 'store', status: 'ok', summary: `nothing is kept yet; it will be in ${home}` }];
  }
  if (!isWritable(file) || !isWritable(home)) {
    const mend = `chmod -R u+rwX ${home}`;
    return [{ name: 'store', status: 'failure', summary: `${home} cannot be written`, mend }];
  }
  const opening = openStore({ directory: home, now: Date.now });
  if (opening.status === 'unavailable') {
    const why = opening.message.replace(/\.$/, '');
    const summary = `${file} cannot be opened (${why}); nothing is made smaller without it`;
    const mend = whatMends(opening.reason) ?? `mv ${file} ${file}.old`;
    return [{ name: 'store', status: 'failure', summary, mend }];
  }
  opening.store.close();
  const megabytes = (statSync(file).size / 1024 / 1024).toFixed(1);
  return [
    { name: 'store', status: 'ok', summary: `${file} opens, ${megabytes} MB` },
    ...setAside(home),
  ];
}

/** Whether the keychain answers; without one a login goes to a file of its owner. */
export async function checkKeychain(
  settings: Settings,
  { env, cwd }: CommandContext,
): Promise<Finding> {
  const { openCopilotLogins } = await import('../../src/compose/copilot-logins.ts');
  const options = { variables: env, cwd, settings, isAttended: false };
  const { login, keychainTrouble } = await openCopilotLogins(options).status();
  const keychain = keychainTrouble === undefined ? 'answers' : `is not used (${keychainTrouble})`;
  const kept =
    login === undefined
      ? 'there is no login for Copilot'
      : `the login for Copilot is in a ${login.storedIn}`;
  return { name: 'keychain', status: 'ok', summary: `it ${keychain}; ${kept}` };
}

/** Why a folder cannot be used, or made; undefined when it can. */
function placeTrouble(folder: string): string | undefined {
  const nearest = existsSync(folder) ? folder : nearestAbove(folder);
  if (!statSync(nearest).isDirectory()) return `${nearest} is not a folder`;
  return isWritable(nearest) ? undefined : `${nearest} cannot be written`;
}

function nearestAbove(folder: string): string {
  const above = dirname(folder);
  return existsSync(above) || above === folder ? above : nearestAbove(above);
}

function setAside(home: string): readonly Finding[] {
  const damaged = readdirSync(home).filter((name) => /^headroom\.db\.damaged-[^.]*$/.test(name));
  return damaged.map((name) => ({
    name: 'store',
    status: 'warning',
    summary: `a damaged store was set aside as ${join(home, name)}`,
    mend: `rm ${join(home, name)}*`,
  }));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false;
    throw error;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

const PATIENCE_MS = 1_000;

interface LivenessAnswer {
  readonly service?: unknown;
  readonly version?: unknown;
  readonly error?: { readonly message?: unknown };
}

/** Its version, or that it does not tell. Undefined: it is not ours. */
async function headroomAt(port: number): Promise<string | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/livez`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
    .then((response) => response.json() as Promise<LivenessAnswer | null>)
    .catch(() => null);
  if (/^A token is needed/.test(String(answer?.error?.message))) return 'behind a token';
  return answer?.service === 'headroom-proxy' ? String(answer.version ?? '') : undefined;
}
