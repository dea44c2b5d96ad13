import { describe, expect, it } from 'vitest';
import { copilot } from '../../agents/copilot.ts';
import type { Environment } from '../../src/launch/agent.ts';
import { BASE_URL, launchWith, type Given } from './launching.ts';

const environmentOf = (given: Given) => copilot.environment(launchWith(given));
const keys = (...names: string[]): Environment =>
  Object.fromEntries([...names.map((name) => [name, `value of ${name}`]), ['COPILOT_MODEL', 'm']]);

describe('a key of the user’s own', () => {
  it.each<[string, Given, string]>([
    ['OpenAI by its key', { environment: keys('OPENAI_API_KEY') }, 'openai'],
    ['Anthropic by its key', { environment: keys('ANTHROPIC_API_KEY') }, 'anthropic'],
    ['OpenAI with both', { environment: keys('OPENAI_API_KEY', 'ANTHROPIC_API_KEY') }, 'openai'],
    [
      'what the model says',
      {
        environment: { ...keys('OPENAI_API_KEY', 'ANTHROPIC_API_KEY'), COPILOT_MODEL: 'claude-x' },
      },
      'anthropic',
    ],
    [
      'what the variable says',
      { environment: { ...keys('OPENAI_API_KEY'), COPILOT_PROVIDER_TYPE: 'azure' } },
      'azure',
    ],
    [
      'what the option says',
      { environment: keys('ANTHROPIC_API_KEY'), options: { providerType: 'openai' } },
      'openai',
    ],
  ])('chooses %s', (_name, given, type) => {
    expect(environmentOf(given)).toMatchObject({ COPILOT_PROVIDER_TYPE: type });
  });

  it('is handed over, unless Copilot has one already', () => {
    const given = keys('OPENAI_API_KEY');
    expect(environmentOf({ environment: given })).toMatchObject({
      COPILOT_PROVIDER_BASE_URL: `${BASE_URL}/v1`,
      COPILOT_PROVIDER_API_KEY: 'value of OPENAI_API_KEY',
    });
    const own = { ...given, COPILOT_PROVIDER_BEARER_TOKEN: 'own' };
    expect(environmentOf({ environment: own })).not.toHaveProperty('COPILOT_PROVIDER_API_KEY');
  });

  it('that is missing is said before anything starts; a server of one’s own may need none', () => {
    expect(() => copilot.upstreams(launchWith())).toThrow(/OPENAI_API_KEY is not set/);
    const environment = { COPILOT_PROVIDER_BASE_URL: 'http://127.0.0.1:11434/v1' };
    expect(copilot.upstreams(launchWith({ environment }))).toHaveLength(1);
  });
});

describe('the wire', () => {
  const wire = (model: string, more: Given = {}): unknown =>
    environmentOf({
      ...more,
      environment: { ...keys('OPENAI_API_KEY'), COPILOT_MODEL: model, ...more.environment },
    })['COPILOT_PROVIDER_WIRE_API'];

  it('is responses for the models that want it, and otherwise Copilot’s own choice', () => {
    expect([wire('gpt-5.2'), wire('o3'), wire('gpt-4.1')]).toEqual([
      'responses',
      'responses',
      undefined,
    ]);
    expect(wire('gpt-4.1', { own: ['--model', 'gpt-6'] })).toBe('responses');
  });

  it('is what the user says', () => {
    expect(wire('gpt-5.2', { options: { wireApi: 'completions' } })).toBe('completions');
    expect(
      wire('gpt-5.2', { environment: { COPILOT_PROVIDER_WIRE_API: 'completions' } }),
    ).toBeUndefined();
  });

  it('is none of Anthropic’s', () => {
    const given = { environment: keys('ANTHROPIC_API_KEY'), options: { wireApi: 'responses' } };
    expect(() => copilot.upstreams(launchWith(given))).toThrow(/--wire-api/);
  });
});

describe('the arguments', () => {
  it('hand over the tool and its permission; the shell command cannot be permitted alone', () => {
    const given = { environment: keys('OPENAI_API_KEY'), own: ['-p', 'hi'] };
    const [config = '', ...rest] = copilot.arguments?.(launchWith(given)) ?? [];
    expect(JSON.parse(config.replace('--additional-mcp-config=', ''))).toMatchObject({
      mcpServers: { headroom: { type: 'local', tools: ['*'] } },
    });
    expect(rest).toEqual(['--allow-tool=headroom(headroom_retrieve)', '-p', 'hi']);
    const without = launchWith({ ...given, mcp: false });
    expect(copilot.arguments?.(without)).toEqual(['-p', 'hi']);
    expect(copilot.notes?.(without)).toHaveLength(1);
  });

  it('without a model the user is told', () => {
    expect(copilot.warnings?.(launchWith({ environment: { OPENAI_API_KEY: 'k' } }))).toHaveLength(
      1,
    );
    expect(copilot.warnings?.(launchWith({ own: ['--model=x'] }))).toEqual([]);
  });
});
