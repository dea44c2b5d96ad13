// What `--dry-run` prints: the command, what changes in its environment and in files, and where requests would go.
import { shimFolder } from '../../src/launch/shim.ts';
import type { CommandContext } from '../context.ts';
import { maskSecrets } from './mask-secrets.ts';
import type { LaunchPlan, LaunchRequest } from './plan-launch.ts';

/** Starts nothing; port and key stand for what a real launch would choose. */
export function describeLaunch(
  plan: LaunchPlan,
  request: LaunchRequest,
  context: CommandContext,
): string {
  const { executable, settings, warnings } = plan;
  const port = settings.port === 0 ? 'PORT' : String(settings.port);
  const baseUrl = `http://127.0.0.1:${port}${executable === undefined ? '' : '/k/KEY'}`;
  const started = plan.start({ baseUrl, shimFolder: shimFolder(plan.shim) });
  const words = executable === undefined ? [] : [executable, ...started.arguments];
  return [
    ...section('command', words.length === 0 ? [] : [words.map(quoteForShell).join(' ')]),
    ...section(
      'environment',
      executable === undefined ? [] : changeLines(started.changes, context),
    ),
    ...section(
      'edits, undone at the end',
      started.edits.flatMap(({ path, because, set }) => [
        `${path}: ${because}`,
        ...set.map(
          ({ at, value }) => `  ${at.join('.')} = ${maskSecrets('', JSON.stringify(value))}`,
        ),
      ]),
    ),
    started.guide.trimEnd(),
    ...upstreamLines(plan),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...started.notes.map((note) => `note: ${note}`),
    `Nothing was started: this is what "headroom wrap ${nameOf(request)}" would do.`,
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

function nameOf({ agent }: LaunchRequest): string {
  return agent.name === 'command' ? `-- ${agent.title}` : agent.name;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

function changeLines(
  changes: Readonly<Record<string, string | undefined>>,
  { env }: CommandContext,
): readonly string[] {
  const before = env['PATH'] ?? '';
  return Object.entries(changes)
    .filter(([name, value]) => env[name] !== value)
    .map(([name, value]) => describeChange(name, value, before));
}

function describeChange(name: string, value: string | undefined, pathBefore: string): string {
  if (value === undefined) return `${name} is taken away`;
  const shown =
    name === 'PATH' && value.endsWith(pathBefore)
      ? `${value.slice(0, value.length - pathBefore.length)}$PATH`
      : maskSecrets(name, value);
  return `${name}=${shown}`;
}

function upstreamLines({ upstreams }: LaunchPlan): readonly string[] {
  if (upstreams.length === 0) return ["upstream: the provider's own address"];
  return upstreams.map(
    ({ provider, address, from }) =>
      `upstream: ${withoutLogin(address)} for ${provider}, from ${from}`,
  );
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Company gateways sometimes carry a password in their address. */
export function withoutLogin(address: string): string {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '***';
  url.password = '';
  return url.href;
}
