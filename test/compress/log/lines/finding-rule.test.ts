import { describe, expect, it } from 'vitest';
import { ruleOf } from '../../../../src/compress/log/lines/finding-rule.ts';

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
