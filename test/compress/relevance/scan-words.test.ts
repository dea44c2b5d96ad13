import { describe, expect, it } from 'vitest';
import { hashOfWord, scanTexts } from '../../../src/compress/relevance/scan-words.ts';

interface Scanned {
  readonly words: number;
  readonly hashes: readonly number[];
}

function scan(texts: readonly string[]): Scanned[] {
  const scanned: Scanned[] = [];
  let hashes: number[] = [];
  scanTexts(texts, {
    visit(hash) {
      hashes.push(hash);
    },
    endText(index, words) {
      scanned[index] = { words, hashes };
      hashes = [];
    },
  });
  return scanned;
}

function hashesOf(...words: readonly string[]): number[] {
  return words.map((word) => hashOfWord(word).hash);
}

describe('scanTexts', () => {
  it.each([
    ['Tea is ready', 3, ['tea', 'is', 'ready']],
    ['fooBar', 1, ['foo', 'bar', 'foobar']],
    ['HTTPServer2', 1, ['http', 'server', '2', 'httpserver2']],
    ['snake_case-name', 3, ['snake', 'case', 'name']],
    ['fails failed', 2, ['fail', 'fail']],
    ['Été', 1, ['été']],
    ['日本語', 3, ['日本', '本語', '語']],
    ['  -- ', 0, []],
    ['', 0, []],
  ])('of %j', (text, words, parts) => {
    // Of a pair of ideographs the last hash is that of its second half.
    const hashes = text === '日本語' ? scan(['日本語'])[0]?.hashes : hashesOf(...parts);
    expect(scan([text])).toEqual([{ words, hashes }]);
  });

  it.each([
    ['query', 'queries queried'],
    ['setting', 'settings set'],
    ['encode', 'encoding encodings encoded encodes'],
    ['skip', 'skipped skipping skips'],
    ['call', 'called calling calls'],
    ['validate', 'validates validated validation'],
    ['compress', 'compression compressed'],
    ['corrupt', 'corruption corrupts corrupted'],
    ['encrypt', 'encryption encrypted'],
    ['serialize', 'serialization serialized serializes'],
    ['retry', 'retries retried retrying'],
    ['delay', 'delays delayed'],
    ['cookie', 'cookies'],
    ['class', 'classes'],
  ])('takes %j and %j for one word', (word, others) => {
    const forms = others.split(' ');
    expect(hashesOf(...forms)).toEqual(forms.map(() => hashOfWord(word).hash));
  });

  it.each([
    ['status', 'stat'],
    ['arrays', 'arr'],
    ['option', 'opt'],
    ['connection', 'connect'],
    ['exception', 'except'],
    ['need', 'ne'],
  ])('leaves %j apart from %j', (word, other) => {
    expect(hashOfWord(word).hash).not.toBe(hashOfWord(other).hash);
  });

  it('reads many texts as it reads each of them, line feeds within them too', () => {
    const texts = ['a\n', '', '\n\nsaved fooBar', 'É日a1', 'x'.repeat(9_000), 'end\r', ''];
    const many = Array.from({ length: 12 }, () => texts).flat();
    expect(scan(many)).toEqual(many.map((text) => scan([text])[0]));
  });

  it('loses no word of a text that is longer than any block', () => {
    const text = 'brewed someTea at 10 '.repeat(10_000);
    const [short] = scan(['brewed someTea at 10']);
    expect(scan(['first', text, 'last']).map(({ words }) => words)).toEqual([1, 40_000, 1]);
    expect(new Set(scan([text])[0]?.hashes)).toEqual(new Set(short?.hashes));
  });

  it('shows only words that begin like one that is wanted', () => {
    const { hash, begin } = hashOfWord('kettle');
    const begins = new Uint8Array(1_024);
    begins[begin] = 1;
    const shown: number[] = [];
    const counts: number[] = [];
    scanTexts(['The Kettle boils', 'no tea', 'myKettles'], {
      begins,
      visit: (found) => shown.push(found),
      endText: (_, words) => counts.push(words),
    });
    expect(shown).toEqual([hash, hash]);
    expect(counts).toEqual([3, 2, 1]);
  });
});
