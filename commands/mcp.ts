// `headroom mcp serve`: our tools for an agent, over stdin and stdout. Only what lists the tools is loaded before they are listed.
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { homeAlone, loadSettings } from '../src/config/load-settings.ts';
import { createLog } from '../src/telemetry/log-file.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export interface McpServeOptions {
  readonly retrieveOnly?: boolean;
  readonly home?: string;
  readonly profile?: string;
}

/** Declares `headroom mcp` with what it can do. */
export function mcpCommand(context: CommandContext): Command {
  const command = new Command('mcp').description('Tools for agents that speak MCP.');
  const serve = command
    .command('serve')
    .description('serve headroom_retrieve, headroom_compress and headroom_stats over stdio')
    .option('--retrieve-only', 'serve headroom_retrieve alone');
  addSettingOptions(serve, ['home', 'profile']);
  serve.action(async (options: McpServeOptions) => {
    setExitCode(serve, await mcpServe(options, context));
  });
  return command;
}

/** Serves until the agent closes our input. */
export async function mcpServe(
  options: McpServeOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const load = options.retrieveOnly === true ? homeAlone : loadSettings;
  const settings = load({ ...context, flags: settingFlags({ ...options }) });
  const { serveMcp } = await import('../src/mcp/serve.ts');
  const log = createLog({ directory: join(settings.home, 'logs'), verbose: false });
  await serveMcp({
    stdin: context.stdin as Readable,
    stdout: context.stdout as Writable,
    cwd: context.cwd,
    retrieveOnly: options.retrieveOnly ?? false,
    open: async () => (await import('../src/compose/mcp-parts.ts')).openMcpParts(settings),
    onFault: log.warn,
  });
  log.close();
  return 0;
}
