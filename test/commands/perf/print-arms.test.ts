import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { eventRow } from '../../../src/telemetry/event-row.ts';
import type { ArmReport } from '../../../src/telemetry/arms/read-arms.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { temporaryHome } from '../../helpers/temporary-home.ts';
import { requestEvent } from '../../telemetry/events.ts';

it('says what to do when nothing was run with --ab, and makes nothing', async () => {
  const { headroomHome } = temporaryHome();
  const { code, stdout } = await runCommand(['perf', '--ab', '--home', headroomHome]);
  expect(code).toBe(0);
  expect(stdout).toContain('No conversation was run with --ab in the last 7 days.');
  expect(stdout).toContain('headroom wrap claude --ab');
  expect(existsSync(headroomHome)).toBe(false);
});

it('keeps to the window that is asked for', async () => {
  const { headroomHome: home } = temporaryHome();
  const opening = openStore({ directory: home, now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const events = [1, 50].map((hours) =>
    requestEvent({
      atMs: Date.now() - hours * 3_600_000,
      conversation: String(hours),
      arm: 'plain',
      usage,
    }),
  );
  opening.store.events.append(events.map(eventRow));
  opening.store.close();
  for (const [window, expected] of [
    [['--hours', '2'], 1],
    [['--all'], 2],
  ] as const) {
    const { stdout } = await runCommand(['perf', '--ab', '--json', '--home', home, ...window]);
    expect((JSON.parse(stdout) as ArmReport).arms.plain.conversations).toBe(expected);
  }
});

it.each([[['--csv']], [['--format', 'csv']], [['--follow', '--json']]])(
  'is nothing that %j could be said of',
  async (more) => {
    const { headroomHome } = temporaryHome();
    const { code, stdout } = await runCommand(['perf', '--ab', '--home', headroomHome, ...more]);
    expect([code, stdout]).toEqual([2, '']);
  },
);
