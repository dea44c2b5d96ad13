// The only place that touches the process environment.

export type Environment = Readonly<Record<string, string | undefined>>;

/** A copy of the environment as it is now. */
export function readEnvironment(): Environment {
  return { ...process.env };
}

/** Libraries with a build for development then load the other one, which is faster and keeps no record of what it did. */
export function preferProductionBuilds(): void {
  process.env['NODE_ENV'] ??= 'production';
}
