// `headroom wrap AGENT`: starts an agent through a proxy of its own. While the agent has the terminal, nothing is
// written to it.
import { Command, Option } from 'commander';
import { basename } from 'node:path';
import { commandAgent } from '../agents/command.ts';
import { AGENTS } from '../agents/index.ts';
import { applyEdits } from '../src/launch/apply-edits.ts';
import type { Subscription } from '../src/compose/open-subscription.ts';
import type { Agent } from '../src/launch/agent.ts';
import { thisInstallation } from '../src/launch/installation.ts';
import { platformNamed } from '../src/launch/platform.ts';
import { runChild } from '../src/launch/run-child.ts';
import { provideShim } from '../src/launch/shim.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';
import { storeTrouble } from './wrap/store-trouble.ts';
import { untilSignalled } from './until-signalled.ts';
import { describeLaunch } from './wrap/describe-launch.ts';
import { openingLines } from './wrap/opening-lines.ts';
import {
  planLaunch,
  type LaunchPlan,
  type LaunchRequest,
  type StartedLaunch,
} from './wrap/plan-launch.ts';
import type { Session, StartSession } from './wrap/session.ts';
import { countLeading, splitArguments } from './wrap/split-arguments.ts';
import { subscribe } from './wrap/subscribe.ts';
import { closingLines } from './wrap/summary.ts';

export function wrapCommand(context: CommandContext): Command {
  const command = new Command('wrap')
    .usage('AGENT [options] [-- arguments]\n       headroom wrap [options] -- any-command')
    .enablePositionalOptions()
    .showHelpAfterError(
      `Agents: ${AGENTS.map(({ name }) => name).join(', ')}\nAny other program: headroom wrap -- PROGRAM`,
    );
  for (const agent of AGENTS) command.addCommand(agentCommand(agent, context));
  command.addCommand(anyCommand(context), { hidden: true });
  sendCommandLinesOn(command);
  return command;
}

/** `wrap [options] -- any-command` names no agent in front of the `--`; `wrap [options] AGENT` has the options of AGENT in front of it. */
function sendCommandLinesOn(command: Command): void {
  const parse = command.parseOptions.bind(command);
  const names = new Set([...AGENTS.map(({ name }) => name as string), 'help']);
  const options = command.commands.flatMap((child) => child.options);
  command.parseOptions = (words) => {
    const separator = words.indexOf('--');
    const named = words.slice(0, separator === -1 ? words.length : separator);
    const isAny = separator !== -1 && !named.some((word) => names.has(word));
    if (isAny) return { operands: [ANY], unknown: [...words] };
    const leading = countLeading(named, options);
    const name = named[leading];
    if (name === undefined || !names.has(name)) return parse([...words]);
    return parse([name, ...words.slice(0, leading), ...words.slice(leading + 1)]);
  };
}

const ANY = 'command';

function anyCommand(context: CommandContext): Command {
  const command = withCommonOptions(new Command(ANY)).argument('[words...]');
  keepAgentWords(command, []);
  return command.action(async (words: string[], flags: WrapFlags) => {
    const [name, ...agentArguments] = words;
    if (name === undefined) command.error('error: no command behind --');
    const agent = commandAgent(name ?? '');
    setExitCode(command, await wrap({ ...flags, agent, agentArguments }, context));
  });
}

function agentCommand(agent: Agent, context: CommandContext): Command {
  const starts = agent.binaries.length > 0;
  const command = withCommonOptions(new Command(agent.name))
    .summary(
      starts ? `start ${agent.title}` : `what to set in ${agent.title}, and the proxy for it`,
    )
    .description(
      `${starts ? 'Starts' : 'Serves'} ${agent.title} with everything it sends made smaller.`,
    )
    .usage(starts ? `[options] [-- ${agent.name} arguments]` : '[options]');
  if (starts) command.argument('[arguments...]', `for ${agent.name}, untouched and in order`);
  for (const { flag, help, choices } of agent.options ?? []) {
    const option = new Option(flag, help);
    command.addOption(choices === undefined ? option : option.choices(choices));
  }
  if (starts) keepAgentWords(command, agent.sharedFlags ?? []);
  return command.action(async (...given: unknown[]) => {
    const agentArguments = starts ? (given[0] as readonly string[]) : [];
    const flags = command.opts<WrapFlags>();
    setExitCode(command, await wrap({ ...flags, agent, agentArguments }, context));
  });
}

