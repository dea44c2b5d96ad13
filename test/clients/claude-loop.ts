// One conversation of the real Claude Code with a scripted provider, and everything that can be seen of it from outside.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  startScriptedAnthropic,
  type KeptRequest,
  type MessagesBody,
  type ScriptedTurn,
} from '../helpers/scripted-anthropic.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';
import { changedFiles, filesIn } from './changed-files.ts';
import { generatedLog } from './generated-log.ts';
import type { InstalledClient } from './install-client.ts';
import { runClaude, type ClientHome, type ClientResult, type ClientRun } from './run-client.ts';

export const LOG_LINES = 360;

export interface LoopRequest {
  readonly client: InstalledClient;
  readonly through: ClientRun['through'];
  readonly turns: readonly ScriptedTurn[];
  readonly arguments: readonly string[];
}

export interface Loop {
  readonly result: ClientResult;
  readonly requests: readonly (KeptRequest & { readonly body: MessagesBody })[];
  /** Of the last request: the whole conversation. */
  readonly last: MessagesBody | undefined;
  /** Files that the run changed, below the folder that holds home and project. */
  readonly changes: readonly string[];
}

/** Runs the agent in a project whose `service.sh` prints a log of about 25 kB. */
export async function runLoop(request: LoopRequest): Promise<Loop> {
  const { client, through, turns } = request;
  const home = projectWithService();
  const folder = dirname(home.project);
  const upstream = await startScriptedAnthropic(turns);
  const before = filesIn(folder);
  const result = await runClaude({
    arguments: request.arguments,
    upstream: upstream.url,
    folder: client.folder,
    through,
    home,
  });
  await upstream.close();
  const requests = upstream.turns();
  const changes = changedFiles(before, filesIn(folder));
  return { result, requests, last: requests.at(-1)?.body, changes };
}

/** Sends SIGTERM while the agent waits for the provider; gives how it ended. */
export async function terminateWaiting(
  client: InstalledClient,
  through: ClientRun['through'],
): Promise<ClientResult> {
  const upstream = await startScriptedAnthropic(['never answers']);
  const result = await runClaude({
    arguments: ['-p', 'hi'],
    upstream: upstream.url,
    folder: client.folder,
    through,
    onStart: (kill) => void upstream.asked.then(() => kill('SIGTERM')),
  });
  await upstream.close();
  return result;
}

/** A project with a program that prints a log of about 70 bytes a line. */
export function projectWithService(lines = LOG_LINES): ClientHome {
  const home = temporaryHome();
  mkdirSync(join(home.project, 'logs'));
  writeFileSync(join(home.project, 'logs', 'service.log'), generatedLog(lines));
  // Printed by a program: what a tool reads from a file on purpose is shown in full.
  writeFileSync(
    join(home.project, 'service.sh'),
    'while IFS= read -r line; do printf "%s\\n" "$line"; done < logs/service.log\n',
  );
  return home;
}
