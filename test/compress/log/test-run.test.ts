import { describe, expect, it } from 'vitest';
import { logSelect } from '../../../src/compress/log/log-select.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const NAMES = ['cart', 'stock', 'price', 'order', 'login', 'export'];

/** As pytest prints it. */
const run = [
  'collected 400 items',
  ...Array.from(
    { length: 400 },
    (_, at) =>
      `tests/test_${NAMES[at % 6]}.py::test_${NAMES[(at * 5) % 6]}_${at} ${at === 217 ? 'FAILED' : 'PASSED'}`,
  ),
  '=== FAILURES ===',
  'E   assert 3 == 4',
  '=== 1 failed, 399 passed in 6.31s ===',
].join('\n');

async function selected(question?: string): Promise<string> {
  const context = contextFor('log', { budgetTokens: 1_800, question });
  return (await logSelect.compress(run, context))?.text ?? run;
}

describe('a run of many tests', () => {
  it('with a question: what failed and what is asked for, without the tests beside them', async () => {
    const text = await selected('Why does the export test fail?');
    expect(text).toContain('_217 FAILED');
    expect(text).not.toContain('_216 PASSED');
    expect(text).not.toContain('_218 PASSED');
    expect(text).toContain('1 failed, 399 passed');
    expect(estimateTokens(text)).toBeLessThan(900);
  });

  it('without a question: what stands beside the failure, too', async () => {
    expect(await selected()).toContain('_216 PASSED');
  });

  it('without a question: passed tests are counted, not told file by file', async () => {
    const passed = Array.from(
      { length: 240 },
      (_, at) => ` ✓ test/cart/part${at % 20}.test.ts > counts ${at} items ${(at * 37) % 90}ms`,
    );
    const text = [...passed, ' FAIL  test/cart/part7.test.ts > empties', ' 1 failed, 240 passed'];
    const context = contextFor('log', { budgetTokens: 3_000 });
    const sent = (await logSelect.compress(text.join('\n'), context))?.text ?? '';
    expect(sent).toContain('1 failed, 240 passed');
    expect(sent.split('✓').length).toBeLessThan(65);
  });
});
