import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../commands/main.ts';
import { commandContext } from '../helpers/command-context.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from '../laws/bodies.ts';

const LOG = `${longLog(1_200)}\n2026-11-23T10:00:00Z FATAL job 77 gave up: disk full\n${longLog(300, 'task')}`;

describe('headroom compress', () => {
  it('compresses a file, and retrieve gives it back byte for byte, whole and by lines', async () => {
    const folder = temporaryFolder();
    const env = { HEADROOM_HOME: join(folder, 'kept') };
    writeFileSync(join(folder, 'app.log'), LOG);
    const compressing = commandContext({ cwd: folder, env });
    expect(await main(['compress', 'app.log', '--json'], compressing)).toBe(0);
    const outcome = JSON.parse(compressing.printed()) as Record<string, unknown>;
    expect(outcome).toMatchObject({ kind: 'log', lossless: false });
    expect(outcome['tokensAfter']).toBeLessThan(Number(outcome['tokensBefore']) / 2);
    expect(outcome['text']).toContain('FATAL job 77 gave up: disk full');

    const whole = commandContext({ env });
    expect(await main(['retrieve', String(outcome['handle'])], whole)).toBe(0);
    expect(whole.printed()).toBe(LOG);
    const part = commandContext({ env });
    expect(await main(['retrieve', String(outcome['handle']), '--lines', '1201-1201'], part)).toBe(
      0,
    );
    expect(part.printed().trimEnd()).toBe('2026-11-23T10:00:00Z FATAL job 77 gave up: disk full');
  });

  it('passes on what is no UTF-8, and has no figures for it', async () => {
    const folder = temporaryFolder();
    const bytes = Buffer.from('Höhe\n'.repeat(500), 'latin1');
    writeFileSync(join(folder, 'latin1.log'), bytes);
    const context = commandContext({ cwd: folder, env: { HEADROOM_HOME: join(folder, 'kept') } });
    expect(await main(['compress', 'latin1.log'], context)).toBe(0);
    expect(context.complained()).toBe('headroom: left as it is (not UTF-8 text)\n');
    expect(context.printedBytes()).toEqual(bytes);
    expect(await main(['compress', '--json', 'latin1.log'], context)).toBe(1);
    expect(context.complained()).toContain('The input is not UTF-8 text.');
  });

  it('takes standard input and prints nothing but the text on stdout', async () => {
    const context = commandContext({ stdin: 'short\n', env: { HEADROOM_HOME: temporaryFolder() } });
    expect(await main(['compress'], context)).toBe(0);
    expect(context.printed()).toBe('short\n');
    expect(context.complained()).toContain('too-short');
  });

  it('ends its last line on a terminal, and changes no byte in a pipe', async () => {
    const env = { HEADROOM_HOME: temporaryFolder() };
    const run = async (words: string[], stdin: string, terminal: { isTTY?: boolean }) =>
      (await runCommand(words, { env, stdin, terminal })).stdout;
    const marked = await run(['compress'], LOG, {});
    const handle =
      /headroom_retrieve (\w+)|headroom retrieve (\w+)/.exec(marked)?.slice(1).join('') ?? '';
    expect(marked.endsWith('\n')).toBe(false);
    expect(await run(['compress'], LOG, { isTTY: true })).toBe(`${marked}\n`);
    expect(await run(['compress'], 'short\n', { isTTY: true })).toBe('short\n');
    expect(await run(['compress'], '', { isTTY: true })).toBe('');
    expect(await run(['retrieve', handle], '', {})).toBe(LOG);
    expect(await run(['retrieve', handle], '', { isTTY: true })).toBe(
      LOG.endsWith('\n') ? LOG : `${LOG}\n`,
    );
  });

  it('--jsonl reads a file, too, and says when it cannot', async () => {
    const folder = temporaryFolder();
    const place = { cwd: folder, env: { HEADROOM_HOME: join(folder, 'kept') } };
    writeFileSync(
      join(folder, 'in.jsonl'),
      '{"id":1,"content":"short"}\n{"id":2,"content":"brief"}\n',
    );
    const { code, stdout } = await runCommand(['compress', '--jsonl', 'in.jsonl'], place);
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect([code, ids]).toEqual([0, [1, 2]]);
    for (const file of ['none.jsonl', '.']) {
      const failed = await runCommand(['compress', '--jsonl', file], place);
      expect(failed).toMatchObject({ code: 1, stdout: '' });
      expect(failed.stderr).toMatch(/^headroom: .+ cannot be read \(E\w+\)\.\n/);
    }
    expect((await runCommand(['compress', '--jsonl', '--json'], place)).code).toBe(2);
  });

  it('loses nothing with the lossless profile', async () => {
    const context = commandContext({ stdin: LOG, env: { HEADROOM_HOME: temporaryFolder() } });
    await main(['compress', '--json', '--profile', 'lossless'], context);
    expect(JSON.parse(context.printed())).toMatchObject({ lossless: true });
  });

  it('--jsonl answers line by line, in order, bad lines too', async () => {
    const lines = [
      JSON.stringify({
        id: 'a',
        tool: 'Bash',
        input: { command: './run' },
        content: LOG,
        question: 'what failed?',
      }),
      'not json',
      JSON.stringify({ id: 'b', tool: 'Read', input: { file_path: 'x.ts' }, content: 'let x;' }),
      JSON.stringify({ id: 'c' }),
    ];
    const context = commandContext({
      stdin: lines.join('\n'),
      env: { HEADROOM_HOME: temporaryFolder() },
    });
    expect(await main(['compress', '--jsonl'], context)).toBe(1);
    const answers = context
      .printed()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers).toHaveLength(4);
    expect(answers[0]).toMatchObject({ id: 'a', lossless: false });
    expect(answers[1]).toHaveProperty('error');
    expect(answers[2]).toMatchObject({
      id: 'b',
      text: 'let x;',
      kind: 'code',
      reason: 'too-short',
    });
    expect(answers[3]).toHaveProperty('error');
  });

  it('--explain shows the lines beside their numbers and reasons, with --json as data', async () => {
    const env = { HEADROOM_HOME: temporaryFolder() };
    const context = commandContext({ stdin: LOG, env });
    expect(
      await main(['compress', '--explain', '--question', 'why did job 77 give up?'], context),
    ).toBe(0);
    expect(context.printed()).toMatch(/^ *line  what the model sees +why\n/);
    expect(context.printed()).toMatch(/\n *1201  .*FATAL job 77 gave up: disk full +\w/);
    expect(context.printed()).not.toContain('\u001b');
    const asJson = commandContext({ stdin: LOG, env });
    await main(['compress', '--explain', '--json'], asJson);
    expect(JSON.parse(asJson.printed())).toMatchObject({ kind: 'log', rows: expect.any(Array) });
  });

  it('gives out nothing lossy when the original cannot be stored', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const context = commandContext({
      stdin: LOG,
      env: { HEADROOM_HOME: join(folder, 'file', 'inside') },
    });
    expect(await main(['compress', '--json'], context)).toBe(0);
    expect(JSON.parse(context.printed())).toMatchObject({ text: LOG, reason: 'store-unavailable' });
  });

  it('a file that is not there is said so', async () => {
    const context = commandContext({
      cwd: temporaryFolder(),
      env: { HEADROOM_HOME: temporaryFolder() },
    });
    expect(await main(['compress', 'nowhere.log'], context)).toBe(1);
    expect(context.complained()).toContain('nowhere.log');
  });
});

describe('headroom retrieve', () => {
  it('gives originals back whatever the settings file of a project says', async () => {
    const folder = temporaryFolder();
    const env = { HEADROOM_HOME: join(folder, 'kept') };
    const compressing = commandContext({ stdin: LOG, env });
    await main(['compress', '--json'], compressing);
    const { handle } = JSON.parse(compressing.printed()) as { handle: string };
    writeFileSync(join(folder, '.headroom.json'), '{ broken');
    const context = commandContext({ cwd: folder, env });
    expect(await main(['retrieve', handle], context)).toBe(0);
    expect(context.printed()).toBe(LOG);
  });

  it('an unknown handle is final: exit 1, said on stderr', async () => {
    const context = commandContext({ env: { HEADROOM_HOME: temporaryFolder() } });
    expect(await main(['retrieve', 'abcdef012345'], context)).toBe(1);
    expect(context.complained()).toContain('abcdef012345');
    expect(context.printed()).toBe('');
  });
});
