// What `--dry-run` prints: the command, what changes in its environment, and where requests would go.
import { shimFolder } from '../../src/launch/shim.ts';
import type { CommandContext } from '../context.ts';
import type { LaunchPlan, LaunchRequest } from './plan-launch.ts';

/** Starts nothing; port and key stand for what a real launch would choose. */
export function describeLaunch(
  plan: LaunchPlan,
  request: LaunchRequest,
  context: CommandContext,
): string {
  const port = plan.settings.port === 0 ? 'PORT' : String(plan.settings.port);
  const baseUrl = `http://127.0.0.1:${port}/k/KEY`;
  const folder = shimFolder(plan.shim);
  const started = plan.start({ baseUrl, shimFolder: folder });
  const before = context.env['PATH'] ?? '';
  const changes = Object.entries(started.changes)
    .filter(([name, value]) => context.env[name] !== value)
    .map(([name, value]) => describeChange(name, value, before));
  return [
    'command:',
    `  ${[plan.executable, ...started.arguments].map(quoteForShell).join(' ')}`,
    'environment:',
    ...changes.map((line) => `  ${line}`),
    `upstream: ${plan.upstream === undefined ? "the provider's own address" : withoutLogin(plan.upstream)}`,
    ...plan.warnings.map((warning) => `warning: ${warning}`),
    `Nothing was started: this is what "headroom wrap ${request.agent.name}" would do.`,
    '',
  ].join('\n');
}

function describeChange(name: string, value: string | undefined, pathBefore: string): string {
  if (value === undefined) return `${name} is taken away`;
  const shown =
    name === 'PATH' && value.endsWith(pathBefore)
      ? `${value.slice(0, value.length - pathBefore.length)}$PATH`
      : value;
  return `${name}=${shown}`;
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
