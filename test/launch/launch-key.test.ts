import { expect, it } from 'vitest';
import { createLaunchKey } from '../../src/launch/launch-key.ts';

it('makes long keys that differ and need no escaping', () => {
  const keys = new Set(Array.from({ length: 100 }, createLaunchKey));
  expect(keys.size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[\w-]{24,}$/);
});
