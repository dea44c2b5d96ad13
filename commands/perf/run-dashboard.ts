// Shows the dashboard where it can be shown: a terminal on both ends, and the optional packages that draw it.
import { preferProductionBuilds } from '../../src/config/environment.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { CommandContext } from '../context.ts';
import { ENTER_SCREEN, firstPaint, LEAVE_SCREEN } from '../../src/ui/first-paint.ts';
import { isColourWanted } from '../is-colour-wanted.ts';
import { snapshotSource } from './snapshot-source.ts';
import type { WindowOptions } from './window.ts';

export interface DashboardRun {
  readonly options: WindowOptions;
  readonly settings: Settings;
  readonly context: CommandContext;
  /** Undefined when what draws is not installed. */
  readonly load?: () => Promise<Show | undefined>;
}

/** Whether there is somebody to look at it, who can press keys. */
export function canShowDashboard({ stdin, stdout, env }: CommandContext): boolean {
  const isWatched = env['TERM'] !== 'dumb' && !CI_VARIABLES.some((name) => isSet(env[name]));
  return isRawTerminal(stdin) && stdout.isTTY === true && isWatched;
}

/** Where one is set, Ink holds everything back until the end; read as its package `is-in-ci` reads them. */
const CI_VARIABLES = ['CI', 'CONTINUOUS_INTEGRATION'];

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value !== 'false';
}

/** Resolves to true when the user has ended it, to false when what draws it is not installed. */
export async function runDashboard(run: DashboardRun): Promise<boolean> {
  const { options, settings, context, load = loadDashboard } = run;
  const stdout = context.stdout as NodeJS.WriteStream;
  const { home, prices } = settings;
  const source = snapshotSource({ home, ownPrices: prices, now: Date.now });
  try {
    const lengthMs = lengthOf(options);
    const first = source.read({ lengthMs, mostPoints: stdout.columns || 80 });
    const stdin = context.stdin as NodeJS.ReadStream;
    return await onOwnScreen({ stdin, stdout }, async (ended) => {
      stdout.write(firstPaint(first, { lengthMs, columns: stdout.columns }));
      const show = await load();
      await show?.({
        source,
        first,
        lengthMs,
        colour: isColourWanted(context),
        ended,
        stdin,
        stdout,
      });
      return show !== undefined;
    });
  } finally {
    source.close();
  }
}

/** Gives the terminal back as it was, also after a signal. */
async function onOwnScreen<Value>(
  { stdin, stdout }: { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream },
  work: (ended: Promise<void>) => Promise<Value>,
): Promise<Value> {
  const signalled = listenForSignals();
  // Keys that come before anything is drawn wait for it, instead of being written across it.
  stdin.setRawMode(true);
  stdout.write(ENTER_SCREEN);
  try {
    return await work(signalled.promise);
  } finally {
    stdout.write(LEAVE_SCREEN);
    stdin.setRawMode(false);
    signalled.stop();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens until it is stopped: Ink ends the process at a signal for which it finds nobody else. */
function listenForSignals(): { readonly promise: Promise<void>; readonly stop: () => void } {
  let signal = (): void => {};
  const promise = new Promise<void>((resolve) => (signal = resolve));
  for (const name of SIGNALS) process.on(name, signal);
  const stop = (): void => SIGNALS.forEach((name) => void process.off(name, signal));
  return { promise, stop };
}

type Show = (typeof import('../../src/ui/show-dashboard.tsx'))['showDashboard'];

async function loadDashboard(): Promise<Show | undefined> {
  preferProductionBuilds();
  try {
    await import('ink');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error;
    if (isMissing && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  return (await import('../../src/ui/show-dashboard.tsx')).showDashboard;
}

const HOUR_MS = 3_600_000;
const DEFAULT_DAYS = 7;

/** The options were checked before. */
function lengthOf({ hours, days, all }: WindowOptions): number | null {
  if (all) return null;
  return hours === undefined
    ? Number(days ?? DEFAULT_DAYS) * 24 * HOUR_MS
    : Number(hours) * HOUR_MS;
}

function isRawTerminal(stdin: CommandContext['stdin']): boolean {
  return stdin.isTTY === true && 'setRawMode' in stdin && typeof stdin.setRawMode === 'function';
}
