import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { CommandContext } from '../../../commands/context.ts';
import { perf } from '../../../commands/perf.ts';
import { canShowDashboard, runDashboard } from '../../../commands/perf/run-dashboard.ts';
import { loadSettings } from '../../../src/config/load-settings.ts';
import { eventRow } from '../../../src/telemetry/event-row.ts';
import { openedStore } from '../../helpers/opened-store.ts';
import { requestEvent } from '../../telemetry/events.ts';

const [ENTER, LEAVE] = ['\u001b[?1049h', '\u001b[?1049l'];

it('shows the head at once, then everything, and gives the terminal back on q', async () => {
  const { store, directory } = openedStore();
  store.events.append([eventRow(requestEvent({ atMs: Date.now() }))]);
  const { context, stdin, written } = terminal({ HEADROOM_HOME: directory });
  const running = perf({}, context);
  await until(() => written().includes('q quits'));
  expect(written().indexOf('headroom, last 7 d: 1 request,')).toBeGreaterThan(0);
  expect(written().indexOf('headroom, last 7 d')).toBeLessThan(written().indexOf('q quits'));
  const pressing = setInterval(() => stdin.write('q'), 20);
  expect(await running).toBe(0);
  clearInterval(pressing);
  expect(written().startsWith(ENTER)).toBe(true);
  expect(written().trimEnd().includes(LEAVE)).toBe(true);
  expect(stdin.rawModes.at(-1)).toBe(false);
});

it('leaves the second screen and says so where nothing can draw', async () => {
  const { directory } = openedStore();
  const { context, stdin, written } = terminal({ HEADROOM_HOME: directory });
  const settings = loadSettings({ ...context, flags: {} });
  const shown = await runDashboard({
    options: {},
    settings,
    context,
    load: () => {
      // A key that is pressed while this takes its time must not be written across the screen.
      expect(stdin.rawModes).toEqual([true]);
      return Promise.resolve(undefined);
    },
  });
  expect(shown).toBe(false);
  expect(stdin.rawModes).toEqual([true, false]);
  expect(written().endsWith(LEAVE)).toBe(true);
});

it('is for somebody who looks and can press keys', () => {
  const { context } = terminal({});
  expect(canShowDashboard(context)).toBe(true);
  expect(canShowDashboard({ ...context, env: { TERM: 'dumb' } })).toBe(false);
  expect(canShowDashboard({ ...context, env: { CI: 'true' } })).toBe(false);
  expect(canShowDashboard({ ...context, env: { CONTINUOUS_INTEGRATION: '1' } })).toBe(false);
  expect(canShowDashboard({ ...context, env: { CI: 'false' } })).toBe(true);
  expect(canShowDashboard({ ...context, stdin: new PassThrough() })).toBe(false);
  expect(canShowDashboard({ ...context, stdout: new PassThrough() })).toBe(false);
});

function terminal(env: CommandContext['env']) {
  let text = '';
  const rawModes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    rawModes,
    setRawMode: (isRaw: boolean) => void rawModes.push(isRaw),
    ref: () => {},
    unref: () => {},
  });
  const stdout = Object.assign(
    new PassThrough({ encoding: 'utf8' }).on('data', (chunk: string) => (text += chunk)),
    { isTTY: true, columns: 80, rows: 24 },
  );
  const context: CommandContext = { cwd: '/', env, stdin, stdout, stderr: new PassThrough() };
  return { context, stdin, written: () => text };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}
