// Waits for the user, or the system, to end a command that serves.

/** Resolves on Ctrl-C, SIGTERM or a closed terminal. */
export function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
