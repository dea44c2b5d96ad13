// Arbitrary JSON texts: records, maps, trees and odd values, in many spacings. Values are lexemes, so that nothing is decoded.
import fc from 'fast-check';

/** A lexeme, or a container; keys may repeat. */
export type Value = string | readonly Value[] | { readonly members: readonly Member[] };
export type Member = readonly [key: string, value: Value];

export interface Spacing {
  readonly indent: string;
  readonly gap: string;
  readonly colon: string;
  readonly empty: string;
}

const ODD_CONTENTS = [
  '',
  ' ',
  ' lead',
  'trail ',
  '~',
  '~3',
  '~/x',
  '*',
  '* x',
  '#',
  '# x',
  '&a',
  '&',
  "'",
  "'x",
  '^',
  '?',
  'null',
  'true',
  'NaN',
  '1.0',
  '-0',
  '1e5',
  '007',
  '10',
  '9',
  'a:b',
  'a=b',
  'a.b',
  'a,b',
  '[x',
  '{x',
  ']',
  '}',
  '[3 rows] a',
  '…',
  '\\u00e9',
  '\\ud800',
  '\\/',
  '\\\\',
  '\\"',
  '\\n  x',
  '{\\"a\\": [1, \\"b c\\"]}',
  '[\\"a\\\\\\\\b\\"]',
  '{\\"a\\":',
  'é ü',
  '\ud800',
  '\u2028',
  '日本語',
];
const WORDS = [
  'alpha',
  'src/parser/main.ts',
  'a longer text with several words in it',
  'https://example.test/api/items/1',
  'https://example.test/api/items/22',
  '/home/user/project/src/a.ts',
  '/home/user/project/src/lib/b.ts',
  '2026-11-22T08:09:27Z',
  '2026-11-22T08:09:28Z',
  'ok',
  'error',
];
const NUMBERS = ['0', '-0', '1', '1.0', '1e5', '1E+5', '-2.50', '12345678901234567890', '3'];

const quoted = (contents: readonly string[]) =>
  fc.constantFrom(...contents).map((content) => `"${content}"`);
const plainString = fc.stringMatching(/^[a-z0-9 _./:-]{0,12}$/).map((content) => `"${content}"`);
const stringLexeme = fc.oneof(quoted(WORDS), quoted(ODD_CONTENTS), plainString);
const scalar = fc.oneof(
  { weight: 4, arbitrary: stringLexeme },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', 'false') },
);
const keyLexeme = fc.oneof(
  { weight: 6, arbitrary: quoted(['id', 'name', 'status', 'file', 'children', 'message', '10']) },
  { weight: 1, arbitrary: quoted(ODD_CONTENTS) },
);

const member: (value: fc.Arbitrary<Value>) => fc.Arbitrary<Member> = (value) =>
  fc.tuple(keyLexeme, value);

/** Anything, up to three levels deep. */
const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(member(tie('value')), { maxLength: 4 }).map((members) => ({ members })),
  ),
})).value;

/** What the values of a column have in common. */
const columnValues: fc.Arbitrary<fc.Arbitrary<Value>> = fc.oneof(
  scalar.map((value) => fc.constant<Value>(value)),
  fc
    .array(scalar, { minLength: 2, maxLength: 4 })
    .map((values) => fc.constantFrom<Value>(...values)),
  fc.constant<fc.Arbitrary<Value>>(scalar),
  fc.constant(anyValue),
);

interface ColumnPlan {
  readonly key: string;
  readonly values: fc.Arbitrary<Value>;
  /** How many of ten rows have it. */
  readonly present: number;
}

const columnPlan = (values: fc.Arbitrary<fc.Arbitrary<Value>>): fc.Arbitrary<ColumnPlan> =>
  fc.record({ key: keyLexeme, values, present: fc.constantFrom(10, 10, 10, 8, 5, 1) });

