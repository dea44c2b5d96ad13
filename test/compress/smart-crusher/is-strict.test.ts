// What our parser has read is told strict exactly where JSON.parse takes it.
import { describe, expect, it } from 'vitest';
import { isStrict } from '../../../src/compress/smart-crusher/document/is-strict.ts';
import { jsonReader, parseValue } from '../../../src/compress/smart-crusher/document/parse-json.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const STRINGS = [
  'plain',
  'NaN and Infinity',
  'tab\there',
  'bell\u0007',
  '\\n\\t\\"\\\\\\/',
  '\\\\"',
  '\\u00e9\\uD800',
  '\\u00e',
  '\\u00g0',
  '\\x41',
  "\\'",
  '\\\n',
  '\ud83d\ude00 é',
  '',
];

describe('isStrict', () => {
  const texts = [
    ...STRINGS.flatMap((content) => [`["${content}"]`, `{"${content}":1}`]),
    '[NaN]',
    '{"a":-Infinity}',
    '[Infinity, 1]',
    '{"a": [null, true, false, -1.5e+3], "b": {}}',
    '[ \t\r\n1 , 2 ]',
  ];

  it.each(texts)('agrees with JSON.parse on %j', (text) => {
    const value = parseValue(jsonReader(text));
    const isRead = value?.open === 0 && value.node.end === text.length;
    expect(isRead && isStrict(text, 0, text.length)).toBe(parses(text));
  });
});
