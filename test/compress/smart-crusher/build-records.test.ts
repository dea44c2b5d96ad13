// A document that is made of values reads like the JSON it stands for.
import { describe, expect, it } from 'vitest';
import { RecordsBuilder } from '../../../src/compress/smart-crusher/document/build-records.ts';
import { minify } from '../../../src/compress/smart-crusher/document/minify.ts';
import {
  lengthOf,
  readDocument,
} from '../../../src/compress/smart-crusher/document/read-document.ts';
import { readJson, readMinified } from '../../../src/compress/smart-crusher/reading.ts';

const KEYS = ['"id"', '"na\\"me"', '"note"'];
const INNER = JSON.stringify(JSON.stringify({ text: 'x'.repeat(400) }));

function made(): ReturnType<RecordsBuilder['build']> {
  const builder = new RecordsBuilder(KEYS);
  const shared = builder.addValue('"shared"');
  for (let row = 0; row < 20; row++) {
    builder.openRecord();
    builder.addMember(0, builder.addValue(String(row)));
    builder.addMember(1, shared);
    if (row % 3 === 0) builder.addMember(2, builder.addValue(row === 3 ? INNER : 'true'));
    builder.closeRecord();
  }
  builder.openRecord();
  builder.closeRecord();
  builder.addRow(builder.addValue('"does not fit"'));
  return builder.build();
}

describe('RecordsBuilder', () => {
  it('makes what a parser would read', () => {
    const document = made();
    const text = minify(document);
    const read = readDocument(text);
    expect(JSON.parse(text)).toHaveLength(22);
    expect(read === undefined ? '' : minify(read)).toBe(text);
    expect(lengthOf(document)).toBe(text.length);
    expect(document.unfolded).toHaveLength(read?.unfolded.length ?? -1);
  });

  it('gives a shared value one place', () => {
    expect(made().text.split('shared')).toHaveLength(2);
  });

  it('is planned and laid out as its JSON is', () => {
    const reading = readMinified(made());
    const parsed = readJson(minify(reading.document));
    expect(reading.layout).toEqual(parsed?.layout);
    expect(reading.plan.kind).toBe(parsed?.plan.kind);
  });
});
