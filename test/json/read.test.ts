import { fc } from './properties.ts';
import { describe, expect, it } from 'vitest';
import { isTrue, itemsOf, member, rawText, readNumber, readString } from '../../src/json/read.ts';
import { stringLiterals } from './arbitrary-json.ts';
import { readDocument } from './read-document.ts';

const DOCUMENT = readDocument(
  '{ "text" : "caf\\u00e9 \\ud83d\\ude00" ,"number":1.50,"below":-2,"yes":true,"no":false,"nil":null,"list":[ 1 , "2" ],"sub":{"text":"inner"}}',
);
const at = (name: string) => member(DOCUMENT.root, name);

describe('readString', () => {
  it('is JSON.parse of the literal', () => {
    fc.assert(
      fc.property(stringLiterals(), (literal) => {
        const document = readDocument(` ${literal} `);
        expect(readString(document, document.root)).toBe(JSON.parse(literal));
      }),
    );
  });

  it('finds an escape early or late in a long text', () => {
    for (const literal of [
      `"\\n${'x'.repeat(500)}"`,
      `"${'x'.repeat(500)}\\n"`,
      `"${'é'.repeat(500)}"`,
    ]) {
      const document = readDocument(literal);
      expect(readString(document, document.root)).toBe(JSON.parse(literal));
    }
  });

  it('keeps lone surrogates and does not confuse them with the replacement character', () => {
    const document = readDocument('["\\ud800","\\udc00\\ud800","\ufffd"]');
    const texts = itemsOf(document.root).map((node) => readString(document, node));
    expect(texts).toEqual(['\ud800', '\udc00\ud800', '\ufffd']);
  });

  it.each(['number', 'yes', 'nil', 'list', 'sub', 'absent'])('is undefined for %s', (name) => {
    expect(readString(DOCUMENT, at(name))).toBeUndefined();
  });
});

describe('the other readers', () => {
  it('member finds by decoded name, in objects only', () => {
    expect(member(at('sub'), 'text')).toBeDefined();
    expect(member(at('list'), 'text')).toBeUndefined();
    expect(member(at('text'), 'length')).toBeUndefined();
    expect(member(DOCUMENT.root, 'toString')).toBeUndefined();
    expect(member(undefined, 'text')).toBeUndefined();
  });

  it('readNumber reads numbers only', () => {
    expect(readNumber(DOCUMENT, at('number'))).toBe(1.5);
    expect(readNumber(DOCUMENT, at('below'))).toBe(-2);
    for (const name of ['text', 'yes', 'nil', 'list', 'absent']) {
      expect(readNumber(DOCUMENT, at(name))).toBeUndefined();
    }
  });

  it('isTrue is for the literal true only', () => {
    const names = ['text', 'number', 'yes', 'no', 'nil', 'list', 'absent'];
    expect(names.filter((name) => isTrue(DOCUMENT, at(name)))).toEqual(['yes']);
  });

  it('rawText gives a value as it was written', () => {
    const list = at('list');
    expect(list && rawText(DOCUMENT, list)).toBe('[ 1 , "2" ]');
  });
});
