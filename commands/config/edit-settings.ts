// `headroom config edit`: the user's editor on a settings file, checked when it comes back.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { homeOf } from '../../src/config/load-settings.ts';
import {
  checkSettingsFile,
  projectSettingsPath,
  readSettingsFile,
  userSettingsPath,
} from '../../src/config/settings-file.ts';
import { HeadroomError } from '../../src/errors.ts';
import { changeEnvironment } from '../../src/launch/environment.ts';
import { findExecutable } from '../../src/launch/find-executable.ts';
import { platformNamed } from '../../src/launch/platform.ts';
import { runChild } from '../../src/launch/run-child.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { settingFlags } from '../setting-options.ts';

interface EditOptions {
  readonly project?: boolean;
  readonly home?: string;
}

/** Opens the file, also a broken one; the answer is the editor's exit code. Throws `BAD_CONFIG` for what it left behind. */
export async function editSettings(
  options: EditOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const scope = options.project ? 'project' : 'user';
  const path = options.project
    ? projectSettingsPath(context.cwd).path
    : userSettingsPath(homeOf({ ...context, flags: settingFlags({ ...options }) }));
  makeIfAbsent(path, scope);
  const code = await runEditor(path, context);
  const file = readSettingsFile(path, scope);
  if (file !== undefined) checkSettingsFile(file);
  return code;
}

function makeIfAbsent(path: string, scope: 'project' | 'user'): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, ...(scope === 'user' && { mode: 0o700 }) });
  writeFileSync(path, '{\n}\n', { mode: scope === 'user' ? 0o600 : 0o644, flag: 'wx' });
}

async function runEditor(path: string, context: CommandContext): Promise<ExitCode> {
  const { cwd, env } = context;
  const editor = env['VISUAL'] || env['EDITOR'];
  // An editor may come with arguments of its own: "code --wait".
  const [name, ...own] = [...(editor ?? '').matchAll(/"([^"]+)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const platform = platformNamed(process.platform);
  const executable = name && findExecutable([name], { environment: env, cwd, platform });
  if (!executable) {
    const problem = name ? `There is no "${name}" on PATH.` : 'Neither VISUAL nor EDITOR is set.';
    throw new HeadroomError('BAD_OPTION', problem, { hint: `Open the file yourself: ${path}` });
  }
  return runChild({
    file: executable,
    arguments: [...own, path],
    environment: changeEnvironment(env, [], platform),
    cwd,
    platform,
    afterExit: () => Promise.resolve(),
    onFault: (fault) => void context.stderr.write(`headroom: ${String(fault)}\n`),
  });
}
