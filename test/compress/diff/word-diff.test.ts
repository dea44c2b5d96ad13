import { describe, expect, test } from 'vitest';
import { diffSelect } from '../../../src/compress/diff/diff-select.ts';
import { isWordDiff, readWordLine } from '../../../src/compress/diff/word-diff.ts';
import { contextFor } from '../context-for.ts';

const HEAD = ['diff --git a/src/kettle.go b/src/kettle.go', 'index 1..2 100644'];
const NAMES = ['--- a/src/kettle.go', '+++ b/src/kettle.go'];
const CONTEXT = Array.from({ length: 60 }, (_, at) => `\tpour(cup${at})`);
const DIFF = [
  ...HEAD,
  ...NAMES,
  '@@ -1,64 +1,63 @@ package kettle',
  ...CONTEXT,
  'func boil([-degrees int-]{+limit Degrees+}) error {',
  '[-func whistle() {-]',
  '[-}-]',
  '{+func Simmer(minutes int) error {+}',
  ...CONTEXT,
  '@@ -200,2 +199,2 @@ func drain() {',
  '\treturn [-nil-]{+errEmpty+}',
  '',
].join('\n');

function select(text: string, question?: string) {
  return diffSelect.compress(text, contextFor('diff', { budgetTokens: 250, question }));
}

describe('a diff that marks words', () => {
  test.each([undefined, 'what has changed about boiling in the kettle?'])(
    'shows what was changed, asked: %s',
    async (question) => {
      const text = (await select(DIFF, question))?.text ?? '';
      for (const line of DIFF.split('\n').filter((one) => one.includes('{+')))
        expect(text).toContain(line);
      expect(text).toContain('[-func whistle() {-]');
      expect(text).toContain('@@ -1,64 +1,63 @@ package kettle');
      expect(text.length).toBeLessThan(DIFF.length / 2);
    },
  );

  test('counts a line of which a part was changed on both sides', async () => {
    const many = DIFF.replace(
      CONTEXT[30] ?? '',
      Array.from({ length: 90 }, (_, at) => `a ${at} [-b-]{+c+}`).join('\n'),
    );
    const text = (await select(many, 'how is the function Simmer declared?'))?.text ?? '';
    const [, added, removed] = /\[… \+(\d+) -(\d+)\]/.exec(text) ?? [];
    expect(Number(added)).toBeGreaterThan(9);
    expect(removed).toBe(added);
  });

  test.each([
    ['{+all new+}', '+', 'all new'],
    ['[-all old-]', '-', 'all old'],
    ['keep [-old-]{+new+} rest', '±', 'keep new rest'],
    ['list[-1] and {x + y}', ' ', 'list[-1] and {x + y}'],
    ['', ' ', ''],
  ])('%j', (line, sign, text) => {
    expect(readWordLine(7, line)).toEqual({ line: 7, sign, text });
  });

  test('is none where lines have signs', () => {
    expect(isWordDiff(DIFF.split('\n'))).toBe(true);
    expect(isWordDiff([...DIFF.split('\n'), '+\t{+odd+}'])).toBe(false);
    expect(isWordDiff(['{+no+}', '[-hunk-]'])).toBe(false);
  });

  test('without marks, as where colours told words apart, nothing is chosen', async () => {
    const plain = DIFF.replaceAll(/\{\+|\+\}|\[-|-\]/g, '');
    expect(await select(plain)).toBeUndefined();
  });
});
