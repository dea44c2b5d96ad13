// Whether what is printed may be coloured: a terminal that can, and a user who has not said no.
import type { CommandContext } from './context.ts';

/** https://no-color.org: any value that is not empty switches colours off. */
export function isColourWanted({ stdout, env }: Pick<CommandContext, 'stdout' | 'env'>): boolean {
  return stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
