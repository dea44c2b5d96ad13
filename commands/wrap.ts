// `headroom wrap AGENT`: starts an agent through a proxy of its own. While the agent has the terminal, nothing is
// written to it.
import { Command, Option } from 'commander';
import { AGENTS } from '../agents/index.ts';
import type { Agent } from '../src/launch/agent.ts';
import { thisInstallation } from '../src/launch/installation.ts';
import { platformNamed } from '../src/launch/platform.ts';
import { runChild } from '../src/launch/run-child.ts';
import { provideShim } from '../src/launch/shim.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';
import { describeLaunch, withoutLogin } from './wrap/describe-launch.ts';
import { planLaunch, type LaunchPlan, type LaunchRequest } from './wrap/plan-launch.ts';
import type { StartSession } from './wrap/session.ts';
import { splitArguments } from './wrap/split-arguments.ts';
import { summaryLine } from './wrap/summary.ts';

export function wrapCommand(context: CommandContext): Command {
  const command = new Command('wrap').enablePositionalOptions();
  for (const agent of AGENTS) command.addCommand(agentCommand(agent, context));
  return command;
}

function agentCommand(agent: Agent, context: CommandContext): Command {
  const command = new Command(agent.name)
    .summary(`start ${agent.title}`)
    .description(`Starts ${agent.title} with everything it sends made smaller.`)
    .usage(`[options] [-- ${agent.name} arguments]`)
    .argument('[arguments...]', `for ${agent.name}, untouched and in order`)
    .addOption(new Option('--port <number>', 'port of the proxy (default: a free one)'));
  addSettingOptions(command, ['profile', 'compress', 'anthropicUrl', 'openaiUrl', 'geminiUrl']);
  command
    .option('--no-mcp', 'do not hand the agent the retrieval tool')
    .option('--verbose', 'say what is set up, and log every request to the log file')
    .option('--quiet', 'say nothing at all')
    .option('--dry-run', 'print what would be started, and start nothing');
  keepAgentWords(command, agent);
  return command.action(async (agentArguments: string[], flags: WrapFlags) => {
    setExitCode(command, await wrap({ ...flags, agent, agentArguments }, context));
  });
}

/** Lets commander see only our own words; it would take the agent's apart. */
function keepAgentWords(command: Command, agent: Agent): void {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (words) => {
    const shared = agent.sharedFlags ?? [];
    const split = splitArguments(words, { options: command.options, shared });
    const { operands, unknown } = parse([...split.headroom]);
    return { operands: [...operands, ...split.agent], unknown };
  };
}

type WrapFlags = Readonly<Record<string, unknown>> & {
  readonly mcp?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
};

export type WrapOptions = WrapFlags & {
  readonly agent: Agent;
  readonly agentArguments: readonly string[];
};

/** Runs the agent to its end and gives its exit code. */
export async function wrap(
  options: WrapOptions,
  context: CommandContext,
  start: StartSession = startComposed,
): Promise<ExitCode> {
  const request = launchRequest(options);
  const plan = planLaunch(request, context);
  if (options.dryRun === true) {
    context.stdout.write(describeLaunch(plan, request, context));
    return 0;
  }
  const folder = provideShim(plan.shim);
  const session = await start({ settings: plan.settings, verbose: options.verbose === true });
  if (options.quiet !== true) tell(openingLines(plan, options), context);
  const started = plan.start({ baseUrl: session.baseUrl, shimFolder: folder });
  const code = await runChild({
    ...started,
    file: plan.executable,
    cwd: context.cwd,
    platform: plan.shim.platform,
    afterExit: () => session.close(),
    onFault: (fault) => session.warn(fault),
  });
  if (options.quiet !== true && context.stderr.isTTY === true) {
    const line = summaryLine(session.stats());
    if (line !== undefined) tell([line], context);
  }
  return code;
}

function launchRequest(options: WrapOptions): LaunchRequest {
  const { agent, agentArguments } = options;
  return {
    agent,
    agentArguments,
    flags: settingFlags(options),
    mcp: options.mcp !== false,
    installation: thisInstallation(),
    platform: platformNamed(process.platform),
  };
}

function openingLines(plan: LaunchPlan, { verbose }: WrapOptions): readonly string[] {
  const { settings, upstream, executable, warnings } = plan;
  const setUp = [
    `starting ${executable}`,
    `requests go on to ${upstream === undefined ? 'the provider' : withoutLogin(upstream)}`,
    `data and logs are in ${settings.home}`,
  ];
  return [...warnings, ...(verbose === true ? setUp : [])].map((line) => `headroom: ${line}`);
}

function tell(lines: readonly string[], { stderr }: CommandContext): void {
  for (const line of lines) stderr.write(`${line}\n`);
}

/** Grace for answers that nobody waits for any more: their usage is still worth recording. */
const GRACE_MS = 1_000;

const startComposed: StartSession = async ({ settings, verbose }) => {
  const { startHeadroom } = await import('../src/compose/start-headroom.ts');
  const { createLaunchKey } = await import('../src/launch/launch-key.ts');
  const running = await startHeadroom({ settings, verbose, launchKey: createLaunchKey() });
  return {
    baseUrl: running.baseUrl,
    stats: () => running.stats(),
    warn: (fault) => running.warn('wrap', fault),
    close: () => running.close({ graceMs: GRACE_MS }),
  };
};
