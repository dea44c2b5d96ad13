// Keeps a secret in the system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
import type { Keychain } from './keychain.ts';
import type { KeychainReply } from './keychain-call.ts';
import type { TokenVault, VaultAnswer } from './token-vault.ts';

const SERVICE = 'headroom';

/** One item of the keychain. */
export function createKeychainVault(keychain: Keychain, account: string): TokenVault {
  const item = { service: SERVICE, account };
  return {
    kind: 'keychain',
    place: `system keychain, service "${SERVICE}"`,
    get: async () => readAnswer(await keychain.ask({ do: 'get', ...item })),
    set: async (text) => {
      const reply = await keychain.ask({ do: 'set', ...item, text });
      if (!reply.ok) return { status: 'unavailable', why: reply.why };
      const isKept = reply.items[0]?.text === text;
      return isKept ? { status: 'done' } : { status: 'unavailable', why: 'it is locked' };
    },
    delete: async () => {
      const reply = await keychain.ask({ do: 'delete', ...item });
      if (!reply.ok) return { status: 'unavailable', why: reply.why };
      return { status: reply.deleted === true ? 'done' : 'empty' };
    },
  };
}

function readAnswer(reply: KeychainReply): VaultAnswer {
  if (!reply.ok) return { status: 'unavailable', why: reply.why };
  const text = reply.items[0]?.text;
  return text === undefined ? { status: 'empty' } : { status: 'found', text };
}
