import { describe, expect, it } from 'vitest';
import {
  httpUrl,
  list,
  nonEmpty,
  oneOf,
  onOff,
  portNumber,
  positiveNumber,
  proxyUrl,
  type Parsed,
} from '../../src/config/parse-values.ts';

type Read = (text: string) => Parsed<unknown>;

describe('the value of a setting', () => {
  it.each<[name: string, read: Read, taken: Readonly<Record<string, unknown>>, refused: string[]]>([
    ['a port', portNumber, { 0: 0, 8787: 8787, 65535: 65_535 }, ['65536', '-1', '80a', 'a80', '']],
    ['a number', positiveNumber, { 0.5: 0.5, '1e3': 1_000 }, ['0', '-1', '', ' ', 'x', '1e999']],
    ['a text', nonEmpty, { ' a b': ' a b' }, ['', '  ']],
    ['a list', list, { 'a, b,,c ': ['a', 'b', 'c'], '': [] }, []],
    ['a choice', oneOf('one', 'two'), { one: 'one', two: 'two' }, ['', 'three', 'One']],
    [
      'a switch',
      onOff,
      {
        ...switches(true, '1', 'true', 'Yes', 'on'),
        ...switches(false, '0', 'FALSE', 'no', 'off'),
      },
      ['', '2', 'maybe'],
    ],
    [
      'an address',
      httpUrl,
      {
        'http://a.example//': 'http://a.example',
        'https://a.example/b//c': 'https://a.example/b//c',
      },
      ['a.example', 'ftp://a.example', 'xhttp://a', 'http:', ''],
    ],
  ])('%s', (_name, read, taken, refused) => {
    for (const [text, value] of Object.entries(taken)) expect(read(text)).toEqual({ value });
    for (const text of refused) {
      expect(read(text)).toEqual({ problem: expect.stringMatching(/./) as string });
    }
  });
});

function switches(value: boolean, ...words: string[]) {
  return Object.fromEntries(words.map((word) => [word, value]));
}

describe('the address of an HTTP proxy', () => {
  it.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['https://ann:secret@proxy.example', 'https://ann:secret@proxy.example'],
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['127.0.0.1:3128', 'http://127.0.0.1:3128'],
  ])('%s', (text, value) => {
    expect(proxyUrl(text)).toEqual({ value });
  });

  it('of another kind is left to the other programs that the variable is for', () => {
    expect(proxyUrl('socks5h://127.0.0.1:1080')).toEqual({ value: undefined });
  });

  it.each([
    'ftp://proxy.example',
    'httpsx://proxy.example',
    'xhttp://proxy.example',
    'http://',
    'a b',
    'http://ann:secret@',
  ])('%s is none, and is not repeated', (text) => {
    expect(proxyUrl(text)).toEqual({ problem: expect.not.stringContaining('secret') as string });
  });
});
