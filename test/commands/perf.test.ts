import { existsSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../commands/context.ts';
import { openStore } from '../../src/store/open-store.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import { runCommand, type CommandRun } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';

const HOUR_MS = 3_600_000;

describe('headroom perf', () => {
  it('says that nothing is recorded, makes nothing, and is content', async () => {
    const { headroomHome } = temporaryHome();
    const { code, stdout } = await run(['perf'], { HEADROOM_HOME: headroomHome });
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is recorded for the last 7 days.');
    expect(stdout).toContain('headroom wrap claude');
    expect(existsSync(headroomHome)).toBe(false);
  });

  it.each([
    [[], 'the last 7 days', 2],
    [['--days', '1'], 'the last day', 1],
    [['--hours', '1.5'], 'the last 1.5 hours', 1],
    [['--all'], 'all time', 3],
  ])('reports what is asked for: %j', async (args, period, requests) => {
    const home = recorded([1, 50, 24 * 400]);
    const text = await run(['perf', '--home', home, ...args]);
    expect(text.stdout).toContain(`headroom, ${period}`);
    expect(text.stdout).toContain(`Requests        ${requests} sent`);
    const json = await run(['perf', '--home', home, '--json', ...args]);
    expect((JSON.parse(json.stdout) as PerfReport).requests.total).toBe(requests);
  });

  it.each([
    [['--json'], '{\n  "version": 1,'],
    [['--format', 'json'], '{\n  "version": 1,'],
    [['--csv'], 'hour,requests,'],
    [['--format', 'csv'], 'hour,requests,'],
    [['--format', 'text'], 'headroom, the last 7 days'],
  ])('prints the format that is asked for: %j', async (args, start) => {
    const { code, stdout } = await run(['perf', '--home', recorded([1]), ...args]);
    expect(code).toBe(0);
    expect(stdout.slice(0, start.length)).toBe(start);
  });

  it('prints titles only when there is nothing', async () => {
    const { headroomHome } = temporaryHome();
    const { stdout } = await run(['perf', '--csv', '--home', headroomHome]);
    expect(stdout.trimEnd().split('\n').length).toBe(1);
    expect(existsSync(headroomHome)).toBe(false);
  });

  it.each([
    [['--follow'], 2],
    [['--follow', '--csv'], 2],
    [['--csv', '--json'], 2],
    [['--format', 'text', '--csv'], 2],
    [['--format', 'xml'], 2],
    [['--hours', 'many'], 2],
    [['--days', '0'], 2],
    [['--all', '--days', '3'], 2],
    [['--weeks', '3'], 2],
  ])('refuses %j as wrong usage', async (args, expected) => {
    const { code, stdout, stderr } = await run(['perf', ...args]);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).not.toContain('fault of ours');
  });

  it('colours and widens for a terminal only', async () => {
    const home = recorded([1]);
    const terminal = { isTTY: true, columns: 72 };
    expect((await run(['perf', '--home', home])).stdout).not.toContain('\u001b');
    const wide = await run(['perf', '--home', home], {}, terminal);
    expect(wide.stdout).toContain('\u001b[1m');
    const plain = await run(['perf', '--home', home], { NO_COLOR: '1' }, terminal);
    expect(plain.stdout).not.toContain('\u001b');
    expect(Math.max(...plain.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      72,
    );
  });

  it('reads a damaged file as an empty one', async () => {
    const { headroomHome } = temporaryHome();
    mkdirSync(headroomHome);
    writeFileSync(join(headroomHome, 'headroom.db'), 'this is no database '.repeat(500));
    const { code, stdout } = await run(['perf', '--home', headroomHome, '--all']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Nothing is recorded yet.']);
  });

  it('says what to do when the store cannot be opened', async () => {
    const { headroomHome } = temporaryHome();
    mkdirSync(join(headroomHome, 'headroom.db'), { recursive: true });
    const { code, stderr } = await run(['perf', '--home', headroomHome]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /The store cannot be opened: .+\nIt is in .+--home names another folder/,
    );
  });
});

/** A headroom folder with one request at each of these ages. */
function recorded(agesInHours: readonly number[]): string {
  const { headroomHome } = temporaryHome();
  const opening = openStore({ directory: headroomHome, now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  const events = agesInHours.map((age) =>
    requestEvent({ atMs: Date.now() - age * HOUR_MS, texts: [replacedText()] }),
  );
  opening.store.events.append(events.map(eventRow));
  opening.store.close();
  return headroomHome;
}

function run(
  args: readonly string[],
  env: CommandContext['env'] = {},
  terminal: { isTTY?: boolean; columns?: number } = {},
): Promise<CommandRun> {
  return runCommand(args, { env, terminal });
}
