// `headroom proxy`: the proxy alone, until it is told to stop.
import { Command } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import type { Settings } from '../src/config/settings.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { storeTrouble } from './wrap/store-trouble.ts';
import { unrecordedLine } from './wrap/summary.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';
import { untilSignalled } from './until-signalled.ts';

export function proxyCommand(context: CommandContext): Command {
  const command = new Command('proxy');
  addSettingOptions(command, [
    'port',
    'host',
    'token',
    'allowHost',
    'anthropicUrl',
    'openaiUrl',
    'geminiUrl',
    'chatgptUrl',
    'azureUrl',
    'allowUpstream',
    'webSockets',
    'httpsProxy',
    'noProxy',
    'profile',
    'compress',
    'ab',
    'home',
    'storeLimitMb',
  ]);
  command.option('--verbose', 'log every request to the log file');
  return command.action(async (options: ProxyOptions) => {
    setExitCode(command, await proxy(options, context));
  });
}

export type ProxyOptions = Readonly<Record<string, unknown>> & { readonly verbose?: boolean };

/** Listens until SIGINT or SIGTERM, then lets running answers finish. */
export async function proxy(options: ProxyOptions, context: CommandContext): Promise<ExitCode> {
  const settings = loadSettings({ ...context, flags: settingFlags(options) });
  const { startHeadroom } = await import('../src/compose/start-headroom.ts');
  const running = await startHeadroom({ settings, verbose: options.verbose ?? false });
  // Whoever reads the first line may stop us right then.
  const signalled = untilSignalled();
  context.stdout.write(`headroom proxy listening on ${running.url}\n`);
  if (running.trouble !== undefined) context.stderr.write(`${storeTrouble(running.trouble)}\n`);
  context.stderr.write(guide(running.url, settings));
  await signalled;
  await running.close({ graceMs: GRACE_MS });
  const loss = unrecordedLine(running.unrecorded());
  if (loss !== undefined) context.stderr.write(`${loss}\n`);
  return 0;
}

const GRACE_MS = 5_000;

function guide(url: string, { compress, ab, token }: Settings): string {
  const address = token === undefined ? url : `${url}/k/TOKEN`;
  return [
    compress ? '' : 'Nothing is compressed (--no-compress).\n',
    compress && ab ? 'Every other conversation passes through; compare: headroom perf --ab\n' : '',
    `Claude Code: ANTHROPIC_BASE_URL=${address} claude   (or: headroom wrap claude)\n`,
    `What was saved: ${url}/dashboard, or headroom perf. Stop with Ctrl-C.\n`,
    token !== undefined
      ? 'TOKEN stands for your token; a header x-headroom-token does, too. A browser needs it once: /dashboard?token=...\n'
      : '',
  ].join('');
}
