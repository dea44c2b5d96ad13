import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import type { Log } from '../../../../src/compress/log/weigh/log.ts';
import { readLog } from '../../../../src/compress/log/weigh/read-log.ts';
import { markStoryEnds } from '../../../../src/compress/log/weigh/story-ends.ts';

const FRUITS = ['apple', 'pear', 'plum', 'fig', 'lime', 'kiwi'];

/** Each job is queued, fetched, packed and sent, in batches of jobs. */
function jobs(count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, at) => `job-${FRUITS[at % 6]}${at}`);
  return ['queued', 'fetched', 'packed', 'sent'].flatMap((step) =>
    names.map((name, at) => `${step} ${name} at dock ${at % 5}`),
  );
}

function marked(lines: readonly string[], isAccessLog = false): readonly string[] {
  const log: Log = { ...readLog(readLines(lines.join('\n'))), isAccessLog };
  const before = log.read.map(({ shape }) => shape);
  markStoryEnds(log);
  return lines.filter((_, at) => log.read[at]?.shape !== before[at]);
}

describe('markStoryEnds', () => {
  it('marks how each job began and how it ended', () => {
    const found = marked(jobs(30));
    expect(found).toHaveLength(60);
    expect(found.every((line) => /^(?:queued|sent) /.test(line))).toBe(true);
  });

  it('takes no file that came for a story, while other lines name it too', () => {
    const files = Array.from({ length: 40 }, (_, at) => `https://repo.example.org/cup-${at}.jar`);
    const transfers = files.flatMap((file) => [
      `[INFO] Downloading from central: ${file}`,
      `[INFO] Downloaded from central: ${file} (3 kB at 2 MB/s)`,
    ]);
    const others = files.flatMap((file) => [`read ${file}`, `packed ${file}`, `sent ${file}`]);
    const found = marked([...transfers, ...others]);
    expect(found.some((line) => line.startsWith('read'))).toBe(true);
    expect(found.filter((line) => line.startsWith('[INFO] Download'))).toEqual([]);
  });

  it('weighs the end more than the beginning, and reports more than both', () => {
    const lines = [...jobs(30)];
    lines[40] = 'error: job-apple3 is rotten';
    const log = readLog(readLines(lines.join('\n')));
    markStoryEnds(log);
    const [first = 0, last = 0, report = 0] = [0, 90, 40].map((at) => log.read[at]?.importance);
    expect(last).toBeGreaterThan(first);
    expect(report).toBeGreaterThan(last);
  });

  it('marks an end that looks like a total, where each job has it', () => {
    const lines = jobs(30).map((line) => line.replace(/^sent (\S+) .*/, '$1 finished in 3.1s'));
    expect(marked(lines).filter((line) => line.endsWith('finished in 3.1s'))).toHaveLength(30);
  });

  it.each([
    ['few jobs', jobs(8)],
    ['few lines', jobs(12).slice(0, 40)],
    ['more jobs than there is room for', jobs(1_300)],
    [
      'what each line tells of its own',
      jobs(30).map((line, at) => `${'x'.repeat(at + 1)} ${line}`),
    ],
  ])('leaves %s alone', (_, lines) => {
    expect(marked(lines)).toEqual([]);
  });

  it('leaves an access log alone', () => {
    expect(marked(jobs(30), true)).toEqual([]);
  });
});
