// How a client can fetch an original back, judged by the names of the tools it declares.
import type { RetrievalWay } from './wire-format.ts';

/** Clients put the name of the MCP server before it, joined by one of these. */
const RETRIEVE = /(?:^|[_-])headroom_retrieve$/;

/** What coding agents call the tool that runs a command line. */
const SHELL_TOOLS: ReadonlySet<string> = new Set([
  'Bash',
  'bash',
  'shell',
  'shell_command',
  'exec',
  'exec_command',
  'execute_command',
  'local_shell',
  'container.exec',
  'powershell',
  'run_command',
  'run_in_terminal',
  'run_shell_command',
  'run_terminal_cmd',
  'terminal',
]);

/** The best way to retrieve that these tools offer: our own tool, else any shell, else none. */
export function retrievalWay(toolNames: readonly string[]): RetrievalWay {
  if (toolNames.some((name) => RETRIEVE.test(name))) return 'mcp';
  return toolNames.some((name) => SHELL_TOOLS.has(name)) ? 'shell' : 'none';
}
