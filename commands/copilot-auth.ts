// `headroom copilot-auth login|status|logout`: the GitHub login that `headroom wrap copilot --subscription` uses.
import { Command } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import type { CopilotLogins } from '../src/compose/copilot-logins.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { describeLogin, describeLogout, describeStatus } from './copilot-auth/describe.ts';
import { onInterrupt } from './copilot-auth/interrupt.ts';
import { showTimeLeft } from './copilot-auth/time-left.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export interface CopilotAuthOptions {
  readonly domain?: string;
  readonly json?: boolean;
  readonly home?: string;
}

/** Declares `headroom copilot-auth` with what it can do. */
export function copilotAuthCommand(context: CommandContext): Command {
  const command = new Command('copilot-auth').description('The GitHub login for Copilot.');
  for (const { name, summary, run } of ACTIONS) {
    const action = command.command(name).description(summary);
    if (name === 'login') {
      action.option('--domain <host>', 'GitHub to log in to (default: github.com)');
    }
    action.option('--json', 'print JSON, one object a line');
    addSettingOptions(action, ['home']);
    action.action(async (options: CopilotAuthOptions) => {
      setExitCode(action, await run(options, context));
    });
  }
  return command;
}

const ACTIONS = [
  { name: 'login', summary: 'log in with a code that is entered in a browser', run: login },
  { name: 'status', summary: 'say whether there is a login, and where it is kept', run: status },
  { name: 'logout', summary: 'forget the login', run: logout },
] as const;

/** Ends with 130 after Ctrl-C, and then nothing was kept. */
export async function login(
  options: CopilotAuthOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const logins = await open(options, context);
  const interrupt = onInterrupt();
  const show = printer(options, context);
  let timeLeft: ReturnType<typeof showTimeLeft> | undefined;
  try {
    const loggedIn = await logins.login({
      domain: options.domain,
      signal: interrupt.signal,
      onCode: (code) => {
        const { verificationUri, userCode, expiresAtMs } = code;
        show({
          json: { verificationUri, userCode, expiresAt: new Date(expiresAtMs).toISOString() },
          text: `Log in to GitHub for Copilot\n\nOpen: ${verificationUri}\nCode: ${userCode}\n\n`,
        });
        timeLeft = showTimeLeft(expiresAtMs, context);
      },
    });
    timeLeft?.end();
    show({ json: loggedIn, text: describeLogin(loggedIn) });
    return 0;
  } catch (error) {
    timeLeft?.end();
    if (!interrupt.signal.aborted) throw error;
    context.stderr.write('headroom: stopped; no login was kept.\n');
    return interrupt.exitCode();
  } finally {
    interrupt.release();
  }
}

/** Ends with 0 whether there is a login or not. */
export async function status(
  options: CopilotAuthOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const found = await (await open(options, context)).status();
  const { login: kept, keychainTrouble, variables } = found;
  printer(
    options,
    context,
  )({
    json: {
      loggedIn: kept !== undefined,
      ...(kept !== undefined && { ...kept, createdAt: new Date(kept.createdAtMs).toISOString() }),
      keychain: keychainTrouble ?? 'ok',
      variables,
    },
    text: describeStatus(found),
  });
  return 0;
}

/** Ends with 0: afterwards there is no login that headroom could reach. */
export async function logout(
  options: CopilotAuthOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const result = await (await open(options, context)).logout();
  printer(options, context)({ json: result, text: describeLogout(result) });
  return 0;
}

async function open(options: CopilotAuthOptions, context: CommandContext): Promise<CopilotLogins> {
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  const { openCopilotLogins } = await import('../src/compose/copilot-logins.ts');
  const { env, cwd, stderr } = context;
  const isAttended = stderr.isTTY === true;
  return openCopilotLogins({ variables: env, cwd, settings, isAttended });
}

function printer({ json }: CopilotAuthOptions, { stdout }: CommandContext) {
  return (result: { readonly json: unknown; readonly text: string }): void => {
    stdout.write(json === true ? `${JSON.stringify(result.json)}\n` : result.text);
  };
}
