// Logins of Copilot's own programs in the system's keychain: two look-ups, and none after one that was not answered.
import type { Keychain } from '../keychain.ts';
import { readToken } from '../token.ts';
import type { OtherLogin, OtherLoginQuestion } from './other-login.ts';

const SERVICES = ['copilot-cli', 'github-copilot'];
const MOST_LOOK_UPS = 4;

/** Items whose account names the host; with a service or account named by the user, those. */
export async function* findInKeychain(
  question: OtherLoginQuestion & { readonly keychain: Keychain },
): AsyncGenerator<OtherLogin> {
  const { host, variables, keychain } = question;
  const own = (variables['GITHUB_COPILOT_KEYCHAIN_SERVICE'] ?? '')
    .split(',')
    .map(trim)
    .filter(Boolean);
  const account = trim(variables['GITHUB_COPILOT_KEYCHAIN_ACCOUNT'] ?? '');
  const isWanted = (name: string) =>
    account === '' ? own.length > 0 || isOfHost(name, host) : name === account;
  for (const service of (own.length > 0 ? own : SERVICES).slice(0, MOST_LOOK_UPS)) {
    const reply = await keychain.ask({ do: 'find', service });
    if (!reply.ok) return;
    for (const item of reply.items) {
      const token = isWanted(item.account) ? readToken(item.text) : undefined;
      if (token !== undefined) yield { token, from: `keychain, service "${service}"` };
    }
  }
}

/** Accounts look like `https://github.com:octocat`, `github.com:octocat` or `github.com`. */
function isOfHost(account: string, host: string): boolean {
  return account.replace(/^https?:\/\//, '').split(/[:/]/)[0] === host;
}

function trim(text: string): string {
  return text.trim();
}
