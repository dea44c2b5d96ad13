import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { eventRow } from '../../../src/telemetry/event-row.ts';
import type { RequestLine } from '../../../src/telemetry/request-line.ts';
import { temporaryHome } from '../../helpers/temporary-home.ts';
import { requestEvent } from '../../telemetry/events.ts';

const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), '../../../bin/headroom.js');

it('prints requests that another process writes down, those from before only when asked', async () => {
  const { headroomHome } = temporaryHome();
  const store = storeIn(headroomHome);
  append(store, 'old');
  const asked = follow(headroomHome, '--all');
  expect(await asked.next()).toMatchObject({ id: 1, model: 'old' });
  const fromNow = follow(headroomHome);
  // Nothing says that it has begun: requests are written until the first of them is seen.
  const timer = setInterval(() => append(store, 'new'), 100);
  const line = await fromNow.next();
  clearInterval(timer);
  expect(line.model).toBe('new');
  expect(await asked.next()).toMatchObject({ version: 1, id: 2, model: 'new', purpose: 'send' });
  expect((await fromNow.next()).id).toBe(line.id + 1);
});

it('waits for a store that does not exist yet', async () => {
  const { headroomHome } = temporaryHome();
  const { next } = follow(headroomHome);
  // Long enough for most machines; on a slower one the store is there already, and a later request is the first.
  await pause(1_000);
  const store = storeIn(headroomHome);
  const timer = setInterval(() => append(store, 'first'), 100);
  expect(await next()).toMatchObject({ model: 'first' });
  clearInterval(timer);
});

// A signal on Windows ends a process without asking it.
it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'ends with code 0 on %s',
  async (signal) => {
    const { headroomHome } = temporaryHome();
    append(storeIn(headroomHome), 'old');
    const { child, next } = follow(headroomHome, '--all');
    await next();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

it('ends when nobody reads any more', async () => {
  const { headroomHome } = temporaryHome();
  const store = storeIn(headroomHome);
  append(store, 'old');
  const { child, next } = follow(headroomHome, '--all');
  await next();
  child.stdout?.destroy();
  const timer = setInterval(() => append(store, 'more'), 50);
  expect(await once(child, 'exit')).toEqual([0, null]);
  clearInterval(timer);
});

interface Following {
  readonly child: ChildProcess;
  readonly next: () => Promise<RequestLine>;
}

function follow(home: string, ...more: readonly string[]): Following {
  if (!existsSync(join(dirname(PROGRAM), '../dist/commands/main.js'))) {
    throw new Error('These tests run the compiled code: npm run build first.');
  }
  const args = [PROGRAM, 'perf', '--follow', '--json', '--home', home, ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = linesOf(createInterface({ input: child.stdout }));
  return { child, next: async () => JSON.parse((await lines.next()).value ?? '') as RequestLine };
}

function linesOf(lines: Interface): AsyncIterator<string, string | undefined> {
  return lines[Symbol.asyncIterator]();
}

function storeIn(directory: string): Store {
  const opening = openStore({ directory, now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  onTestFinished(() => opening.store.close());
  return opening.store;
}

function append(store: Store, model: string): void {
  store.events.append([eventRow(requestEvent({ atMs: Date.now(), model }))]);
}
