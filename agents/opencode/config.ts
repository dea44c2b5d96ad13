// OpenCode's settings from all the files it merges, the strongest last.
import { dirname, join, resolve } from 'node:path';
import type { Surroundings } from '../../src/launch/agent.ts';
import { mergeObjects, parseJsonObject, readJsonObject, type JsonObject } from '../read-json.ts';

/** What OpenCode reads above everything else, as the user has set it. */
export const CONTENT = 'OPENCODE_CONFIG_CONTENT';

export interface OpencodeConfig {
  /** Without a project's files: a repository must not get to say where keys go. */
  readonly own: JsonObject;
  /** A project's files alone. */
  readonly ofProject: JsonObject;
  /** Providers with a stored login, and of which kind. */
  readonly logins: JsonObject;
}

export function readOpencodeConfig(surroundings: Surroundings): OpencodeConfig {
  const { environment, home, project, readText } = surroundings;
  const folder = join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'opencode');
  const data = join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'opencode');
  const named = environment['OPENCODE_CONFIG'];
  const read = (path: string): JsonObject => readJsonObject(readText(path));
  return {
    own: [
      ...FILES.map((name) => read(join(folder, name))),
      ...(named ? [read(resolve(project, named))] : []),
      readJsonObject(environment[CONTENT]),
    ].reduce(mergeObjects, {}),
    ofProject: projectFiles(project).map(read).reduce(mergeObjects, {}),
    logins: read(join(data, 'auth.json')),
  };
}

/** Undefined when the user's own content is broken: OpenCode is the one to say so. */
export function ownContent({ environment }: Surroundings): JsonObject | undefined {
  return parseJsonObject(environment[CONTENT]);
}

const FILES = ['config.json', 'opencode.json', 'opencode.jsonc'];

/** In the project's folder and those above it, the nearest last. */
function projectFiles(project: string): readonly string[] {
  const above = dirname(project);
  const here = ['', '.opencode'].flatMap((folder) =>
    ['opencode.json', 'opencode.jsonc'].map((name) => join(project, folder, name)),
  );
  return above === project ? here : [...projectFiles(above), ...here];
}
