import { expect, it } from 'vitest';
import { familyOf } from '../../../src/telemetry/calibration/model-family.ts';

it.each([
  ['claude-sonnet-4-5', 'claude'],
  ['claude-opus-4-6', 'claude'],
  ['claude-opus-4-5-20251101', 'claude'],
  ['claude-opus-4-20250514', 'claude'],
  ['claude-sonnet-4-20250514', 'claude'],
  ['claude-3-5-haiku-20241022', 'claude'],
  ['claude-3-7-sonnet-latest', 'claude'],
  ['anthropic/claude-sonnet-4.5', 'claude'],
  ['claude-haiku-4-5@20251001', 'claude'],
  ['claude-opus-4-7', 'claude-4.7+'],
  ['us.anthropic.claude-opus-4-8-v1:0', 'claude-4.7+'],
  ['anthropic/claude-opus-4.7', 'claude-4.7+'],
  ['claude-opus-5-5', 'claude-4.7+'],
  ['claude-sonnet-5', 'claude-4.7+'],
  ['claude-mythos-preview', 'claude-4.7+'],
  ['gpt-5.2', 'gpt'],
  ['gpt-5.1-codex-max', 'gpt'],
  ['openai/gpt-6-sol', 'gpt'],
  ['gpt-4o-mini-2024-07-18', 'gpt'],
  ['gpt-4.1', 'gpt'],
  ['o3', 'gpt'],
  ['o4-mini', 'gpt'],
  ['codex-mini-latest', 'gpt'],
  ['gpt-4-turbo-2024-04-09', 'gpt-4-turbo'],
  ['gpt-3.5-turbo', 'gpt-3.5-turbo'],
  ['models/gemini-2.5-pro', 'gemini'],
  ['gemini-3-flash-preview', 'gemini'],
  ['deepseek/DeepSeek-V3.2', 'deepseek-v3.2'],
  ['qwen3-coder', 'qwen3-coder'],
  [undefined, '(unknown)'],
])('%s counts as %s', (model, family) => {
  expect(familyOf(model)).toBe(family);
});
