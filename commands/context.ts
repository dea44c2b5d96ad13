// What every command is given instead of reaching for the process itself; tests hand in their own.

export interface CommandContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export interface OutputStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** 0 done, 1 failed, 2 wrong usage; `wrap` passes the agent's own code on. */
export type ExitCode = number;
