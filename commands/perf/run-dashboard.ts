// Shows the dashboard where it can be shown: a terminal on both ends, and the optional packages that draw it.
import type { Settings } from '../../src/config/settings.ts';
import type { CommandContext } from '../context.ts';
import { isColourWanted } from '../is-colour-wanted.ts';
import { untilSignalled } from '../until-signalled.ts';
import type { WindowOptions } from './window.ts';

export interface DashboardRun {
  readonly options: WindowOptions;
  readonly settings: Settings;
  readonly context: CommandContext;
}

/** Whether there is somebody to look at it, who can press keys. */
export function canShowDashboard({ stdin, stdout, env }: CommandContext): boolean {
  return isRawTerminal(stdin) && stdout.isTTY === true && env['TERM'] !== 'dumb';
}

/** Resolves to true when the user has ended it, to false when what draws it is not installed. */
export async function runDashboard({ options, settings, context }: DashboardRun): Promise<boolean> {
  const show = await loadDashboard();
  if (show === undefined) return false;
  const { snapshotSource } = await import('./snapshot-source.ts');
  const { home, prices } = settings;
  const source = snapshotSource({ home, ownPrices: prices, now: Date.now });
  try {
    await show({
      source,
      lengthMs: lengthOf(options),
      colour: isColourWanted(context),
      ended: untilSignalled(),
      stdin: context.stdin as NodeJS.ReadStream,
      stdout: context.stdout as NodeJS.WriteStream,
    });
    return true;
  } finally {
    source.close();
  }
}

type Show = (typeof import('../../src/ui/show-dashboard.tsx'))['showDashboard'];

async function loadDashboard(): Promise<Show | undefined> {
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
