// `headroom perf`: what was saved, what was kept and why, read from the events of every headroom process of this user.
import { Command, Option } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import type { Settings } from '../src/config/settings.ts';
import { HeadroomError } from '../src/errors.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { isColourWanted } from './is-colour-wanted.ts';
import { isWindowAsked, windowOf, type ReportWindow, type WindowOptions } from './perf/window.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';
import { setExitCode } from './exit-code.ts';

export interface PerfOptions extends WindowOptions {
  readonly format?: PerfFormat;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly follow?: boolean;
  readonly ab?: boolean;
  readonly home?: string;
}

const FORMATS = ['text', 'json', 'csv'] as const;
type PerfFormat = (typeof FORMATS)[number];

/** Wide enough for every table, narrow enough for a mail. */
const WIDTH_WITHOUT_TERMINAL = 100;

/** Declares `headroom perf`. */
export function perfCommand(context: CommandContext): Command {
  const command = new Command('perf')
    .addOption(new Option('--hours <number>', 'only the last hours').conflicts(['days', 'all']))
    .addOption(new Option('--days <number>', 'only the last days (default: 7)').conflicts('all'))
    .option('--all', 'everything there is')
    .addOption(
      new Option(
        '--format <format>',
        'print the report once; without it, a terminal shows it live',
      ).choices([...FORMATS]),
    )
    .addOption(new Option('--json', 'the report as JSON').conflicts('format'))
    .addOption(new Option('--csv', 'a row per hour').conflicts(['json', 'format']))
    .option('--follow', 'with --json: a line per request, as they come')
    .addOption(
      new Option(
        '--ab',
        'compare conversations with and without headroom, of runs with --ab',
      ).conflicts(['csv', 'follow']),
    );
  addSettingOptions(command, ['home']);
  return command.action(async (options: PerfOptions) => {
    setExitCode(command, await perf(options, context));
  });
}

/** Prints the report, or shows it until the user ends it; an empty one is not a failure. */
export async function perf(options: PerfOptions, context: CommandContext): Promise<ExitCode> {
  const window = windowOf(options, Date.now());
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  if (options.follow) return followRequests(options, { window, settings, context });
  const format = formatOf(options);
  if (options.ab) {
    const { printArms } = await import('./perf/print-arms.ts');
    printArms({ ...window, settings, format }, context);
    return 0;
  }
  if (format === undefined) {
    const { canShowDashboard, runDashboard } = await import('./perf/run-dashboard.ts');
    if (canShowDashboard(context)) {
      const shown = await runDashboard({ options, settings, context });
      if (shown) return 0;
    }
  }
  context.stdout.write(await printed(format ?? 'text', { window, settings, context }));
  return 0;
}

function formatOf({ json, csv, format }: PerfOptions): PerfFormat | undefined {
  if (json) return 'json';
  return csv ? 'csv' : format;
}

interface Asked {
  readonly window: ReportWindow;
  readonly settings: Settings;
  readonly context: CommandContext;
}

async function printed(format: PerfFormat, asked: Asked): Promise<string> {
  const { window, settings, context } = asked;
  const { sinceMs, period } = window;
  const { openHome } = await import('./perf/open-home.ts');
  const store = openHome(settings.home);
  try {
    const { readTally, storeSize } = await import('../src/telemetry/read-report.ts');
    const { reportOf } = await import('../src/telemetry/report.ts');
    const { emptyTally } = await import('../src/telemetry/tally.ts');
    const { calibrate } = await import('../src/telemetry/calibration/calibration.ts');
    const request = { sinceMs, ownPrices: settings.prices };
    const nothing = { tally: emptyTally(), hours: [], calibration: calibrate({}) };
    const reading = store ? readTally(store, request) : nothing;
    if (format === 'csv') {
      const { hourlyCsv } = await import('../src/telemetry/hourly-csv.ts');
      return hourlyCsv(reading);
    }
    const { tally, calibration } = reading;
    const size = store ? storeSize(store) : null;
    const report = reportOf(tally, { sinceMs, store: size, calibration });
    if (format === 'json') return `${JSON.stringify(report, undefined, 2)}\n`;
    const { formatReport } = await import('../src/telemetry/format/format-report.ts');
    const width = context.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
    return formatReport(report, { period, width, colour: isColourWanted(context) });
  } finally {
    store?.close();
  }
}

async function followRequests(options: PerfOptions, asked: Asked): Promise<ExitCode> {
  if (formatOf(options) !== 'json') {
    throw new HeadroomError('BAD_OPTION', '--follow prints lines of JSON only.', {
      hint: 'headroom perf --follow --json. A terminal without options shows the report live.',
    });
  }
  const { follow } = await import('./perf/follow.ts');
  const { untilSignalled } = await import('./until-signalled.ts');
  const { stdout } = asked.context;
  const ended = new AbortController();
  // A reader that had enough, as `head`, is no fault.
  stdout.on('error', () => ended.abort());
  stdout.on('close', () => ended.abort());
  void untilSignalled().then(() => ended.abort());
  await follow({
    home: asked.settings.home,
    ownPrices: asked.settings.prices,
    ...(isWindowAsked(options) && { sinceMs: asked.window.sinceMs }),
    write: (line) => stdout.write(line),
    signal: ended.signal,
  });
  return 0;
}
