// `headroom audit`: what would have been saved, from the transcripts that agents keep on this disk.
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { USER_HOME } from '../src/config/settings.ts';
import { loadSettings } from '../src/config/load-settings.ts';
import { HeadroomError } from '../src/errors.ts';
import type { TranscriptFile } from '../src/transcripts/find-transcripts.ts';
import { AGENT_NAMES, type AgentName } from '../src/transcripts/turn.ts';
import { readSince, type Since } from './audit/since.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { isColourWanted } from './is-colour-wanted.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export interface AuditOptions {
  readonly path?: string;
  readonly agent: AgentName | 'all';
  readonly since?: string;
  readonly json?: boolean;
  readonly profile?: string;
}

const WIDTH_WITHOUT_TERMINAL = 100;

/** Declares `headroom audit`. */
export function auditCommand(context: CommandContext): Command {
  const command = new Command('audit')
    .argument('[path]', 'a transcript or a folder of them; where agents keep theirs when left out')
    .addOption(
      new Option('--agent <name>', 'whose transcripts')
        .choices([...AGENT_NAMES, 'all'])
        .default('all'),
    )
    .option('--since <when>', 'only what was asked since: 2026-01-31, 7d, 12h')
    .option('--json', 'the report as JSON');
  addSettingOptions(command, ['profile']);
  return command.action(async (path: string | undefined, options: AuditOptions) => {
    const asked = { ...options, ...(path !== undefined && { path }) };
    setExitCode(command, await audit(asked, context));
  });
}

/** Prints the report; no transcripts are no failure, a path without any is. */
export async function audit(options: AuditOptions, context: CommandContext): Promise<ExitCode> {
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  const since = readSince(options.since, Date.now());
  const files = (await findFiles(options, context)).filter(
    ({ modifiedMs }) => modifiedMs >= (since.sinceMs ?? -Infinity),
  );
  const { audit: run } = await import('../src/compose/audit.ts');
  const { createProgress } = await import('./audit/progress.ts');
  const { spendLess } = await import('./audit/spend-less.ts');
  spendLess();
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = createProgress(context.stderr, totalBytes);
  const found = await run({
    settings,
    files,
    sinceMs: since.sinceMs,
    onProgress: progress.show,
  }).finally(progress.clear);
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, ...found }, undefined, 2)}\n`);
    return 0;
  }
  context.stdout.write(await asText(found, since, context));
  return 0;
}

async function asText(
  found: Parameters<typeof import('./audit/format-audit.ts').formatAudit>[0],
  since: Since,
  context: CommandContext,
): Promise<string> {
  const { formatAudit } = await import('./audit/format-audit.ts');
  const width = context.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
  return formatAudit(found, { period: since.period, width, colour: isColourWanted(context) });
}

async function findFiles(
  { agent, path }: AuditOptions,
  { cwd, env }: CommandContext,
): Promise<readonly TranscriptFile[]> {
  const { findTranscripts, transcriptsAt } = await import('../src/transcripts/find-transcripts.ts');
  const agents = agent === 'all' ? AGENT_NAMES : [agent];
  if (path === undefined) {
    const surroundings = { env, userHome: env['HOME'] || USER_HOME };
    const found = await Promise.all(agents.map((each) => findTranscripts(each, surroundings)));
    return found.flat();
  }
  const found = await transcriptsAt(resolve(cwd, path), agents);
  if (found !== undefined && found.length > 0) return found;
  throw found === undefined
    ? new HeadroomError('FILE_NOT_READABLE', `There is nothing at ${path}.`, {
        hint: 'Give a transcript or a folder of them, or leave the path out.',
      })
    : new HeadroomError('FILE_NOT_READABLE', `${path} holds no transcript${of(agent)}.`, {
        hint: `Read are those of ${AGENT_NAMES.join(', ')}.`,
      });
}

function of(agent: AgentName | 'all'): string {
  return agent === 'all' ? '' : ` of ${agent}`;
}
