// `headroom perf`: what was saved, what was kept and why, read from the events of every headroom process of this user.
import { Command, Option } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../src/config/load-settings.ts';
import type { Settings } from '../src/config/settings.ts';
import { HeadroomError } from '../src/errors.ts';
import type { PerfReport } from '../src/telemetry/perf-report.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { isColourWanted } from './is-colour-wanted.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';
import { setExitCode } from './exit-code.ts';

export interface PerfOptions {
  readonly json?: boolean;
  readonly hours?: string;
  readonly days?: string;
  readonly all?: boolean;
  readonly home?: string;
}

const DEFAULT_DAYS = '7';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Wide enough for every table, narrow enough for a mail. */
const WIDTH_WITHOUT_TERMINAL = 100;

/** Declares `headroom perf`. */
export function perfCommand(context: CommandContext): Command {
  const command = new Command('perf')
    .addOption(new Option('--hours <number>', 'only the last hours').conflicts(['days', 'all']))
    .addOption(new Option('--days <number>', 'only the last days (default: 7)').conflicts('all'))
    .option('--all', 'everything there is')
    .option('--json', 'the report as JSON');
  addSettingOptions(command, ['home']);
  return command.action(async (options: PerfOptions) => {
    setExitCode(command, await perf(options, context));
  });
}

/** Prints the report; an empty one is not a failure. */
export async function perf(options: PerfOptions, context: CommandContext): Promise<ExitCode> {
  const { sinceMs, period } = windowOf(options, Date.now());
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  const report = await read(settings, sinceMs);
  if (options.json) {
    context.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    return 0;
  }
  const { formatReport } = await import('../src/telemetry/format-report.ts');
  const width = context.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
  context.stdout.write(formatReport(report, { period, width, colour: isColourWanted(context) }));
  return 0;
}

async function read({ home, prices }: Settings, sinceMs: number | null): Promise<PerfReport> {
  // Looking at nothing should not create a folder.
  if (!existsSync(join(home, 'headroom.db'))) {
    const { perfReport } = await import('../src/telemetry/report.ts');
    return perfReport([], { sinceMs, store: null });
  }
  const { openStore } = await import('../src/store/open-store.ts');
  const { readReport } = await import('../src/telemetry/read-report.ts');
  const opening = openStore({ directory: home, now: Date.now });
  if (opening.status !== 'open') {
    throw new HeadroomError('STORE_UNAVAILABLE', `The store cannot be opened: ${opening.message}`, {
      hint: `It is in ${home}; --home names another folder.`,
    });
  }
  try {
    return readReport(opening.store, { sinceMs, ownPrices: prices });
  } finally {
    opening.store.close();
  }
}

interface ReportWindow {
  readonly sinceMs: number | null;
  readonly period: string;
}

function windowOf(options: PerfOptions, nowMs: number): ReportWindow {
  if (options.all) return { sinceMs: null, period: 'all time' };
  if (options.hours !== undefined) {
    const hours = positive(options.hours, '--hours');
    return { sinceMs: nowMs - hours * HOUR_MS, period: lastOf(hours, 'hour') };
  }
  const days = positive(options.days ?? DEFAULT_DAYS, '--days');
  return { sinceMs: nowMs - days * DAY_MS, period: lastOf(days, 'day') };
}

function positive(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new HeadroomError('BAD_OPTION', `${flag}: "${text}" is not a number above 0.`, {
    hint: `For example: headroom perf ${flag} 24. With --all you see everything there is.`,
  });
}

function lastOf(count: number, unit: string): string {
  return count === 1 ? `the last ${unit}` : `the last ${count} ${unit}s`;
}
