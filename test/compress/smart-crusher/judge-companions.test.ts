import { describe, expect, it } from 'vitest';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { contextFor } from '../context-for.ts';

interface Event {
  readonly Action: string;
  readonly Test: string;
  readonly Output?: string;
}

/** What `go test -json` prints of one test. */
function eventsOf(name: string, details: readonly string[]): readonly Event[] {
  const verdict = details.length === 0 ? 'PASS' : 'FAIL';
  const lines = [`=== RUN   ${name}`, ...details, `--- ${verdict}: ${name} (0.00s)`];
  return [
    { Action: 'run', Test: name },
    ...lines.map((line): Event => ({ Action: 'output', Test: name, Output: `${line}\n` })),
    { Action: verdict.toLowerCase(), Test: name },
  ];
}

describe('rows that carry the lines of an output', () => {
  it('why a test failed stays with the verdict', () => {
    const details = [
      '    cart_test.go:80: Not equal:',
      '        expected: "12.05"',
      '        actual  : "12.5"',
    ];
    const events = Array.from({ length: 90 }, (_, at) =>
      eventsOf(`TestCart${at}`, at === 47 ? details : []),
    ).flat();
    const text = events.map((event) => JSON.stringify(event)).join('\n');
    const short = jsonRows.compress(text, contextFor('json', { budgetTokens: 900 }));
    if (short === undefined || short instanceof Promise) throw new Error('nothing was left out');
    for (const part of ['cart_test.go:80', '12.05', 'actual  :', '--- FAIL: TestCart47'])
      expect(short.text).toContain(part);
    expect(short.text).not.toContain('TestCart30 ');
  });
});
