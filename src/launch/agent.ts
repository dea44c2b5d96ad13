// The contract of an agent: plain data and small pure functions that say how to point it at the proxy.
import type { ConfigEdit } from './config-edit.ts';

export type AgentName =
  | 'claude'
  | 'codex'
  | 'copilot'
  | 'gemini'
  | 'opencode'
  | 'openclaw'
  | 'aider'
  | 'cursor'
  | 'command';

/** Variables by name, as the user has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables to set for the agent; `undefined` takes one away. */
export type EnvironmentChanges = Readonly<Record<string, string | undefined>>;

/** What an agent may know before anything is started. */
export interface Surroundings {
  readonly environment: Environment;
  /** The user's home folder. */
  readonly home: string;
  /** The folder the agent is started in. */
  readonly project: string;
  /** The user's own arguments for the agent. */
  readonly own: readonly string[];
  /** The agent's own options of our command line, by their long name in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Upstreams given on our command line; they win over everything found elsewhere. */
  readonly given: readonly Upstream[];
  /** A text file, or undefined when it is not there or cannot be read. */
  readText(path: string): string | undefined;
}

/** What an agent may know about the launch it is part of. */
export interface Launch extends Surroundings {
  /** Of the proxy, with the key of this launch, without a slash at the end. */
  readonly baseUrl: string;
  /** Starts the server of the retrieval tool. Absent: no MCP wanted. */
  readonly mcpServer?: { readonly command: string; readonly args: readonly string[] };
  /** The login of the user that headroom signs with. Absent: the agent's own credentials pass through. */
  readonly subscription?: LaunchSubscription;
}

export interface LaunchSubscription {
  /** Where the requests go, for a person. */
  readonly apiBase: string;
  /** Variables with logins: the agent gets none of them. */
  readonly secretVariables: readonly string[];
}

/** Providers whose address is a setting of the proxy. */
export type UpstreamProvider = 'anthropic' | 'openai' | 'gemini';

/** Where an agent's requests go when headroom is not in between. */
export interface Upstream {
  /** Whose requests these are. */
  readonly provider: UpstreamProvider;
  readonly address: string;
  /** The variable or option the address was found in, for error messages. */
  readonly from: string;
  /** Requests name it themselves, in a header: the proxy goes on to one address of each provider otherwise. */
  readonly isAsked?: true;
}

/** By which a request names its upstream to the proxy, which goes only where the launch allows. */
export const ASKED_HEADER = 'x-headroom-base-url';

/** An option of `headroom wrap AGENT` that only this agent has. */
export interface AgentOption {
  /** As commander spells it: `--wire-api <name>`. */
  readonly flag: string;
  readonly help: string;
  readonly choices?: readonly string[];
}

export interface Agent {
  readonly name: AgentName;
  readonly title: string;
  /** Executable names to look for on PATH, best first. None: nothing to start, the `guide` is printed instead. */
  readonly binaries: readonly string[];
  /** The command that installs it. Empty: nobody knows. */
  readonly install: string;
  readonly options?: readonly AgentOption[];
  /** Flags that headroom has too: behind the agent's first own argument they are the agent's. */
  readonly sharedFlags?: readonly string[];
  /** Addresses that were set before, to go on to. A provider that is not in it keeps its own address. */
  upstreams(surroundings: Surroundings): readonly Upstream[];
  environment(launch: Launch): EnvironmentChanges;
  /** The whole argument list: ours and the user's own. Absent: the user's own alone. */
  arguments?(launch: Launch): readonly string[];
  /** Changes to files of the user, where nothing else works. Undone when the agent ends. */
  edits?(launch: Launch): readonly ConfigEdit[];
  /** What the user should know before the agent takes the terminal; whole sentences. */
  notes?(launch: Launch): readonly string[];
  /** What to tell the user to set by hand. */
  guide?(launch: Launch): string;
  /** Why requests may go around headroom here; whole sentences for the user. */
  warnings?(surroundings: Surroundings): readonly string[];
}
