import { describe, expect, it } from 'vitest';
import { compressText } from '../../../src/compress/compress-text.ts';
import type { TextJob } from '../../../src/compress/text-job.ts';
import { explainRows } from '../../../src/compress/explain/explain-rows.ts';
import { loadTokenCounter } from '../../../src/tokens/count.ts';

const tools = { loadCounter: loadTokenCounter, signal: new AbortController().signal };

async function explained(job: Partial<TextJob> & { readonly text: string }) {
  const whole = { profile: 'balanced', mayLose: true, tool: 'Bash', ...job } as const;
  const result = await compressText({ ...whole, explain: true }, tools);
  if (result.action === 'keep') throw new Error(`Kept: ${result.reason}`);
  const { text: sent, fidelity, kept = [] } = result;
  const lossy = fidelity === 'lossy';
  const marked = lossy ? `${sent}\n[headroom: the marker]` : sent;
  return { result, rows: explainRows({ original: job.text, sent: marked, lossy, kept }) };
}

const log = Array.from({ length: 900 }, (_, at) => {
  if (at === 400) return '2026-01-01T10:06:40Z ERROR [pump] valve 7 stuck: pressure 91 bar';
  if (at === 650) return '2026-01-01T10:10:50Z INFO [pump] tank Aurora was filled by hand';
  return `2026-01-01T10:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}Z INFO [pump] cycle ${at} took ${at % 7} ms`;
}).join('\n');

describe('explainRows', () => {
  it('a log: each line with its number and its reason, what is missing as ranges, the marker last', async () => {
    const { rows } = await explained({ text: log, question: 'who filled the tank Aurora?' });
    const at = (line: number) => rows.find(({ from, to }) => from === line && to === line);
    expect(at(1)?.because).toBe('first or last');
    expect(at(401)).toMatchObject({ because: 'importance' });
    expect(at(651)?.because).toBe('importance');
    expect(at(650)?.because).toBe('around');
    expect(rows.at(-1)?.because).toBe('marker');
    const lines = log.split('\n');
    for (const { from, to, text, because } of rows) {
      if (from !== undefined && from === to && because !== 'left out')
        expect(text).toBe(lines[from - 1]);
    }
  });

  it('every line of the text is on one row, kept or left out', async () => {
    const { rows } = await explained({ text: log, question: 'who filled the tank Aurora?' });
    const counts = new Uint8Array(901);
    for (const { from, to } of rows) {
      for (let line = from ?? 1; line <= (to ?? 0); line++) counts[line] = (counts[line] ?? 0) + 1;
    }
    expect([...counts.slice(1)].filter((count) => count !== 1)).toEqual([]);
  });

  it('a numbered read: the numbers are those of the text', async () => {
    const text = Array.from(
      { length: 60 },
      (_, at) => `${String(at + 1).padStart(6)}→${at % 3 === 0 ? '' : `const value${at} = ${at};`}`,
    ).join('\n');
    const { rows } = await explained({ text, tool: 'Read', toolInput: '{"file_path":"a.ts"}' });
    expect(rows.map(({ from }) => from)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(new Set(rows.map(({ because }) => because))).toEqual(new Set(['unchanged']));
  });

  it('rows that were written anew have the reasons of their rows', async () => {
    const records = Array.from({ length: 900 }, (_, at) => ({
      id: at + 1,
      state: at === 611 ? 'failed' : 'ok',
      place: `hall ${at % 5}`,
      serial: `SN${(at * 7919) % 100_003}`,
    }));
    const { rows } = await explained({ text: JSON.stringify(records), tool: 'mcp__db__query' });
    expect(rows.find(({ text }) => /^612\t.*failed/.test(text))?.because).toBe('must stay');
    expect(rows[1]).toMatchObject({
      because: 'summary',
      text: expect.stringContaining('900 rows'),
    });
    const reasons = new Set(rows.map(({ because }) => because));
    expect(reasons.has('room')).toBe(true);
  });

  it('what only headroom says has no number', () => {
    const rows = explainRows({
      original: 'one\ntwo\nthree\nfour',
      sent: '[4 lines]\none\n[… 2-3: 2 plain]\nfour\n[headroom: marker]',
      lossy: true,
      kept: [
        { text: 'one', because: 'first or last' },
        { text: 'four', because: 'question' },
      ],
    });
    expect(rows).toEqual([
      { text: '[4 lines]', because: 'summary' },
      { from: 1, to: 1, text: 'one', because: 'first or last' },
      { from: 2, to: 3, text: '[… 2-3: 2 plain]', because: 'left out' },
      { from: 4, to: 4, text: 'four', because: 'question' },
      { text: '[headroom: marker]', because: 'marker' },
    ]);
  });

  it('a mark says which lines it stands for, the last one those up to the end', () => {
    const sent = ['cup', '[… 2-4]', 'cup', 'lid', '…', '[headroom: marker]'].join('\n');
    const original = ['cup', 'cup', 'cup', 'cup', 'cup', 'lid', 'pot', 'jug'].join('\n');
    const rows = explainRows({ original, sent, lossy: true, kept: [] });
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 4],
      [5, 5],
      [6, 6],
      [7, 8],
      [undefined, undefined],
    ]);
  });

  it('a line that was coloured is found where it stood', () => {
    const original = ['\x1b[32m✔\x1b[0m adds', '\x1b[31m✘\x1b[0m sums', '10%\r100%'].join('\n');
    const sent = ['✔ adds', '✘ sums', '100%'].join('\n');
    const rows = explainRows({ original, sent, lossy: false, kept: [] });
    expect(rows.map(({ from, because }) => [from, because])).toEqual(
      [1, 2, 3].map((line) => [line, 'unchanged']),
    );
  });

  it('a blank line that is sent with its number is that line', () => {
    const original = Array.from({ length: 9 }, (_, at) => `     ${at + 1}→${at === 8 ? 'x' : ''}`);
    const sent = '     1→\n7\t\n9\tx';
    const rows = explainRows({ original: original.join('\n'), sent, lossy: true, kept: [] });
    expect(rows.filter(({ text }) => text !== '').map(({ to }) => to)).toEqual([1, 7, 9]);
  });

  it('code: signatures must stay, a body that is asked for is important', async () => {
    const parts = Array.from({ length: 120 }, (_, at) =>
      [
        `export function brew${at}(water: number): number {`,
        ...Array.from({ length: 8 }, (__, line) => `  const cup${line} = water * ${at + line};`),
        `  return cup${at % 8};`,
        '}',
      ].join('\n'),
    );
    const toolInput = '{"url":"https://tea.test/brew.ts"}';
    const about = { tool: 'WebFetch', toolInput, question: 'what does brew77() return?' };
    const { rows, result } = await explained({ text: parts.join('\n'), ...about });
    expect(result.by).toBe('code-select');
    const reasonOf = (text: string) => rows.find((row) => row.text.includes(text))?.because;
    expect(reasonOf('brew50(')).toBe('must stay');
    expect(reasonOf('const cup3 = water * 80;')).toBe('importance');
  });

  it('asking for reasons changes nothing about the result', async () => {
    const job = {
      text: log,
      tool: 'Bash',
      question: 'who filled the tank Aurora?',
      profile: 'balanced',
      mayLose: true,
    } as const;
    const plain = await compressText(job, tools);
    const { result } = await explained(job);
    const { kept, ...rest } = result;
    expect(rest).toEqual(plain);
    expect(kept?.length).toBeGreaterThan(10);
  });
});
