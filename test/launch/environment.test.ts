import { describe, expect, it } from 'vitest';
import {
  changeEnvironment,
  exemptLoopback,
  prependToPath,
  readVariable,
} from '../../src/launch/environment.ts';
import { POSIX, WINDOWS } from '../../src/launch/platform.ts';

describe('changeEnvironment', () => {
  it('sets, takes away and leaves alone; later changes win', () => {
    const changes = [{ B: '2', C: undefined }, { B: '3' }];
    expect(changeEnvironment({ A: '1', C: 'x', D: undefined }, changes, POSIX)).toEqual({
      A: '1',
      B: '3',
    });
  });

  it('replaces a variable whatever its case on Windows, and only there', () => {
    expect(changeEnvironment({ Path: 'a' }, [{ PATH: 'b' }], WINDOWS)).toEqual({ PATH: 'b' });
    expect(changeEnvironment({ Path: 'a' }, [{ PATH: 'b' }], POSIX)).toEqual({
      Path: 'a',
      PATH: 'b',
    });
  });
});

describe('readVariable', () => {
  it('minds the case except on Windows', () => {
    expect(readVariable({ Path: 'a' }, 'PATH', WINDOWS)).toBe('a');
    expect(readVariable({ Path: 'a' }, 'PATH', POSIX)).toBeUndefined();
  });
});

describe('prependToPath', () => {
  it('puts the folder first', () => {
    expect(prependToPath('/x', { PATH: '/a:/b' }, POSIX)).toEqual({ PATH: '/x:/a:/b' });
    expect(prependToPath('C:\\x', { Path: 'C:\\a' }, WINDOWS)).toEqual({ PATH: 'C:\\x;C:\\a' });
    expect(prependToPath('/x', {}, POSIX)).toEqual({ PATH: '/x' });
  });
});

describe('exemptLoopback', () => {
  it.each([
    [{}, '127.0.0.1', '127.0.0.1'],
    [{ NO_PROXY: 'corp.example' }, 'corp.example,127.0.0.1', 'corp.example,127.0.0.1'],
    [{ no_proxy: 'a', NO_PROXY: 'b' }, 'b,127.0.0.1', 'a,127.0.0.1'],
    [{ NO_PROXY: '*' }, '*', '*'],
    [{ NO_PROXY: 'x, 127.0.0.1' }, 'x,127.0.0.1', 'x,127.0.0.1'],
  ])('%j', (environment, upper, lower) => {
    expect(exemptLoopback(environment)).toEqual({ NO_PROXY: upper, no_proxy: lower });
  });
});
