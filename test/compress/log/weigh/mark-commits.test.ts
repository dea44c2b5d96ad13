import { describe, expect, it } from 'vitest';
import { logSelect } from '../../../../src/compress/log/log-select.ts';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../../src/compress/log/weigh/read-log.ts';
import { contextFor } from '../../context-for.ts';

const COMMITS = Array.from({ length: 240 }, (_, at) => {
  const hash = (0x30b1fcc + at * 7_919).toString(16);
  const decoration =
    at === 0 ? ' (HEAD -> main, tag: v2.80)' : at % 5 === 0 ? ` (tag: v2.${80 - at / 5})` : '';
  return `* ${hash}${decoration} pot ${at}: pour slower`;
});

describe('a commit a line', () => {
  it('stands for itself', () => {
    expect(readLog(readLines(COMMITS.join('\n'))).standAlone).toBe(true);
    const prose = COMMITS.map((line) => line.replace(/^\* \S+/, 'stirred'));
    expect(readLog(readLines(prose.join('\n'))).standAlone).toBe(false);
  });

  it.each([undefined, 'which tags are there and which commits do they name?'])(
    'all that have a tag stay, asked: %s',
    (question) => {
      const context = contextFor('log', { budgetTokens: 1_500, question });
      const result = logSelect.compress(COMMITS.join('\n'), context);
      if (result === undefined || result instanceof Promise) throw new Error('nothing selected');
      for (const line of COMMITS) if (line.includes('tag:')) expect(result.text).toContain(line);
    },
  );
});
