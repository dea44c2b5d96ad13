// One conversation of a real agent with a scripted provider, by itself or through headroom.
import { dirname } from 'node:path';
import { startScriptedProvider, type KeptTurn } from '../helpers/scripted-provider/index.ts';
import type { Script } from '../helpers/scripted-provider/script.ts';
import { changedFiles, filesIn } from './changed-files.ts';
import { projectWithService } from './claude-loop.ts';
import type { InstalledClient } from './install-client.ts';
import { prefixDifferences } from './messages.ts';
import type { RealClient } from './real-clients.ts';
import { runAgent, type ClientResult, type ClientRun } from './run-client.ts';

export interface AgentLoop {
  readonly result: ClientResult;
  readonly turns: readonly KeptTurn[];
  /** What the tools answered, as the last request shows it. */
  readonly outputs: readonly string[];
  /** Where a request does not repeat the one before it. */
  readonly moved: readonly string[];
  /** Files of home and project that differ after the run. */
  readonly changes: readonly string[];
  readonly upgrades: number;
  /** Method and path of requests without tools. */
  readonly others: readonly string[];
}

export interface LoopRequest {
  readonly client: RealClient;
  readonly installed: InstalledClient;
  readonly through: ClientRun['through'];
  readonly script: Script;
  readonly wrapOptions?: readonly string[];
}

/** About 17 kB: what every client takes from a shell whole, but for those that cut at 10 kB. */
export const LOG_LINES = 250;

/** Runs the agent in a project whose `service.sh` prints a log. */
export async function runAgentLoop(request: LoopRequest): Promise<AgentLoop> {
  const { client, installed, through, script, wrapOptions = [] } = request;
  const home = projectWithService(LOG_LINES);
  const provider = await startScriptedProvider(script);
  const setUp = client.setUp(home, provider.url);
  const folder = dirname(home.project);
  const before = filesIn(folder);
  const result = await runAgent({
    ...setUp,
    environment: {
      ...setUp.environment,
      ...(script.webSocket === true ? client.overWebSocket : {}),
    },
    agent: client.agent,
    folder: installed.folder,
    path: installed.path ?? [],
    wrapOptions,
    through,
    home,
  });
  await provider.close();
  const { turns } = provider;
  const answered = turns.filter(({ fault }) => fault === undefined);
  const last = answered.at(-1);
  return {
    result,
    turns,
    outputs: last === undefined ? [] : outputsOf(answered, last),
    moved: movedIn(turns),
    changes: changedFiles(before, filesIn(folder)),
    upgrades: provider.upgrades(),
    others: provider.others,
  };
}

/** Over a WebSocket every frame holds only what is new. */
function outputsOf(turns: readonly KeptTurn[], last: KeptTurn): readonly string[] {
  return last.over === 'http'
    ? last.format.outputs(last.body)
    : turns.flatMap(({ format, body }) => format.outputs(body));
}

function movedIn(turns: readonly KeptTurn[]): readonly string[] {
  return turns.flatMap(({ raw, format, over }, index) => {
    const earlier = turns[index - 1];
    if (earlier === undefined || over === 'websocket' || earlier.format !== format) return [];
    return prefixDifferences(earlier.raw, raw, format).map((place) => `${index}: ${place}`);
  });
}
