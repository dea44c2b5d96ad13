import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POSIX, WINDOWS } from '../../src/launch/platform.ts';

describe('commandNames', () => {
  it('are those with the endings that Windows runs', () => {
    const named = (environment: Record<string, string>) =>
      WINDOWS.commandNames('claude', environment);
    expect(named({ PathExt: '.EXE;;.Cmd;' })).toEqual(['claude.exe', 'claude.cmd']);
    expect(named({})).toContain('claude.cmd');
    expect(POSIX.commandNames('claude', { PATHEXT: '.EXE' })).toEqual(['claude']);
  });
});

describe('spawnCommand', () => {
  it('starts a program as it is', () => {
    const given = ['a b', '', '"'];
    expect(POSIX.spawnCommand('/bin/claude', given, {})).toEqual({
      file: '/bin/claude',
      arguments: given,
      verbatim: false,
    });
    for (const file of ['C:\\claude.exe', 'C:\\tools.cmd\\claude.exe'])
      expect(WINDOWS.spawnCommand(file, given, {})).toMatchObject({ file, verbatim: false });
  });

  it('gives batch files to cmd.exe as one quoted line', () => {
    const command = WINDOWS.spawnCommand('C:\\Program Files\\claude.cmd', ['hi'], {
      ComSpec: 'C:\\cmd.exe',
    });
    expect(command).toEqual({
      file: 'C:\\cmd.exe',
      arguments: ['/d', '/s', '/c', '"C:\\Program^ Files\\claude.cmd ^^^"hi^^^""'],
      verbatim: true,
    });
  });

  it('keeps any argument whole through two rounds of cmd.exe and the C runtime', () => {
    // cmd.exe cannot take line ends; everything else has to arrive.
    const word = fc.string({ unit: fc.constantFrom(...'ab\\" ^%&|<>()!;,*?é{}:=') });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (words) => {
        const [, , , line = ''] = WINDOWS.spawnCommand('c.cmd', words, {}).arguments;
        const inner = line.slice(1, -1);
        const twice = withoutCarets(withoutCarets(inner.slice('c.cmd'.length)));
        expect(runtimeArguments(twice)).toEqual(words);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** What cmd.exe leaves of a line that is escaped throughout. */
function withoutCarets(line: string): string {
  return line.replace(/\^([\s\S])/g, '$1');
}

/** How the Microsoft C runtime takes a command line apart. */
function runtimeArguments(line: string): string[] {
  const found: string[] = [];
  let current: string | undefined;
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const slashes = /^\\*/.exec(line.slice(index))?.[0].length ?? 0;
    if (line[index + slashes] === '"') {
      current = (current ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) current += '"';
      else quoted = !quoted;
      index += slashes;
    } else if (slashes > 0) {
      current = (current ?? '') + '\\'.repeat(slashes);
      index += slashes - 1;
    } else if (line[index] === ' ' && !quoted) {
      if (current !== undefined) found.push(current);
      current = undefined;
    } else {
      current = (current ?? '') + (line[index] ?? '');
    }
  }
  return current === undefined ? found : [...found, current];
}
