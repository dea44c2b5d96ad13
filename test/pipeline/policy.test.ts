import { describe, expect, it } from 'vitest';
import { markers } from '../../src/ccr/markers.ts';
import type { Subject } from '../../src/pipeline/decide.ts';
import { keepReason } from '../../src/pipeline/policy.ts';
import { longLog } from '../laws/bodies.ts';

/** About 3 kB; ten times as much is more than a person reads. */
const OUTPUT = longLog(50);
const LONG_OUTPUT = longLog(500);

function reasonFor(changes: Partial<Subject>): string | undefined {
  return keepReason({ key: '', zone: 'live', tool: 'Bash', text: OUTPUT, ...changes }, { markers });
}

describe('an output is kept', () => {
  it.each([
    ['settled', 'that the provider may have in its cache', { zone: 'settled' }],
    ['too-short', 'that is as short as any notation', { text: 'total 0\n' }],
    ['too-large', 'that would take too long', { text: 'x'.repeat(20_000_000) }],
    ['error-output', 'that is a short error', { isError: true }],
    ['protected-tool', 'that is a plan', { tool: 'TodoWrite' }],
    ['protected-tool', 'that is an instruction', { tool: 'Skill' }],
  ] as const)('as %s: one %s', (reason, _name, changes) => {
    expect(reasonFor(changes)).toBe(reason);
  });
});

describe('a compressor may look at', () => {
  it.each([
    ['any other output', {}],
    ['a failing run of many lines', { isError: true, text: LONG_OUTPUT }],
  ] as const)('%s', (_name, changes) => {
    expect(reasonFor(changes)).toBeUndefined();
  });
});
