// Whether the `headroom wrap` that holds something is still running. A process id alone would be given away again.

export interface Holder {
  readonly pid: number;
  /** Of its proxy, which answers with its process id. */
  readonly port: number;
}

const PATIENCE_MS = 1_000;

/** Asks the holder's own proxy. */
export async function isHolderAlive({ pid, port }: Holder): Promise<boolean> {
  if (!isProcess(pid)) return false;
  if (pid === process.pid) return true;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/livez`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return ((await answer.json()) as { pid?: unknown } | null)?.pid === pid;
  } catch (error) {
    // A refused connection, no answer in time, or an answer that is not ours.
    if (error instanceof TypeError || error instanceof SyntaxError) return false;
    // A suspended wrap holds its port and does not answer: it is to be left alone.
    if (error instanceof DOMException) return error.name === 'TimeoutError';
    throw error;
  }
}

/** Whether a process with this id exists, whoever it belongs to. */
export function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
