// `--subscription`: a login that works for Copilot, found before anything is started.
import { USER_HOME, type Settings } from '../../src/config/settings.ts';
import type { Subscription } from '../../src/compose/open-subscription.ts';
import type { CommandContext } from '../context.ts';

export interface SubscribeRequest {
  /** Of the command line. */
  readonly wanted: boolean | undefined;
  readonly settings: Settings;
}

/** Undefined: nobody asked for it, and then no login of the user is touched. Throws `COPILOT_LOGIN_REQUIRED`. */
export async function subscribe(
  { wanted, settings }: SubscribeRequest,
  { env, cwd, stderr }: CommandContext,
): Promise<Subscription | undefined> {
  if (wanted !== true) return undefined;
  const { openSubscription } = await import('../../src/compose/open-subscription.ts');
  const home = env['HOME'] || env['USERPROFILE'] || USER_HOME;
  const isAttended = stderr.isTTY === true;
  return await openSubscription({ variables: env, cwd, home, settings, isAttended });
}
