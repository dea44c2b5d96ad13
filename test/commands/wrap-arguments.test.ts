import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../commands/wrap/split-arguments.ts';
import { summaryLine } from '../../commands/wrap/summary.ts';

const RULES = {
  options: [
    new Option('--port <number>'),
    new Option('--no-mcp'),
    new Option('--quiet'),
    new Option('--verbose'),
  ],
  shared: ['--verbose'],
};

describe('splitArguments', () => {
  it.each<[string[], string[], string[]]>([
    [[], [], []],
    [['-p', 'hi'], [], ['-p', 'hi']],
    [['--', '-p', 'hi'], [], ['-p', 'hi']],
    [['-p', '--', 'hi'], [], ['-p', 'hi']],
    // Only the first one separates.
    [['--', '-p', '--', 'hi'], [], ['-p', '--', 'hi']],
    [['--', '--quiet', '--port', '1'], [], ['--quiet', '--port', '1']],
    [
      ['--quiet', '-p', 'hi', '--port', '1', 'x'],
      ['--quiet', '--port', '1'],
      ['-p', 'hi', 'x'],
    ],
    [
      ['--port=1', '--no-mcp', '--model', 'o'],
      ['--port=1', '--no-mcp'],
      ['--model', 'o'],
    ],
    [['', 'a b', '"', "'", 'é'], [], ['', 'a b', '"', "'", 'é']],
    [['--quiet=1', '-'], [], ['--quiet=1', '-']],
    // Both know this one: in front it is ours, behind a word of the agent it is the agent's.
    [['--verbose', '-p', 'hi', '--verbose'], ['--verbose'], ['-p', 'hi', '--verbose']],
    [['--help'], ['--help'], []],
    [['mcp', '--help'], [], ['mcp', '--help']],
    [['--port'], ['--port'], []],
  ])('%j: headroom %j, agent %j', (words, headroom, agent) => {
    expect(splitArguments(words, RULES)).toEqual({ headroom, agent });
  });
});

describe('summaryLine', () => {
  const line = (tokensBefore: number, tokensAfter: number, retrievable = 0): string | undefined =>
    summaryLine({ tokensBefore, tokensAfter, retrievable });

  it('shortens numbers and counts texts', () => {
    expect(line(9_949, 999, 1)).toBe(
      'headroom: shortened 9.9k -> 999 tokens this session, 1 text retrievable',
    );
    expect(line(1_250_000, 999_600)).toBe('headroom: shortened 1.3M -> 1M tokens this session');
    expect(line(0, 0)).toBeUndefined();
  });
});
