import { expect, it } from 'vitest';
import { nearestName } from '../../src/config/nearest-name.ts';

it.each([
  ['proflie', 'profile'],
  ['Profile', 'profile'],
  ['store-limit', 'storeLimitMb'],
  ['anthropic-url', 'anthropicUrl'],
  ['qqqqqqqq', undefined],
  ['', undefined],
])('takes %j for %j', (typed, expected) => {
  expect(nearestName(typed, ['profile', 'port', 'anthropicUrl', 'storeLimitMb'])).toBe(expected);
});
