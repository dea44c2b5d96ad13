// What `wrap` says before the agent has the terminal.
import type { Settings } from '../../src/config/settings.ts';
import { withoutLogin } from './describe-launch.ts';
import type { LaunchPlan, StartedLaunch } from './plan-launch.ts';

/** Warnings, notes and a comparison always, the set-up only when asked for. */
export function openingLines(
  plan: LaunchPlan,
  { notes, edits }: StartedLaunch,
  { verbose }: { readonly verbose?: boolean },
): readonly string[] {
  const { settings, upstreams, executable, warnings } = plan;
  const ways = upstreams.map(({ provider, address }) => `${provider} at ${withoutLogin(address)}`);
  const setUp = [
    ...(executable === undefined ? [] : [`starting ${executable}`]),
    `requests go on to ${ways.length === 0 ? 'the provider' : ways.join(', ')}`,
    ...edits.map(({ path, because }) => `${path} is changed until the end: ${because}`),
    `data and logs are in ${settings.home}`,
  ];
  return [...warnings, ...notes, ...comparison(settings), ...(verbose === true ? setUp : [])].map(
    (line) => `headroom: ${line}`,
  );
}

/** Whoever wonders why nothing is saved should know. */
function comparison({ ab, compress }: Settings): readonly string[] {
  if (!ab) return [];
  return compress
    ? ['every other conversation passes through uncompressed; compare: headroom perf --ab']
    : ['--ab compares nothing: with --no-compress every conversation passes through'];
}
