// The stdio server. It answers `initialize` and `tools/list` before anything heavy is loaded; stdout carries the protocol
// and nothing else.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Readable, Writable } from 'node:stream';
import { VERSION } from '../version.ts';
import { callTool } from './call-tool.ts';
import type { McpParts } from './parts.ts';
import { toolDefinitions, type ToolName } from './tool-definitions.ts';

export interface ServeOptions {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly cwd: string;
  /** Only `headroom_retrieve`: what a wrapped agent gets. */
  readonly retrieveOnly: boolean;
  /** Loads the store and the engine; called at the first tool call, and again if it failed. */
  readonly open: () => Promise<McpParts>;
  readonly onFault: (where: string, error: unknown) => void;
}

/** Serves until the other side closes the connection; calls under way are answered first. */
export async function serveMcp(options: ServeOptions): Promise<void> {
  const parts = openOnce(options.open);
  const calls = new Set<Promise<unknown>>();
  const server = buildServer(options, parts.open, calls);
  server.onerror = (error) => options.onFault('mcp protocol', error);
  const ended = whenEnded(options);
  await server.connect(new StdioServerTransport(options.stdin, options.stdout));
  await ended;
  await Promise.allSettled(calls);
  // An answer is written one turn after its call has ended.
  await new Promise((resolve) => setImmediate(resolve));
  await server.close();
  await parts.close();
}

function openOnce(open: () => Promise<McpParts>) {
  let opened: Promise<McpParts> | undefined;
  return {
    open: (): Promise<McpParts> => {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    close: async (): Promise<void> => (await opened)?.close(),
  };
}

function buildServer(
  options: ServeOptions,
  open: () => Promise<McpParts>,
  calls: Set<Promise<unknown>>,
): Server {
  const tools = toolDefinitions(options);
  const names = new Set(tools.map((tool) => tool.name));
  const server = new Server(
    { name: 'headroom', version: VERSION },
    { capabilities: { tools: {} } },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...tools] }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    if (!names.has(params.name)) {
      throw new McpError(ErrorCode.InvalidParams, `There is no tool "${params.name}".`);
    }
    const call = callTool(params.name as ToolName, params.arguments ?? {}, { ...options, open });
    calls.add(call);
    return call.finally(() => calls.delete(call));
  });
  return server;
}

/** The agent is gone when it closes our input or stops reading our output. */
function whenEnded({ stdin, stdout }: ServeOptions): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve());
    for (const event of ['close', 'error']) stdout.once(event, () => resolve());
  });
}
