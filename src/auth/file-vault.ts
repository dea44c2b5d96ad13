// Keeps a secret in a file only its owner can read. It is complete under its name or not there at all, and was never readable
// for others, not even for a moment.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { TokenVault, VaultAnswer } from './token-vault.ts';

/** A vault in this file; its folder is made when something is kept. */
export function createFileVault(file: string): TokenVault {
  return {
    kind: 'file',
    place: file,
    get: () => settle(() => ({ status: 'found', text: readFileSync(file, 'utf8') })),
    set: (text) => settle(() => write(file, text)),
    delete: () =>
      settle(() => {
        rmSync(file);
        return { status: 'done' };
      }),
  };
}

function write(file: string, text: string): VaultAnswer {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    writeWhole(part, text);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return { status: 'done' };
}

function writeWhole(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    // An unusual umask takes rights from the owner too. Windows has no modes and leaves it at that.
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function settle(step: () => VaultAnswer): Promise<VaultAnswer> {
  try {
    return Promise.resolve(step());
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return Promise.resolve({ status: 'empty' });
    return Promise.resolve({ status: 'unavailable', why: code });
  }
}
