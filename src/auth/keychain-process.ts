// The only file that loads keytar. It runs as a process of its own: a keychain can wait for a person for ever, or take its
// process down with it, and neither may happen to a proxy.
import type { KeychainCall, KeychainItem, KeychainReply } from './keychain-call.ts';

/** The part of keytar that is used. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, text: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
}

const pieces: Buffer[] = [];
for await (const piece of process.stdin) pieces.push(piece as Buffer);
const reply = await answer(JSON.parse(Buffer.concat(pieces).toString('utf8')) as KeychainCall);
process.stdout.write(JSON.stringify(reply));

/** One of the places that catch: whatever a native library throws is an answer here. */
async function answer(call: KeychainCall): Promise<KeychainReply> {
  let keytar: Keytar;
  try {
    keytar = await loadKeytar();
  } catch {
    return { ok: false, why: 'no keychain library can be loaded' };
  }
  try {
    return await perform(call, keytar);
  } catch (error) {
    return { ok: false, why: firstLine(error) };
  }
}

async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('@github/keytar')) as unknown as { readonly default: Keytar };
  return loaded.default;
}

async function perform(call: KeychainCall, keytar: Keytar): Promise<KeychainReply> {
  const { service } = call;
  switch (call.do) {
    case 'get':
      return {
        ok: true,
        items: itemOf(call.account, await keytar.getPassword(service, call.account)),
      };
    case 'set': {
      await keytar.setPassword(service, call.account, call.text);
      // A locked keychain may take a text and keep nothing.
      return {
        ok: true,
        items: itemOf(call.account, await keytar.getPassword(service, call.account)),
      };
    }
    case 'delete':
      return { ok: true, items: [], deleted: await keytar.deletePassword(service, call.account) };
    case 'find': {
      const found = await keytar.findCredentials(service);
      return {
        ok: true,
        items: found.map(({ account, password }) => ({ account, text: password })),
      };
    }
  }
}

function itemOf(account: string, text: string | null): readonly KeychainItem[] {
  return text === null ? [] : [{ account, text }];
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').slice(0, 200);
}