function withCommonOptions(command: Command): Command {
  command.addOption(new Option('--port <number>', 'port of the proxy (default: a free one)'));
  addSettingOptions(command, [
    'profile',
    'compress',
    'ab',
    'anthropicUrl',
    'openaiUrl',
    'geminiUrl',
  ]);
  return command
    .option('--no-mcp', 'do not hand the agent the retrieval tool')
    .option('--verbose', 'say what is set up, and log every request to the log file')
    .option('--quiet', 'say nothing at all')
    .option('--dry-run', 'print what would be started, and start nothing');
}

/** Lets commander see only our own words; it would take the agent's apart. */
function keepAgentWords(command: Command, shared: readonly string[]): void {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (words) => {
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
  readonly subscription?: boolean;
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
  const subscription = await subscribe(
    { wanted: options.subscription, settings: plan.settings },
    context,
  );
  const launching = { options, plan, context, subscription };
  const session = await start({
    settings: plan.settings,
    verbose: options.verbose === true,
    isKeyed: plan.executable !== undefined,
    agent: options.agent.name,
    project: basename(context.cwd),
    subscription,
  });
  const code = await (plan.executable === undefined
    ? guide(session, launching)
    : run(session, { ...launching, executable: plan.executable }));
  if (options.quiet !== true) tell(closingLines(session), context);
  return code;
}

interface Launching {
  readonly options: WrapOptions;
  readonly plan: LaunchPlan;
  readonly context: CommandContext;
  readonly subscription: Subscription | undefined;
}

async function run(
  session: Session,
  { options, plan, context, executable, subscription }: Launching & { readonly executable: string },
): Promise<ExitCode> {
  const { started, undo } = await orClose(session, async () => {
    const shimFolder = provideShim(plan.shim);
    const started = plan.start({ baseUrl: session.baseUrl, shimFolder, subscription });
    const undo = await applyEdits({
      agent: options.agent.name,
      edits: started.edits,
      headroomHome: plan.settings.home,
      holder: { pid: process.pid, port: Number(new URL(session.baseUrl).port) },
    });
    return { started, undo };
  });
  if (options.quiet !== true) tellOpening(session, started, { options, plan, context });
  return runChild({
    ...started,
    file: executable,
    cwd: context.cwd,
    platform: plan.shim.platform,
    // The file first: a wrap that is killed while answers end has nothing left to undo.
    afterExit: () => undo().finally(() => session.close()),
    onFault: (fault) => session.warn(fault),
  });
}

/** A proxy that nobody is led to would keep this process for ever. */
async function orClose<Value>(session: Session, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** An agent that cannot be started from here: says what to set in it, and serves until it is stopped. */
async function guide(session: Session, { options, plan, context }: Launching): Promise<ExitCode> {
  const started = plan.start({ baseUrl: session.baseUrl });
  const signalled = untilSignalled();
  if (options.quiet !== true) tellOpening(session, started, { options, plan, context });
  context.stdout.write(started.guide);
  await signalled;
  await session.close();
  return 0;
}

function launchRequest(options: WrapOptions): LaunchRequest {
  const { agent, agentArguments } = options;
  return {
    agent,
    agentArguments,
    flags: settingFlags(options),
    options,
    mcp: options.mcp !== false,
    installation: thisInstallation(),
    platform: platformNamed(process.platform),
  };
}

function tellOpening(
  { trouble }: Session,
  started: StartedLaunch,
  { options, plan, context }: Pick<Launching, 'options' | 'plan' | 'context'>,
): void {
  if (trouble !== undefined) tell([storeTrouble(trouble)], context);
  tell(openingLines(plan, started, options), context);
}

function tell(lines: readonly string[], { stderr }: CommandContext): void {
  for (const line of lines) stderr.write(`${line}\n`);
}

/** Grace for answers that nobody waits for any more: their usage is still worth recording. */
const GRACE_MS = 1_000;

const startComposed: StartSession = async ({ isKeyed, ...request }) => {
  const { startHeadroom } = await import('../src/compose/start-headroom.ts');
  const { createLaunchKey } = await import('../src/launch/launch-key.ts');
  const key = isKeyed ? { launchKey: createLaunchKey() } : {};
  const running = await startHeadroom({ ...request, ...key });
  return {
    baseUrl: running.baseUrl,
    ...(running.trouble !== undefined && { trouble: running.trouble }),
    report: () => running.report(),
    unrecorded: () => running.unrecorded(),
    warn: (fault) => running.warn('wrap', fault),
    close: () => running.close({ graceMs: GRACE_MS }),
  };
};