const maybe = ({ key, values, present }: ColumnPlan): fc.Arbitrary<readonly Member[]> =>
  fc
    .tuple(fc.integer({ min: 1, max: 10 }), values)
    .map(([roll, value]) => (roll <= present ? [[key, value] as Member] : []));

const recordOf = (plans: readonly ColumnPlan[]): fc.Arbitrary<Value> =>
  fc.tuple(...plans.map(maybe)).map((members) => ({ members: members.flat() }));

const withOdd = (record: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 12, arbitrary: record }, { weight: 1, arbitrary: anyValue });

const arrayOf = (record: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.array(withOdd(record), { minLength: 2, maxLength: 12 });

const mapOf = (record: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc
    .array(fc.tuple(fc.oneof(keyLexeme, stringLexeme), withOdd(record)), {
      minLength: 4,
      maxLength: 10,
    })
    .map((members) => ({ members }));

/** Records whose columns may be objects or hold records themselves. */
const records: fc.Arbitrary<Value> = fc
  .array(columnPlan(columnValues), { minLength: 1, maxLength: 5 })
  .chain((inner) => {
    const nested = recordOf(inner);
    const deeper = fc.constantFrom<fc.Arbitrary<Value>>(nested, arrayOf(nested), mapOf(nested));
    return fc
      .array(columnPlan(fc.oneof(columnValues, deeper)), { minLength: 1, maxLength: 6 })
      .chain((plans) => fc.oneof(arrayOf(recordOf(plans)), mapOf(recordOf(plans))));
  });

/** Records that hold records of their own kind. */
const trees: fc.Arbitrary<Value> = fc
  .tuple(fc.constantFrom('"children"', '"dependencies"'), fc.boolean())
  .chain(([key, byKey]) => {
    const level = (below: fc.Arbitrary<Value>): fc.Arbitrary<Value> => {
      const plans = [
        { key: '"name"', values: scalar, present: 10 },
        { key, values: below, present: 5 },
        { key: '"note"', values: scalar, present: 3 },
      ];
      return byKey ? mapOf(recordOf(plans)) : arrayOf(recordOf(plans));
    };
    return level(level(fc.oneof(scalar, level(scalar)))).map((tree) => ({
      members: [[key, tree]],
    }));
  });

/** A document: an array or object. */
export const documentValue: fc.Arbitrary<Value> = fc.oneof(
  records,
  trees,
  fc.tuple(records, anyValue).map(([rows, other]) => ({
    members: [
      ['"total"', '3'],
      ['"meta"', other],
      ['"items"', rows],
      ['"next"', 'null'],
    ] as Member[],
  })),
  anyValue.filter((value) => typeof value !== 'string'),
);

export const spacing: fc.Arbitrary<Spacing> = fc.constantFrom(
  { indent: '', gap: '', colon: ':', empty: '' },
  { indent: '', gap: ' ', colon: ': ', empty: '' },
  { indent: '  ', gap: '', colon: ': ', empty: '' },
  { indent: '    ', gap: '', colon: ': ', empty: '' },
  { indent: '\t', gap: '', colon: ': ', empty: '' },
  { indent: '          ', gap: '', colon: ' : ', empty: ' ' },
);

/** Writes a value the way most programs do. */
export function printValue(value: Value, spaces: Spacing, depth = 0): string {
  if (typeof value === 'string') return value;
  const isArray = Array.isArray(value);
  const [opening, closing] = isArray ? ['[', ']'] : ['{', '}'];
  const parts = isArray
    ? value.map((item) => printValue(item, spaces, depth + 1))
    : (value as { members: readonly Member[] }).members.map(
        ([key, item]) => key + spaces.colon + printValue(item, spaces, depth + 1),
      );
  if (parts.length === 0) return opening + spaces.empty + closing;
  if (spaces.indent === '') return opening + parts.join(`,${spaces.gap}`) + closing;
  const inside = `\n${spaces.indent.repeat(depth + 1)}`;
  return opening + inside + parts.join(`,${inside}`) + `\n${spaces.indent.repeat(depth)}` + closing;
}
