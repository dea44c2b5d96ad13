// The only place that reads the process environment.

export type Environment = Readonly<Record<string, string | undefined>>;

/** A copy of the environment as it is now. */
export function readEnvironment(): Environment {
  return { ...process.env };
}
