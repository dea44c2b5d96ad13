import { describe, expect, it } from 'vitest';
import { isSameSecret, redactTarget } from '../../src/proxy/secret.ts';

describe('isSameSecret', () => {
  it('compares secrets of any length', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    expect(isSameSecret('abc', 'abd')).toBe(false);
    expect(isSameSecret('abc', 'abcd')).toBe(false);
    expect(isSameSecret('', 'abc')).toBe(false);
  });
});

describe('redactTarget', () => {
  it.each([
    ['/v1/models?key=AIza-secret', '/v1/models?key=***'],
    ['/v1/m?alt=sse&KEY=AIza&x=1', '/v1/m?alt=sse&KEY=***&x=1'],
    ['/v1/m?api_key=a&api-key=b&apikey=c', '/v1/m?api_key=***&api-key=***&apikey=***'],
    ['/v1/messages?beta=true&monkey=1', '/v1/messages?beta=true&monkey=1'],
    ['/v1/key=1/x', '/v1/key=1/x'],
  ])('%s', (target, expected) => {
    expect(redactTarget(target)).toBe(expected);
  });
});
