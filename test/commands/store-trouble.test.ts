// Commands that need the store, where it cannot be had: one line of what is wrong, one of what mends it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openedStore } from '../helpers/opened-store.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const NO_ENGINE = fileURLToPath(new URL('../fixtures/no-database-engine.cjs', import.meta.url));

it('perf says that a newer headroom wrote the file', async () => {
  const { headroomHome } = temporaryHome();
  const { store } = openedStore(headroomHome);
  store.close();
  const database = openDatabase(store.file, { busyTimeoutMs: 0 });
  database.exec('PRAGMA user_version = 999');
  database.close();
  const { code, stderr } = await runCommand(['perf', '--json', '--home', headroomHome]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot be opened: A newer version of headroom wrote this file\.\n/);
  expect(stderr).toMatch(
    /To mend it, update headroom, or name another folder in HEADROOM_HOME\.\n/,
  );
});

it('retrieve asks for a folder that can be written where the file is none', async () => {
  const { headroomHome } = temporaryHome();
  mkdirSync(join(headroomHome, 'headroom.db'), { recursive: true });
  const { code, stderr } = await runCommand(['retrieve', '0123456789ab', '--home', headroomHome]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /To mend it, check that HEADROOM_HOME names a folder that can be written\./,
  );
});

it('retrieve says how to get the part of it that is not installed', () => {
  const { headroomHome } = temporaryHome();
  const run = spawnSync(
    process.execPath,
    ['--require', NO_ENGINE, HEADROOM, 'retrieve', '0123456789ab', '--home', headroomHome],
    { encoding: 'utf8' },
  );
  expect(run.status).toBe(1);
  const [what, mend, ...rest] = run.stderr.split('\n');
  expect(what).toMatch(/cannot be opened: Cannot find module '@libsql\/[\w-]+'$/);
  expect(mend).toMatch(/^To mend it, install headroom again, .+, optional packages included\.$/);
  expect(rest).toEqual(['']);
});
