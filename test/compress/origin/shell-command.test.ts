import { describe, expect, test } from 'vitest';
import { readShellCommand } from '../../../src/compress/origin/shell-command.ts';

function shape(commandLine: string): string[][][] {
  return readShellCommand(commandLine).map((pipeline) =>
    pipeline.map((command) => [command.name, ...command.words]),
  );
}

describe('readShellCommand', () => {
  test.each([
    ['cat a.ts', [[['cat', 'a.ts']]]],
    [
      'cd x && cat "b c.ts" | head -5',
      [
        [['cd', 'x']],
        [
          ['cat', 'b c.ts'],
          ['head', '-5'],
        ],
      ],
    ],
    [`grep -n 'a|b && c' f; ls`, [[['grep', '-n', 'a|b && c', 'f']], [['ls']]]],
    [
      'make -j2 2>&1 | tail -3',
      [
        [
          ['make', '-j2'],
          ['tail', '-3'],
        ],
      ],
    ],
    ['FOO=1 BAR="x y" npm test', [[['npm', 'test']]]],
    ['sudo -n timeout 10 cat /etc/hosts', [[['cat', '/etc/hosts']]]],
    [`bash -lc "sed -n '1,20p' src/a.ts"`, [[['sed', '-n', '1,20p', 'src/a.ts']]]],
    ['sudo -u app -g www cat x', [[['cat', 'x']]]],
    ['timeout -k 5 10 nice -n 5 env -u A B=1 cat x', [[['cat', 'x']]]],
    ['powershell.exe -NoProfile -Command "Get-Content a.ts"', [[['Get-Content', 'a.ts']]]],
    ['pwsh -c Get-Content a.ts', [[['Get-Content', 'a.ts']]]],
    ['cmd /c type a.ts', [[['type', 'a.ts']]]],
    ['cat a\\ b.ts # a note', [[['cat', 'a b.ts']]]],
    ['/usr/bin/cat x\nls y', [[['cat', 'x']], [['ls', 'y']]]],
    ['(cd a; cat b)', [[['cd', 'a']], [['cat', 'b']]]],
    ['echo "it\'s \\"fine\\""', [[['echo', 'it\'s "fine"']]]],
    ['', []],
    ['   ', []],
  ])('%s', (commandLine, expected) => {
    expect(shape(commandLine)).toEqual(expected);
  });

  test('redirections are no words; output into a file is silent', () => {
    const [pipeline] = readShellCommand('wc -l < in.txt > out.txt 2>/dev/null');
    expect(pipeline).toEqual([{ name: 'wc', words: ['-l'], silent: true, inputPath: 'in.txt' }]);
    expect(readShellCommand('make 2>err.log')[0]?.[0]?.silent).toBe(false);
    expect(readShellCommand('make >&2')[0]?.[0]?.silent).toBe(false);
  });

  test('an unclosed quote and a nest of shells come to an end', () => {
    expect(shape('echo "never closed | cat')).toEqual([[['echo', 'never closed | cat']]]);
    let nested = 'ls';
    for (let depth = 0; depth < 10; depth++)
      nested = `bash -c '${nested.replaceAll("'", `'\\''`)}'`;
    expect(readShellCommand(nested)).toHaveLength(1);
  });
});
