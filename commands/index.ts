// The table of commands, in help order. A command's file is loaded when it is the one that runs.
import type { Command } from 'commander';
import type { CommandContext } from './context.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: (context: CommandContext) => Promise<Command>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'wrap',
    summary: 'start an agent with everything it sends made smaller',
    load: async (context) => (await import('./wrap.ts')).wrapCommand(context),
  },
  {
    name: 'unwrap',
    summary: 'take back what a killed wrap left in settings of an agent',
    load: async (context) => (await import('./unwrap.ts')).unwrapCommand(context),
  },
  {
    name: 'doctor',
    summary: 'what is here, what is wrong, and what mends it',
    load: async (context) => (await import('./doctor.ts')).doctorCommand(context),
  },
  {
    name: 'proxy',
    summary: 'run the proxy alone',
    load: async (context) => (await import('./proxy.ts')).proxyCommand(context),
  },
  {
    name: 'demo',
    summary: 'see it work on a recorded conversation, without an account',
    load: async (context) => (await import('./demo.ts')).demoCommand(context),
  },
  {
    name: 'compress',
    summary: 'compress a file or standard input',
    load: async (context) => (await import('./compress.ts')).compressCommand(context),
  },
  {
    name: 'retrieve',
    summary: 'give an original back, whole or a slice of it',
    load: async (context) => (await import('./retrieve.ts')).retrieveCommand(context),
  },
  {
    name: 'perf',
    summary: 'what was saved, what was kept and why',
    load: async (context) => (await import('./perf.ts')).perfCommand(context),
  },
  {
    name: 'audit',
    summary: 'what would have been saved, from transcripts on this disk',
    load: async (context) => (await import('./audit.ts')).auditCommand(context),
  },
  {
    name: 'mcp',
    summary: 'serve the tools to an agent over stdio',
    load: async (context) => (await import('./mcp.ts')).mcpCommand(context),
  },
  {
    name: 'copilot-auth',
    summary: 'log in to GitHub for Copilot, out, and say where the login is kept',
    load: async (context) => (await import('./copilot-auth.ts')).copilotAuthCommand(context),
  },
  {
    name: 'config',
    summary: 'what is set and where it came from',
    load: async (context) => (await import('./config.ts')).configCommand(context),
  },
  {
    name: 'completion',
    summary: 'completion for bash, zsh and fish',
    load: async (context) => (await import('./completion.ts')).completionCommand(context),
  },
];
