import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseReader } from '../../../src/proxy/answer/sse-events.ts';
import { cutAt } from '../cut-at.ts';

function read(chunks: readonly Buffer[], maxEventBytes = 1000): string[] {
  const events: string[] = [];
  const reader = createSseReader({
    maxEventBytes,
    onData: (data) => void events.push(data.toString('utf8')),
  });
  for (const chunk of chunks) reader.write(chunk);
  reader.end();
  return events;
}

const CASES: readonly [name: string, stream: string, events: readonly string[]][] = [
  ['one event', 'data: a\n\n', ['a']],
  ['two', 'event: x\ndata: a\n\nevent: y\ndata: b\n\n', ['a', 'b']],
  ['lines ended by CR LF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
  ['lines ended by CR', 'data: a\r\rdata: b\r\r', ['a', 'b']],
  ['several data lines', 'data: {\ndata: "a":1\ndata: }\n\n', ['{\n"a":1\n}']],
  ['several data lines ended by CR LF', 'data: {\r\ndata: }\r\n\r\n', ['{\n}']],
  ['line ends of several kinds', 'data: a\rdata: b\n\ndata: c\r\n\r', ['a\nb', 'c']],
  [
    'comments and other fields',
    ': ping\nid: 1\nretry: 5\nname: b\ndata: a\n: more\n\n: end\n\n',
    ['a'],
  ],
  ['no space, two spaces', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
  ['data without a value', 'data\n\ndata:\n\n', ['', '']],
  ['a field that only begins like data', 'database: x\n\ndata: a\n\n', ['a']],
  ['a byte order mark', '\ufeffdata: a\n\n', ['a']],
  [
    'characters of several bytes',
    'data: caf\u00e9 \u{1f600} \u4e2d\n\n',
    ['caf\u00e9 \u{1f600} \u4e2d'],
  ],
  ['an event that nothing closed', 'data: a\n\ndata: b', ['a', 'b']],
  ['nothing', '', []],
  ['empty lines only', '\n\n\r\n\r\n\n', []],
];

describe('createSseReader', () => {
  it.each(CASES)('reads %s, however it is cut', (_, stream, events) => {
    const bytes = Buffer.from(stream, 'utf8');
    expect(read([bytes])).toEqual(events);
    expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(events);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        expect(read(cutAt(bytes, cuts))).toEqual(events);
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  it('skips an event that is too large, in one line or in many, and goes on', () => {
    const large = 'x'.repeat(2000);
    const lines = 'data: y\n'.repeat(300);
    const stream = Buffer.from(
      `data: a\n\ndata: ${large}\n\ndata: b\n\n${lines}\ndata: c\n\n: ${large}`,
    );
    expect(read([stream])).toEqual(['a', 'b', 'c']);
    expect(read(cutAt(stream, [10, 500, 1500, 2600, 4000]))).toEqual(['a', 'b', 'c']);
  });
});
