// The settings files of this place, and the one a change goes into.
import { homeOf } from '../../src/config/load-settings.ts';
import {
  problemWith,
  projectSettingsPath,
  readSettingsFile,
  userSettingsPath,
  type SettingsFile,
} from '../../src/config/settings-file.ts';
import { HeadroomError } from '../../src/errors.ts';
import type { CommandContext } from '../context.ts';
import { settingFlags } from '../setting-options.ts';

interface Where {
  readonly project?: boolean;
  readonly home?: string;
}

export interface ChosenFile {
  readonly path: string;
  readonly scope: SettingsFile['scope'];
  readonly exists: boolean;
  /** What it sets now. */
  readonly names: readonly string[];
  /** Throws `BAD_OPTION` when the value cannot stand here. */
  check(name: string, value: string): void;
}

/** The user's own file, or the project's with `--project`. Throws `BAD_CONFIG` when it cannot be read as JSON. */
export function chosenFile(where: Where, context: CommandContext): ChosenFile {
  const wanted = where.project ? 'project' : 'user';
  const [user, project] = filesOf(where, context);
  const { path, scope, exists } = wanted === 'user' ? user : project;
  return {
    path,
    scope,
    exists,
    names: Object.keys(readSettingsFile(path, scope)?.values ?? {}),
    check: (name, value) => {
      const problem = problemWith(name, value, scope);
      if (problem !== undefined) {
        throw new HeadroomError('BAD_OPTION', capital(problem.message), { hint: problem.hint });
      }
    },
  };
}

interface FilePlace {
  readonly scope: SettingsFile['scope'];
  readonly path: string;
  readonly exists: boolean;
}

/** Both files, whether they are there or not. */
export function filesOf(where: Where, context: CommandContext): readonly [FilePlace, FilePlace] {
  const path = userSettingsPath(homeOf({ ...context, flags: settingFlags({ ...where }) }));
  const exists = readSettingsFile(path, 'user') !== undefined;
  return [
    { scope: 'user', path, exists },
    { scope: 'project', ...projectSettingsPath(context.cwd) },
  ];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
