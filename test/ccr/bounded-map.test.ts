import { expect, it } from 'vitest';
import { createBoundedMap } from '../../src/ccr/bounded-map.ts';

function mapOf(maxSize: number) {
  return createBoundedMap<string>({ maxSize, sizeOf: (text) => text.length });
}

it('forgets what was used longest ago', () => {
  const map = mapOf(10);
  map.set('a', 'xxxx');
  map.set('b', 'xxxx');
  expect(map.get('a')).toBe('xxxx');
  map.set('c', 'xxxx');
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual(['xxxx', undefined, 'xxxx']);
});

it('counts a replaced or deleted value no longer', () => {
  const map = mapOf(10);
  map.set('a', 'xxxxxxxx');
  map.set('a', 'xx');
  map.set('b', 'xxxxxxxx');
  expect(map.get('a')).toBe('xx');
  map.delete('a');
  map.delete('a');
  map.set('c', 'xx');
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 'xxxxxxxx', 'xx']);
});

it('does not keep what is too large alone', () => {
  const map = mapOf(10);
  map.set('a', 'x'.repeat(11));
  expect(map.get('a')).toBeUndefined();
  map.set('b', 'x'.repeat(10));
  expect(map.get('b')).toHaveLength(10);
});
