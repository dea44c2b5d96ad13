// Lines as Claude Code writes them, made by hand.

export interface LineOptions {
  readonly uuid?: string;
  readonly parentUuid?: string | null;
  readonly [name: string]: unknown;
}

/** Writes lines of one session; each follows the one before it, unless it is told otherwise. */
export function createSession(session = 'session') {
  const lines: object[] = [];
  let parentUuid: string | null = null;
  const write = (line: LineOptions): void => {
    const number = lines.length;
    const written = {
      parentUuid,
      isSidechain: false,
      cwd: '/home/ann/shop',
      sessionId: session,
      version: '2.1.330',
      uuid: `${session}-${number}`,
      timestamp: new Date(Date.UTC(2026, 10, 20, 10, 0, number)).toISOString(),
      ...line,
    };
    lines.push(written);
    parentUuid = written.uuid;
  };
  return {
    lines,
    write,
    /** What the person typed, or blocks of results. */
    user(content: unknown, more: LineOptions = {}): void {
      write({ type: 'user', message: { role: 'user', content }, ...more });
    },
    result(id: string, content: unknown, more: LineOptions = {}): void {
      this.user([{ type: 'tool_result', tool_use_id: id, content }], more);
    },
    /** One block of the answer `id`. */
    answer(id: string, block: object, more: LineOptions & { readonly usage?: object } = {}): void {
      const { usage, ...rest } = more;
      const message = {
        id,
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content: [block],
        ...(usage !== undefined && { usage }),
      };
      write({ type: 'assistant', requestId: `req-${id}`, message, ...rest });
    },
    text: (): string => lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  };
}

export function call(id: string, name = 'Bash', input: object = { command: 'ls' }): object {
  return { type: 'tool_use', id, name, input };
}

export function said(text: string): object {
  return { type: 'text', text };
}

/** As Anthropic counts. */
export function usage(input: number, read: number, written: number, output = 10): object {
  return {
    input_tokens: input,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written,
    output_tokens: output,
  };
}
