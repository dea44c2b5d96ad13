import { describe, expect, it } from 'vitest';
import { copilot } from '../../agents/copilot.ts';
import { wireApiFor } from '../../agents/copilot/subscription.ts';
import { BASE_URL, launchWith, type Given } from './launching.ts';

const options = { subscription: true };
const launch = (about: Given = {}) => ({
  ...launchWith({ ...about, options: { ...options, ...about.options } }),
  subscription: { apiBase: 'https://api.githubcopilot.com', secretVariables: ['GH_TOKEN'] },
});

describe('Copilot by subscription', () => {
  it('gets an address, a token that is none, and no login', () => {
    const environment = {
      COPILOT_PROVIDER_API_KEY: 'sk',
      GITHUB_COPILOT_TOKEN: 'gho_x',
      OTHER: 'y',
    };
    expect(copilot.environment(launch({ environment }))).toEqual({
      COPILOT_PROVIDER_API_KEY: undefined,
      GITHUB_COPILOT_TOKEN: undefined,
      GH_TOKEN: undefined,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_BASE_URL: `${BASE_URL}/v1`,
      COPILOT_PROVIDER_WIRE_API: 'completions',
      COPILOT_PROVIDER_BEARER_TOKEN: 'headroom-signs-this',
    });
  });

  it.each([
    ['gpt-5.2', 'responses'],
    ['openai/GPT-5-mini', 'responses'],
    ['azure:o3', 'responses'],
    ['o1-preview', 'responses'],
    ['gpt-4o', 'completions'],
    ['claude-sonnet-4.5', 'completions'],
    [undefined, 'completions'],
  ])('speaks to %s by %s', (model, expected) => {
    expect(wireApiFor(model)).toBe(expected);
  });

  it.each([
    [
      ['--model', 'auto', '-p', 'auto'],
      ['-p', 'auto'],
    ],
    [
      ['-p', 'x', '--model=auto'],
      ['-p', 'x'],
    ],
    [
      ['--model', 'gpt-4o'],
      ['--model', 'gpt-4o'],
    ],
  ])('leaves a choice out that it cannot make: %s', (own, expected) => {
    const given = copilot.arguments?.(launch({ own, mcp: false })) ?? [];
    expect(given.slice(-expected.length)).toEqual(expected);
    expect(given).not.toContain('--model=auto');
    expect(copilot.notes?.(launch({ own })).some((note) => note.includes('left out'))).toBe(
      expected.length < own.length,
    );
  });

  it('takes the wire form from the command line first, then from the model', () => {
    const formOf = (about: Given) =>
      copilot.environment(launch(about))['COPILOT_PROVIDER_WIRE_API'];
    expect(formOf({ own: ['--model', 'gpt-5'] })).toBe('responses');
    expect(formOf({ environment: { COPILOT_MODEL: 'gpt-5' } })).toBe('responses');
    expect(formOf({ own: ['--model=gpt-5'], options: { wireApi: 'completions' } })).toBe(
      'completions',
    );
  });
});
