import { describe, expect, it } from 'vitest';
import { openclaw } from '../../agents/openclaw.ts';
import { BASE_URL, HOME, launchWith, plainPath, type Given } from './launching.ts';

const FILE = `${HOME}/.openclaw/openclaw.json`;
const EXEC = ['agent', 'exec', '--json', 'hi'];
const CONFIG = {
  models: { providers: { corp: { baseUrl: 'https://gw.example/v1', api: 'openai-completions' } } },
  agents: { defaults: { model: { primary: 'corp/m', fallbacks: ['anthropic/claude-x'] } } },
};

const given = (own: readonly string[] = [], config: unknown = CONFIG): Given => ({
  own,
  files: { [FILE]: config },
});
const editsFor = (about: Given) =>
  (openclaw.edits?.(launchWith(about)) ?? []).map((edit) => ({
    ...edit,
    path: edit.path.replaceAll('\\', '/'),
  }));

describe('its config', () => {
  it('is changed at the addresses alone, and for built-in providers at their format', () => {
    const [edit] = editsFor(given(['chat']));
    expect(edit?.path).toBe(FILE);
    const values = edit?.set.map(({ at, value }) => [at.join('.'), value]);
    expect(values).toEqual([
      ['models.providers.corp.baseUrl', `${BASE_URL}/v1`],
      ['models.providers.anthropic.baseUrl', BASE_URL],
      ['models.providers.anthropic.api', 'anthropic-messages'],
      ['models.providers.anthropic.models', []],
    ]);
    expect(openclaw.arguments?.(launchWith(given(['chat'])))).toEqual(['chat']);
  });

  it('is copied for "agent exec", which takes another file', () => {
    const [edit] = editsFor(given(EXEC));
    expect(plainPath(edit?.path ?? '')).toBe(`${HOME}/.openclaw/headroom-4711.json`);
    const copy = Object.fromEntries(edit?.set.map(({ at, value }) => [at.join('.'), value]) ?? []);
    expect(copy['agents']).toEqual(CONFIG.agents);
    expect(openclaw.arguments?.(launchWith(given(EXEC)))?.map(plainPath)).toEqual([
      ...['agent', 'exec', '--config', plainPath(edit?.path ?? '')],
      ...['--json', 'hi'],
    ]);
  });

  it.each([[['--config', '/c.json']], [['--config=/c.json']]])(
    'may be named by the user: %j',
    (flag) => {
      const own = ['agent', 'exec', ...flag, 'hi'];
      const about = { own, files: { '/c.json': CONFIG } };
      const [edit] = editsFor(about);
      const path = plainPath(edit?.path ?? '');
      expect(path).toBe('/headroom-4711.json');
      const words = openclaw.arguments?.(launchWith(about))?.map(plainPath);
      expect(words).toEqual(['agent', 'exec', '--config', path, 'hi']);
    },
  );

  it('is found where variables and options say', () => {
    const places: readonly (readonly [Given, string])[] = [
      [{ environment: { OPENCLAW_CONFIG_PATH: '/a.json' } }, '/a.json'],
      [{ environment: { OPENCLAW_STATE_DIR: '/state' } }, '/state/openclaw.json'],
      [{ own: ['--profile', 'work', 'chat'] }, `${HOME}/.openclaw-work/openclaw.json`],
      [{ own: ['--dev', 'chat'] }, `${HOME}/.openclaw-dev/openclaw.json`],
    ];
    for (const [about, path] of places) {
      const [edit] = editsFor({ ...about, files: { [path]: CONFIG } });
      expect(plainPath(edit?.path ?? '')).toBe(path);
    }
  });

  it('lets a second gateway of the same format be asked for by header', () => {
    const providers = {
      one: { baseUrl: 'https://one.example', api: 'anthropic-messages' },
      two: { baseUrl: 'https://two.example', api: 'anthropic-messages' },
    };
    const about = given([], { models: { providers } });
    const headers = editsFor(about)[0]?.set.filter(({ at }) => at.includes('headers'));
    expect(headers).toMatchObject([
      {
        at: ['models', 'providers', 'two', 'headers', 'x-headroom-base-url'],
        value: 'https://two.example',
      },
    ]);
    const asked = openclaw.upstreams(launchWith(about)).map(({ isAsked }) => isAsked);
    expect(asked).toEqual([undefined, true]);
  });
});

describe('warnings', () => {
  it.each<[string, Given]>([
    ['JSON5', given([], "{ models: 'x' }")],
    ['no provider', given([], {})],
    ['--isolated', given([...EXEC, '--isolated'])],
    [
      'a format nobody knows',
      given([], { models: { providers: { x: { baseUrl: 'https://x.example', api: 'odd' } } } }),
    ],
  ])('tell of %s', (_name, about) => {
    expect(openclaw.warnings?.(launchWith(about))).toHaveLength(1);
  });
});
