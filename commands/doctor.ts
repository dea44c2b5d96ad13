// `headroom doctor`: what is here, what is wrong, and the command that mends it.
import { Command } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import { VERSION } from '../src/version.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { checkAgents } from './doctor/check-agents.ts';
import {
  checkInstallation,
  checkKeychain,
  checkLeftovers,
  checkPort,
  checkStore,
} from './doctor/check-machine.ts';
import { checkRoundTrips } from './doctor/check-round-trips.ts';
import { exitCodeFor, type Finding } from './doctor/finding.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export function doctorCommand(context: CommandContext): Command {
  const command = new Command('doctor')
    .description(
      'Looks at agents, routes, leftovers, ports, store and keychain, and tries every wire format.',
    )
    .option('--json', 'print JSON');
  addSettingOptions(command, ['home', 'port']);
  return command.action(async (options: DoctorOptions) => {
    setExitCode(command, await doctor(options, context));
  });
}

export type DoctorOptions = Readonly<Record<string, unknown>> & { readonly json?: boolean };

/** 0 when all is well, 1 with warnings, 2 with failures. Mends nothing by itself. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<ExitCode> {
  const settings = loadSettings({ ...context, flags: settingFlags(options) });
  const findings = [
    checkInstallation(),
    ...(await checkAgents(context)),
    ...(await checkLeftovers(settings)),
    await checkPort(settings),
    ...checkStore(settings),
    await checkKeychain(settings, context),
    ...(await checkRoundTrips(settings)),
  ];
  const exitCode = exitCodeFor(findings);
  context.stdout.write(
    options.json === true
      ? `${JSON.stringify({ version: VERSION, exitCode, findings }, undefined, 2)}\n`
      : describe(findings),
  );
  return exitCode;
}

const SIGNS: Readonly<Record<Finding['status'], string>> = {
  ok: 'ok     ',
  warning: 'warning',
  failure: 'FAILURE',
};

function describe(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, status, summary, mend }) => [
    `${SIGNS[status]}  ${name}: ${summary}`,
    ...(mend === undefined ? [] : [`         mend: ${mend}`]),
  ]);
  const bad = findings.filter(({ status }) => status !== 'ok').length;
  const need = bad === 1 ? 'needs' : 'need';
  const end = bad === 0 ? 'All is well.' : `${bad} of ${findings.length} ${need} a look.`;
  return `${[...lines, end].join('\n')}\n`;
}
