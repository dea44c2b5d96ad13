// One thing that doctor looked at.

export interface Finding {
  /** What was looked at, in a word or two. */
  readonly name: string;
  /** warning: works, but not as one would think. failure: does not work. */
  readonly status: 'ok' | 'warning' | 'failure';
  /** What was found; a sentence without its full stop. */
  readonly summary: string;
  /** The command, or the step, that mends it. */
  readonly mend?: string;
}

/** 0 when all is well, 1 with warnings, 2 with failures. */
export function exitCodeFor(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ status }) => status === 'failure')) return 2;
  return findings.some(({ status }) => status === 'warning') ? 1 : 0;
}
