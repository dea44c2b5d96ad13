import { describe, expect, it } from 'vitest';
import { gemini } from '../../agents/gemini.ts';
import { BASE_URL, HOME, launchWith, PROJECT, type Given } from './launching.ts';

const SETTINGS = `${HOME}/.gemini/settings.json`;
const KEY = { GEMINI_API_KEY: 'key' };
const selected = (type: string): Given => ({
  environment: KEY,
  files: { [SETTINGS]: `// mine\n{"security":{"auth":{"selectedType":"${type}",},},}` },
});
const edits = (given: Given) => gemini.edits?.(launchWith(given)) ?? [];

describe('the login', () => {
  it('is named in the settings for this run when nothing is', () => {
    expect(edits({ environment: KEY })).toMatchObject([
      { set: [{ at: ['security', 'auth', 'selectedType'], value: 'gemini-api-key' }] },
    ]);
  });

  it('is left alone when it stands there', () => {
    const given = selected('gemini-api-key');
    expect(edits(given)).toEqual([]);
    expect(gemini.environment(launchWith(given))).toEqual({ GOOGLE_GEMINI_BASE_URL: BASE_URL });
  });

  it.each<[string, Given]>([
    ['of Vertex', selected('vertex-ai')],
    [
      'of an older file',
      { environment: KEY, files: { [SETTINGS]: { selectedAuthType: 'vertex-ai' } } },
    ],
    ['by a variable', { environment: { ...KEY, GOOGLE_GENAI_USE_VERTEXAI: 'true' } }],
    ['that is none yet', {}],
  ])('%s is not touched, and the user is told', (_name, given) => {
    const launch = launchWith(given);
    expect(edits(given)).toEqual([]);
    expect(gemini.environment(launch)).toEqual({});
    expect(gemini.warnings?.(launch)).toHaveLength(1);
    expect(gemini.upstreams(launch)).toEqual([]);
  });

  it.each<[string, Given]>([
    ['its settings', selected('oauth-personal')],
    ['a variable', { environment: { ...KEY, GOOGLE_GENAI_USE_GCA: 'true' } }],
  ])('with Google, by %s, has an address of its own', (_name, given) => {
    const launch = launchWith(given);
    expect(gemini.environment(launch)).toEqual({ CODE_ASSIST_ENDPOINT: BASE_URL });
    expect([edits(given), gemini.warnings?.(launch)]).toEqual([[], []]);
  });

  it.each([`${HOME}/.gemini/.env`, `${PROJECT}/.env`])('is seen in %s', (path) => {
    expect(edits({ files: { [path]: 'A=1\nexport GEMINI_API_KEY=abc\n' } })).toHaveLength(1);
    expect(edits({ files: { [path]: '#GEMINI_API_KEY=abc\n' } })).toEqual([]);
  });

  it('is looked for where GEMINI_CLI_HOME says', () => {
    const [edit] = edits({ environment: { ...KEY, GEMINI_CLI_HOME: '/conf' } });
    expect(edit?.path.replaceAll('\\', '/')).toBe('/conf/.gemini/settings.json');
  });
});

describe('the shell command', () => {
  const argumentsFor = (...own: string[]) =>
    gemini.arguments?.(launchWith({ environment: KEY, own }));

  it('is permitted, and nothing more than that', () => {
    expect(argumentsFor('-p', 'hi')).toEqual([
      '--allowed-tools=run_shell_command(headroom retrieve)',
      '-p',
      'hi',
    ]);
  });

  it.each([[['--yolo']], [['-y']], [['--approval-mode', 'yolo']], [['--approval-mode=yolo']]])(
    'needs no permission with %j',
    (own) => {
      expect(argumentsFor(...own)).toEqual(own);
    },
  );
});
