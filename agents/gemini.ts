// Gemini CLI: a base URL as variable. With one set it no longer sees from the environment that it has an API key, so the
// choice must stand in its settings file: the one edit, taken back at the end.
import { join } from 'node:path';
import type { Agent, Surroundings } from '../src/launch/agent.ts';
import { chainAddress, fromVariables, isSet, type ChainedAddress } from './address.ts';
import { readJsonObject, textAt } from './read-json.ts';

const API_KEY = 'gemini-api-key';
const SELECTED = ['security', 'auth', 'selectedType'] as const;
const KEY_VARIABLE = 'GOOGLE_GEMINI_BASE_URL';

/** The variable with the address, by the kind of login. Others have none. */
const VARIABLES: Readonly<Record<string, string>> = {
  [API_KEY]: KEY_VARIABLE,
  'oauth-personal': 'CODE_ASSIST_ENDPOINT',
};

export const gemini: Agent = {
  name: 'gemini',
  title: 'Gemini CLI',
  binaries: ['gemini'],
  install: 'npm install -g @google/gemini-cli',
  upstreams: (surroundings) => {
    const upstream = route(surroundings)?.chained.upstream;
    return upstream === undefined ? [] : [upstream];
  },
  environment: (launch) => {
    const found = route(launch);
    return found === undefined
      ? {}
      : { [found.variable]: `${launch.baseUrl}${found.chained.visible}` };
  },
  edits: (launch) =>
    loginOf(launch) === API_KEY && selectedType(launch) === undefined
      ? [
          {
            path: settingsFile(launch),
            because: `Gemini CLI needs its kind of login named there when ${KEY_VARIABLE} is set.`,
            set: [{ at: SELECTED, value: API_KEY }],
          },
        ]
      : [],
  // It takes no MCP server by argument. In front of the user's own; adds to what the user has.
  arguments: ({ own }) =>
    isUnasked(own) ? own : ['--allowed-tools=run_shell_command(headroom retrieve)', ...own],
  warnings: (surroundings) => {
    if (route(surroundings) !== undefined) return [];
    const login = loginOf(surroundings);
    return [
      login === undefined
        ? 'Gemini CLI has no API key yet (GEMINI_API_KEY): its requests do not go through headroom.'
        : `Gemini CLI is logged in by "${login}", which has no base URL: its requests do not go through headroom.`,
    ];
  },
};

interface GeminiRoute {
  readonly variable: string;
  readonly chained: ChainedAddress;
}

function route(surroundings: Surroundings): GeminiRoute | undefined {
  const variable = VARIABLES[loginOf(surroundings) ?? ''];
  if (variable === undefined) return undefined;
  const found = [fromVariables(surroundings.environment, 'gemini', [variable])];
  const chained = chainAddress(surroundings, { provider: 'gemini', suffix: '', found });
  return { variable, chained };
}

/** How the client logs in without us: its settings file, else the environment. */
function loginOf(surroundings: Surroundings): string | undefined {
  const selected = selectedType(surroundings);
  if (selected !== undefined) return selected;
  const { environment } = surroundings;
  const other = OTHER_LOGINS.find(([name]) => environment[name] === 'true');
  if (other !== undefined) return other[1];
  return hasApiKey(surroundings) ? API_KEY : undefined;
}

const OTHER_LOGINS = [
  ['GOOGLE_GENAI_USE_GCA', 'oauth-personal'],
  ['GOOGLE_GENAI_USE_VERTEXAI', 'vertex-ai'],
] as const;

function selectedType(surroundings: Surroundings): string | undefined {
  const settings = readJsonObject(surroundings.readText(settingsFile(surroundings)));
  return textAt(settings, ...SELECTED) ?? textAt(settings, 'selectedAuthType');
}

function hasApiKey({ environment, home, project, readText }: Surroundings): boolean {
  if (isSet(environment['GEMINI_API_KEY'])) return true;
  const folders = [join(project, '.gemini'), project, join(home, '.gemini'), home];
  return folders.some((folder) => SETS_KEY.test(readText(join(folder, '.env')) ?? ''));
}

const SETS_KEY = /^(?:export )?GEMINI_API_KEY=\S/m;

function settingsFile({ environment, home }: Surroundings): string {
  return join(environment['GEMINI_CLI_HOME'] || home, '.gemini', 'settings.json');
}

/** Every tool is allowed anyway. */
function isUnasked(own: readonly string[]): boolean {
  const mode = own.indexOf('--approval-mode');
  return (
    own.some((word) => ['-y', '--yolo', '--approval-mode=yolo'].includes(word)) ||
    (mode !== -1 && own[mode + 1] === 'yolo')
  );
}
