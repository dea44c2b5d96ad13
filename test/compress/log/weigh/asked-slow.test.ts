import { describe, expect, it } from 'vitest';
import { logSelect } from '../../../../src/compress/log/log-select.ts';
import { contextFor } from '../../context-for.ts';

const TOOK: ReadonlyMap<number, string> = new Map([
  [20, '10.02'],
  [60, '6.11'],
  [90, '5.00'],
  [130, '4.20'],
  [170, '3.10'],
  [210, '0.40'],
]);
const RUN = Array.from({ length: 260 }, (_, at) => [
  `=== RUN   TestCup${at}`,
  `--- PASS: TestCup${at} (${TOOK.get(at) ?? '0.00'}s)`,
]).flat();

function selected(question: string): string {
  const context = contextFor('log', { budgetTokens: 1_200, question });
  const result = logSelect.compress(RUN.join('\n'), context);
  if (result === undefined || result instanceof Promise) throw new Error('nothing selected');
  return result.text;
}

describe('a question about time', () => {
  it.each([
    'Which tests of the cups were slow in this run, and why?',
    'Which test cups took more than 2 s here?',
    'How long do the tests of all cups take?',
  ])('shows all that took long: %s', (question) => {
    const text = selected(question);
    for (const took of ['10.02s', '6.11s', '5.00s', '4.20s', '3.10s']) expect(text).toContain(took);
    expect(text).not.toContain('0.40s');
  });

  it('another question gets the few slowest only', () => {
    expect(selected('Which tests fail in this run of cups?')).not.toContain('3.10s');
  });
});
