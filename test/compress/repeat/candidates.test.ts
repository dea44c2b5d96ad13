import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCandidates, type EarlierText } from '../../../src/compress/repeat/candidates.ts';
import { printOf } from '../../../src/compress/repeat/line-print.ts';
import { earlierText } from './repeat-among.ts';

const LINES = Array.from({ length: 9 }, (_, at) => `line ${at} `.padEnd(70 + at * 9, '.'));

const texts = fc.array(
  fc.record({
    name: fc.constantFrom('read a', 'read b', 'read c', 'read d', 'read e'),
    lines: fc.array(fc.constantFrom(...LINES, '}', ''), { maxLength: 9 }),
    hasLines: fc.boolean(),
  }),
  { maxLength: 12 },
);

interface Named {
  readonly name: string;
  readonly earlier: EarlierText;
}

/** The latest of each name, in order. */
function standing(all: readonly Named[]): readonly EarlierText[] {
  return all
    .filter(({ name }, at) => !all.slice(at + 1).some((later) => later.name === name))
    .map(({ earlier }) => earlier);
}

/** Found by going through all of them. */
function likeliestOf(wanted: ReadonlySet<string>, all: readonly EarlierText[]) {
  return all
    .filter(({ hasLines, text }) => hasLines && text.length >= 200)
    .map((earlier) => ({ earlier, shared: sharedOf(earlier.text, wanted) }))
    .toReversed()
    .filter(({ shared }) => shared >= 200)
    .sort((one, other) => other.shared - one.shared)
    .slice(0, 3)
    .map(({ earlier }) => earlier);
}

function sharedOf(text: string, wanted: ReadonlySet<string>): number {
  const lines = new Set(text.split('\n').filter((line) => wanted.has(line)));
  return [...lines].reduce((sum, line) => sum + line.length, 0);
}

it('the likeliest and the equal ones are those that going through all of them finds', () => {
  fc.assert(
    fc.property(
      texts,
      fc.nat(12),
      fc.array(fc.constantFrom(...LINES, '}')),
      (given, split, asked) => {
        const all = given.map(({ name, lines, hasLines }) => ({
          name,
          earlier: earlierText(lines.join('\n'), hasLines),
        }));
        const text = asked.join('\n');
        const { hashes } = printOf(text);
        const candidates = createCandidates(new Set(hashes));
        const [first, own] = [all.slice(0, split), all.slice(split)];
        for (const [at, { name, earlier }] of own.entries()) {
          candidates.add(name, earlier);
          // Whether somebody has looked in between makes no difference.
          if (at % 2 === 0) candidates.likeliest(new Set(hashes));
        }
        // Of one name the last, at its own place.
        const before = new Map<string, EarlierText>();
        for (const { name, earlier } of first) {
          before.delete(name);
          before.set(name, earlier);
        }
        candidates.addBefore(before);
        const expected = standing(all);
        expect(candidates.likeliest(new Set(hashes))).toEqual(
          likeliestOf(new Set(text.split('\n')), expected),
        );
        for (const one of all) {
          const equal = expected.findLast(({ text: other }) => other === one.earlier.text);
          expect(candidates.equalTo(one.earlier.text)).toBe(equal);
        }
      },
    ),
  );
});

it('texts further back than the limit are not looked at, unless later ones have given way', () => {
  const candidates = createCandidates();
  const text = LINES.join('\n');
  const far = earlierText(text);
  const filler = () => earlierText('x'.repeat(3_100_000));
  candidates.add('far', far);
  candidates.add('one', filler());
  candidates.add('two', filler());
  const wanted = new Set(printOf(text).hashes);
  expect(candidates.likeliest(wanted)).toEqual([]);
  candidates.add('one', earlierText('short'));
  expect(candidates.likeliest(wanted)).toEqual([far]);
});
