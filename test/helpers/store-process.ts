// Second processes on a store, running the compiled code.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SCRIPT = join(ROOT, 'test/fixtures/store-process.mjs');

export interface StoreProcess {
  readonly child: ChildProcess;
  /** What it has said, one JSON value per line. */
  readonly said: unknown[];
  /** The next thing it says. */
  next(): Promise<unknown>;
  readonly ended: Promise<number | null>;
}

/** Starts test/fixtures/store-process.mjs with a task; `before` are words put before `node` on the command line. */
export function startStoreProcess(
  task: Readonly<Record<string, unknown>>,
  options: { readonly uid?: number; readonly shell?: (command: string) => string } = {},
): StoreProcess {
  if (!existsSync(join(ROOT, 'dist/src/store/open-store.js'))) {
    throw new Error('These tests run the compiled code: npm run build first.');
  }
  const uid = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const words = [process.execPath, SCRIPT, JSON.stringify(task)];
  const child =
    options.shell === undefined
      ? spawn(words[0] ?? '', words.slice(1), { stdio: ['ignore', 'pipe', 'inherit'], ...uid })
      : spawn('bash', ['-c', options.shell('"$0" "$@"'), ...words], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  const said: unknown[] = [];
  const waiting: Array<(value: unknown) => void> = [];
  let given = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line));
    waiting.shift()?.(said[given++]);
  });
  return {
    child,
    said,
    next: () =>
      new Promise((resolve) => {
        if (given < said.length) resolve(said[given++]);
        else waiting.push(resolve);
      }),
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
}
