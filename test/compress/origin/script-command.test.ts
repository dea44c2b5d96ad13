import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';
import { commandInScript } from '../../../src/compress/origin/script-command.ts';

const exec = (input: string) => originOf('exec', { input });

describe('a script', () => {
  it.each([
    'const cmd = "cat src/a.ts"; const r = await tools.exec_command({cmd}); text(r.output);',
    `const r = await tools.exec_command({ 'cmd': 'sed -n "1,9p" src/a.ts' }); text(r.output);`,
    'const r = await tools.shell({command: ["bash", "-lc", "cat src/a.ts"]}); text(r.output);',
    'const cmds = ["rg job src", "cat src/a.ts"]; await Promise.all(cmds.map((cmd) => run({cmd})));',
    'for (const f of ["src/a.ts"]) text((await tools.exec_command({cmd: `cat ${f}`})).output);',
  ])('that reads a file: %s', (script) => {
    expect(exec(script).exact).toBe(true);
  });

  it.each([
    'text(await tools.mcp__headroom__headroom_retrieve({handle: "a1b2c3d4e5f6"}));',
    'text((await tools.exec_command({cmd: "headroom retrieve a1b2c3d4e5f6"})).output);',
  ])('that fetches an original back: %s', (script) => {
    expect(exec(script).use).toBe('retrieval');
  });

  it.each(['text((await tools.exec_command({cmd: "./run.sh"})).output);', 'text(1 + 1);', '', '"'])(
    'that does neither: %s',
    (script) => {
      expect(exec(script)).toMatchObject({ use: 'shell', exact: false });
    },
  );
});

it('names the commands, whichever quotes they stand in', () => {
  const script = 'a({cmd: "x \\"1\\"\\n"}); b({"cmd":\'y\'}); c({cmd:`z`}); text("no")';
  expect(commandInScript(script)).toBe('x "1"\n\ny\nz');
});

it('reads hostile scripts once', () => {
  for (const part of ['\\"', '"', "'`", '{cmd: ', 'cmd = "', '\n"']) {
    expect(typeof commandInScript(part.repeat(100_000))).toBe('string');
  }
});
