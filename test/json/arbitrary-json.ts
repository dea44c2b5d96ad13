// JSON texts for property tests: any value in any spacing, and a list of texts that lenient and strict readers disagree on.
import { fc } from './properties.ts';

const SPACE = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 2 });
const NUMBER = fc.constantFrom('0', '-0', '1.0', '1e3', '1E+3', '-2.50e-7', '12345678901234567890');
const WORD = fc.constantFrom('true', 'false', 'null');

/** A text as a literal, some of its characters written as escapes that JSON.stringify would not use. */
export function stringLiterals(): fc.Arbitrary<string> {
  const plain = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => JSON.stringify(text).slice(1, -1));
  const escape = fc.constantFrom(
    '\\u00e9',
    '\\u0041',
    '\\/',
    '\\n',
    '\\"',
    '\\\\',
    '\\ud83d\\ude00',
    '\\uD800',
    '\\udc00',
    '\\u0000',
    '\u2028',
    '\ufeff',
  );
  return fc
    .array(fc.oneof(plain, escape), { maxLength: 4 })
    .map((pieces) => `"${pieces.join('')}"`);
}

/** JSON with white space wherever it may be, and no name twice in one object. */
export function jsonWithOddSpacing(): fc.Arbitrary<string> {
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc
      .tuple(
        SPACE,
        fc.oneof(
          { maxDepth: 4 },
          NUMBER,
          WORD,
          stringLiterals(),
          arrayOf(tie('value')),
          objectOf(tie('value')),
        ),
        SPACE,
      )
      .map((pieces) => pieces.join('')),
  }));
  return value;
}

function arrayOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(SPACE, fc.array(value, { maxLength: 4 }))
    .map(([space, items]) => (items.length === 0 ? `[${space}]` : `[${items.join()}]`));
}

function objectOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const name = fc.oneof(stringLiterals(), fc.constantFrom('"__proto__"', '"10"', '"constructor"'));
  const member = fc.tuple(SPACE, name, SPACE, value).map(([before, literal, after, text]) => ({
    literal,
    text: before + literal + after + ':' + text,
  }));
  const members = fc.uniqueArray(member, {
    maxLength: 4,
    selector: ({ literal }) => JSON.parse(literal) as string,
  });
  return fc
    .tuple(SPACE, members)
    .map(([space, list]) =>
      list.length === 0 ? `{${space}}` : `{${list.map(({ text }) => text).join()}}`,
    );
}

export const CONFUSING_JSON: readonly string[] = [
  '',
  ' ',
  '\ufeff{}',
  '{}\ufeff',
  '\u00a0{}',
  '\u000b{}',
  '\f{}',
  '\u2028{}',
  '{}\0',
  'null',
  'nul',
  'nulll',
  'True',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '0',
  '-0',
  '00',
  '01',
  '-01',
  '1.',
  '.5',
  '-.5',
  '-',
  '+1',
  '1e',
  '1e+',
  '1E5',
  '1e05',
  '1.0e-3',
  '1.e3',
  '0x10',
  '1_000',
  '1,',
  '0e',
  '-e',
  '1\u0085',
  '9e999',
  '1%',
  '""',
  '"',
  '"a',
  '"\\"',
  '"\\x41"',
  '"\\u12"',
  '"\\u12G4"',
  '"\\U0041"',
  '"\\u\u0031234"',
  '"\\a"',
  '"\\\'"',
  "'a'",
  '"\t"',
  '"\n"',
  '"\u0000"',
  '"\u001f"',
  '"\u007f"',
  '"\u0080"',
  '"\\ud800"',
  '"\\',
  '"\\u',
  '"\\u123',
  '"a" "b"',
  '"a"b',
  '[]',
  '[',
  ']',
  '[,]',
  '[1,]',
  '[,1]',
  '[1 2]',
  '[1,,2]',
  '[1}',
  '[[]',
  '[]]',
  '[1]x',
  '[ ]',
  '[/**/]',
  '[1]//',
  '{}',
  '{',
  '}',
  '{,}',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{,"a":1}',
  '{a:1}',
  "{'a':1}",
  '{"a":1 "b":2}',
  '{"a" 1}',
  '{"a"::1}',
  '{1:1}',
  '{"a":1]',
  '{null:1}',
  '{"a":1}}',
  '{"a":1}{',
  '{"a":1,"a":2}',
  '{"\\u0061":1}',
  '{"a\n":1}',
  '{"":1}',
  '{"a":[{"b":"}"}]}',
  'tru',
  't',
  'f',
  'n',
  'truefalse',
  'true false',
  '1 1',
  '{}[]',
  '\\',
  ':',
  ',',
];
