import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../commands/wrap/split-arguments.ts';
import type { RequestEvent } from '../../src/telemetry/event.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { keptText, replacedText, requestEvent } from '../telemetry/events.ts';
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
  it('names tokens, share, money, rewrites and retrievals', () => {
    const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 9_000, cacheWrite1h: 0 };
    const text = replacedText({ tokensBefore: 9_949, tokensAfter: 999 });
    const fetched = keptText({ reason: 'retrieved', tokensBefore: 100 });
    expect(line(requestEvent({ texts: [text, fetched], usage }))).toMatch(
      /^headroom: 9\.9k -> 1\.1k tokens this session \(89 % of new input\), \$0\.05\d saved, 0 cache rewrites, 1 retrieval$/,
    );
  });

  it('leaves out money that is not known, and shortens large numbers', () => {
    const text = replacedText({ tokensBefore: 1_250_000, tokensAfter: 999_600 });
    expect(line(requestEvent({ texts: [text], model: 'house' }))).toBe(
      'headroom: 1.3M -> 1M tokens this session (20 % of new input), 0 cache rewrites, 0 retrievals',
    );
    expect(line(requestEvent())).toBeUndefined();
  });
});

function line(event: RequestEvent): string | undefined {
  return summaryLine(perfReport([event], { sinceMs: null, store: null }));
}
