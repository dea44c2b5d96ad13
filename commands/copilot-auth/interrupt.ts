// Ctrl-C and its relatives as a signal to stop with, instead of the end of the process.

export interface Interrupt {
  readonly signal: AbortSignal;
  /** What a shell expects of a process that was stopped by it. */
  exitCode(): number;
  /** From here on the process ends as usual. */
  release(): void;
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Name = keyof typeof CODES;

/** Listens until it is released. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  let code = 1;
  const names = Object.keys(CODES) as Name[];
  const stop = (name: Name): void => {
    code = CODES[name];
    controller.abort();
  };
  for (const name of names) process.on(name, stop);
  return {
    signal: controller.signal,
    exitCode: () => code,
    release: () => names.forEach((name) => process.off(name, stop)),
  };
}
