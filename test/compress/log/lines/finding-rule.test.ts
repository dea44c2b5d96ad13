import { describe, expect, it } from 'vitest';
import { ruleOf, severityOf } from '../../../../src/compress/log/lines/finding-rule.ts';

const FINDINGS: readonly (readonly [string, string])[] = [
  ['E711 comparison to None', 'E711'],
  ['W0707: Consider raising again (raise-missing-from)', 'W0707'],
  ['error TS2307: Cannot find module', 'TS2307'],
  ['warning CS0168: Never used [shop.csproj]', 'CS0168'],
  ['error: Missing annotation  [no-untyped-def]', 'no-untyped-def'],
  ['warning: comparison of unlike signs [-Wsign-compare]', '-Wsign-compare'],
  ['C: [Correctable] Style/Semicolon: No semicolons.', 'Style/Semicolon'],
  ['Error return value is not checked (errcheck)', 'errcheck'],
  ["error  'cup' is not defined  no-undef", 'no-undef'],
];

describe('ruleOf', () => {
  it.each(FINDINGS)('%s', (message, rule) => {
    expect(ruleOf(message)).toBe(rule);
  });

  it.each(['error: expected 3 (got 4)', 'undefined: cup', ''])('no rule: %j', (message) => {
    expect(ruleOf(message)).toBeUndefined();
  });
});

describe('severityOf', () => {
  it.each([
    ['src/a.c:3:5: fatal error: no lid', 'error'],
    ['src/a.c:3:5: warning: no lid', 'warning'],
    ['[ERROR] src/Cup.java:[12,5] cannot find symbol', 'error'],
    ['[WARNING] src/Cup.java:[12,5] an error may follow', 'warning'],
    ["cup.py:7:0: E0611: No name 'lid' in module 'cup' (no-name-in-module)", 'error'],
    ['cup.py:7:0: F0010: error while parsing (parse-error)', 'error'],
  ])('%s', (line, severity) => {
    expect(severityOf(line)).toBe(severity);
  });

  it.each([
    'cup.py:7:0: W0707: Consider raising again (raise-missing-from)',
    'cup.py:7:80: E501 line too long (81 > 79 characters)',
    'cup.py:7:0: E0611: No name',
  ])('none in: %s', (line) => {
    expect(severityOf(line)).toBeUndefined();
  });
});
