// The contract of an agent: plain data and small pure functions that say how to point it at the proxy.

export type AgentName = 'claude';

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
  /** The upstream given on our command line; it wins over everything found elsewhere. */
  readonly upstream?: Upstream;
  /** A text file, or undefined when it is not there or cannot be read. */
  readText(path: string): string | undefined;
}

/** What an agent may know about the launch it is part of. */
export interface Launch extends Surroundings {
  /** Of the proxy, with the key of this launch, without a slash at the end. */
  readonly baseUrl: string;
  /** Starts the server of the retrieval tool. Absent: no MCP wanted. */
  readonly mcpServer?: { readonly command: string; readonly args: readonly string[] };
}

/** Where an agent's requests go when headroom is not in between. */
export interface Upstream {
  readonly address: string;
  /** The variable or option the address was found in, for error messages. */
  readonly from: string;
}

export interface Agent {
  readonly name: AgentName;
  readonly title: string;
  /** Executable names to look for on PATH, best first. */
  readonly binaries: readonly string[];
  /** The command that installs it. */
  readonly install: string;
  /** Flags that headroom has too: behind the agent's first own argument they are the agent's. */
  readonly sharedFlags?: readonly string[];
  /** Undefined: the provider's own address. */
  upstream(surroundings: Surroundings): Upstream | undefined;
  environment(launch: Launch): EnvironmentChanges;
  /** The whole argument list: ours and the user's own. Absent: the user's own alone. */
  arguments?(launch: Launch): readonly string[];
  /** Why requests may go around headroom here; whole sentences for the user. */
  warnings?(surroundings: Surroundings): readonly string[];
}
