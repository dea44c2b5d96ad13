// The login of GitHub's own command line.
import { execFile } from 'node:child_process';
import { withoutSecrets } from '../keychain.ts';
import { GITHUB } from '../github-domain.ts';
import { readToken } from '../token.ts';
import type { OtherLogin, OtherLoginQuestion } from './other-login.ts';

const TIMEOUT_MS = 5_000;

/** What `gh auth token` prints; undefined when there is no gh, or it has no login. */
export function findInGh(
  question: OtherLoginQuestion & { readonly home: string },
): Promise<OtherLogin | undefined> {
  const { host, variables, home } = question;
  const command = variables['GH_PATH']?.trim() || 'gh';
  const forHost = host === GITHUB ? [] : ['--hostname', host];
  const options = {
    // execFile looks a command up on the PATH it is given.
    env: { ...withoutSecrets(variables) },
    // Windows looks here first, and a project may come with a gh of its own.
    cwd: home,
    timeout: TIMEOUT_MS,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    execFile(command, ['auth', 'token', ...forHost], options, (error, stdout) => {
      const token = error === null ? readToken(stdout) : undefined;
      resolve(token === undefined ? undefined : { token, from: 'gh auth token' });
    });
  });
}
