import { describe, expect, it } from 'vitest';
import { findPlace } from '../../../../src/compress/log/lines/place.ts';

describe('findPlace', () => {
  it.each([
    ['src/a.ts:12:5: error: no', 'src/a.ts', '12:5', 'error: no'],
    ['src/a.ts:12:5 - error TS1: no', 'src/a.ts', '12:5', 'error TS1: no'],
    ['src/a.ts(12,5): error TS1: no', 'src/a.ts', '12,5', 'error TS1: no'],
    ['    cart_test.go:7: got 4', 'cart_test.go', '7', 'got 4'],
    ['C:\\work\\a.cs(3,4): warning', 'C:\\work\\a.cs', '3,4', 'warning'],
    [
      '[ERROR] src/Cup.java:[12,5] cannot find symbol',
      'src/Cup.java',
      '12,5',
      'cannot find symbol',
    ],
    ['[WARNING] src/Cup.java:[3,1] [removal] gone', 'src/Cup.java', '3,1', '[removal] gone'],
    ['app.py:9: TypeError', 'app.py', '9', 'TypeError'],
  ])('%s', (line, path, position, message) => {
    expect(findPlace(line)).toEqual({ path, position, message });
  });

  it.each([
    ['[ERROR]   src/Cup.java:[3,1] goes on'],
    ['[cart] a.ts:3: no'],
    ['10:20:30 started'],
    ['127.0.0.1:8080 connected'],
    ['see a.ts:12'],
    ['key: 12'],
    [''],
  ])('none in: %s', (line) => {
    expect(findPlace(line)).toBeUndefined();
  });
});
