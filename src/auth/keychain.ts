// The system's keychain, asked through a process of its own, each time under a time limit.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeychainCall, KeychainReply } from './keychain-call.ts';
import type { Variables } from './copilot-configuration.ts';

export interface Keychain {
  ask(call: KeychainCall): Promise<KeychainReply>;
}

export interface KeychainOptions {
  /** Of the user: a keychain is found through it. Variables that hold tokens are not passed on. */
  readonly variables: Variables;
  /** A person is there, who may have to unlock it. */
  readonly isAttended?: boolean | undefined;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 5_000;
const ATTENDED_TIMEOUT_MS = 20_000;

/** A keychain that stays silent once is given up for the life of this object. */
export function openKeychain(options: KeychainOptions): Keychain {
  const { variables, isAttended = false } = options;
  const timeoutMs = options.timeoutMs ?? (isAttended ? ATTENDED_TIMEOUT_MS : TIMEOUT_MS);
  let givenUp: string | undefined = isOff(variables) ? 'HEADROOM_KEYCHAIN is off' : undefined;
  return {
    ask: async (call) => {
      if (givenUp !== undefined) return { ok: false, why: givenUp };
      const reply = await run(call, { environment: withoutSecrets(variables), timeoutMs });
      if (!reply.ok) givenUp = reply.why;
      return reply;
    },
  };
}

function isOff(variables: Variables): boolean {
  return ['0', 'off', 'no', 'false'].includes((variables['HEADROOM_KEYCHAIN'] ?? '').toLowerCase());
}

/** An environment for a helper process: everything but what looks like a secret of the user. */
export function withoutSecrets(variables: Variables): Variables {
  const kept = Object.entries(variables).filter(([name]) => !SECRET_NAME.test(name));
  return Object.fromEntries(kept);
}

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|API_KEY/i;

interface RunOptions {
  readonly environment: Variables;
  readonly timeoutMs: number;
}

function run(call: KeychainCall, options: RunOptions): Promise<KeychainReply> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [keychainProcess()], {
      env: { ...options.environment },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      // Ctrl-C is for us to answer: half a call would leave something behind.
      detached: process.platform !== 'win32',
    });
    const pieces: Buffer[] = [];
    const timer = setTimeout(() => {
      resolve({ ok: false, why: `it did not answer within ${options.timeoutMs / 1000} seconds` });
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    // A process that ended early closes its stdin under us; `close` tells the rest.
    child.stdin.on('error', () => undefined);
    child.once('error', () => resolve({ ok: false, why: 'its process cannot be started' }));
    child.once('close', () => {
      clearTimeout(timer);
      resolve(readReply(Buffer.concat(pieces).toString('utf8')));
    });
    child.stdin.end(JSON.stringify(call));
  });
}

function readReply(text: string): KeychainReply {
  try {
    return JSON.parse(text) as KeychainReply;
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, why: 'its process broke off' };
    throw error;
  }
}

/** Beside this module when compiled, in dist/ when this runs from source under a test runner. */
function keychainProcess(): string {
  const here = import.meta.url;
  return fileURLToPath(
    here.endsWith('.ts')
      ? new URL('../../dist/src/auth/keychain-process.js', here)
      : new URL('./keychain-process.js', here),
  );
}
