// What a scripted model does next, in words that fit every client: the tool is looked up among those the client declares.

export type ScriptTurn =
  | { readonly text: string }
  /** A shell command, by whatever tool the client has for it. */
  | { readonly run: string }
  /** Our retrieval tool, under whatever name the client gives it. */
  | { readonly retrieve: Readonly<Record<string, unknown>> };

/** A turn that reads first what the tools have answered so far. */
export type WrittenTurn = ScriptTurn | ((outputs: readonly string[]) => ScriptTurn);

/** How an answer goes wrong before the script goes on. */
export type Fault = 'overloaded' | 'rate-limited' | 'cut';

export interface Script {
  readonly turns: readonly WrittenTurn[];
  /** By the number of tool calls the transcript holds: faults to serve first, one a request. */
  readonly faults?: Readonly<Record<number, readonly Fault[]>>;
  /** Whether a WebSocket is accepted; refused with 426 otherwise. */
  readonly webSocket?: boolean;
}

export interface DeclaredTool {
  readonly name: string;
  readonly namespace?: string;
  /** freeform: takes a program text, not an object. */
  readonly kind: 'function' | 'freeform';
  readonly parameters: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly required: readonly string[];
}

export type Answer =
  | { readonly text: string }
  | { readonly tool: DeclaredTool; readonly input: Readonly<Record<string, unknown>> | string };

/** One way to talk to a model, seen from its side. Bodies are parsed JSON. */
export interface SpokenFormat {
  tools(body: unknown): readonly DeclaredTool[];
  /** How many tools the transcript has called. */
  calls(body: unknown): number;
  /** What these tools answered, in order. */
  outputs(body: unknown): readonly string[];
  /** The parts of the transcript that a later request must repeat, as names of members. */
  readonly turnsIn: string;
  readonly fixedParts: readonly string[];
  stream(answer: Answer, body: unknown): string;
  /** Not streamed: side requests. Some want JSON of a given shape. */
  whole(answer: Answer, body: unknown): unknown;
}

/** The answer to a request that is one of the agent's own turns. */
export function answerTurn(script: Script, format: SpokenFormat, body: unknown): Answer {
  const { turns } = script;
  const about = { calls: format.calls(body), outputs: format.outputs(body) };
  return callFor(turnFor(turns, about), format.tools(body));
}

/** The turn whose time has come; the last one repeats. */
export function turnFor(
  turns: readonly WrittenTurn[],
  { calls, outputs }: { readonly calls: number; readonly outputs: readonly string[] },
): ScriptTurn {
  const turn = turns[Math.min(calls, turns.length - 1)] ?? { text: 'The script is empty.' };
  return typeof turn === 'function' ? turn(outputs) : turn;
}

/** Words, or the call of a tool among these. */
export function callFor(turn: ScriptTurn, tools: readonly DeclaredTool[]): Answer {
  if ('text' in turn) return turn;
  if ('retrieve' in turn) return callRetrieve(turn.retrieve, tools);
  const tool = SHELLS.map((name) => tools.find((known) => known.name === name)).find(Boolean);
  if (tool === undefined) return { text: `no shell among ${tools.map(({ name }) => name).join()}` };
  if (tool.kind === 'freeform') return { tool, input: codeFor('exec_command', { cmd: turn.run }) };
  return { tool, input: fill(tool, turn.run) };
}

const SHELLS = ['Bash', 'bash', 'exec_command', 'shell', 'run_shell_command', 'exec'];

function callRetrieve(
  input: Readonly<Record<string, unknown>>,
  tools: readonly DeclaredTool[],
): Answer {
  const tool = tools.find(({ name }) => name.endsWith('headroom_retrieve'));
  return tool === undefined ? { text: 'no retrieval tool' } : { tool, input };
}

/** A program of a client whose model writes code. */
function codeFor(name: string, input: unknown): string {
  return `const r = await tools.${name}(${JSON.stringify(input)}); text(r.output ?? r);`;
}

/** The command where the schema has it, and something harmless in everything else it insists on. */
function fill(tool: DeclaredTool, command: string): Readonly<Record<string, unknown>> {
  const name = ['command', 'cmd'].find((key) => key in tool.parameters) ?? 'command';
  const rest = tool.required
    .filter((key) => key !== name)
    .map((key) => [key, HARMLESS[String(tool.parameters[key]?.type)] ?? 'run it'] as const);
  return { ...Object.fromEntries(rest), [name]: command };
}

const HARMLESS: Readonly<Record<string, unknown>> = {
  number: 1,
  integer: 1,
  boolean: false,
  array: [],
  object: {},
};
