import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

describe('headroom config', () => {
  it('lists every setting with where it came from, secrets as dots', async () => {
    const { run, headroomHome, project } = place();
    await run('set', 'profile', 'aggressive');
    await run('set', 'compress', 'off', '--project');
    await run('set', 'token', 'quite-secret');
    const json = await run('list', '--json');
    const listed = JSON.parse(json.stdout) as Record<string, { value: unknown; from: string }>;
    expect(listed['profile']).toEqual({
      value: 'aggressive',
      from: join(headroomHome, 'config.json'),
    });
    expect(listed['compress']).toEqual({ value: false, from: join(project, '.headroom.json') });
    expect(listed['home']).toEqual({ value: headroomHome, from: 'HEADROOM_HOME' });
    expect(listed['port']).toEqual({ value: 8787, from: 'default' });
    expect(json.stdout).not.toContain('quite-secret');
    const table = await run();
    expect(table.stdout).toMatch(/^profile +aggressive +.+config\.json$/m);
    expect(table.stdout).not.toContain('quite-secret');
  });

  it('sets, gets and unsets, and says when something else wins', async () => {
    const { run, headroomHome } = place();
    expect((await run('set', 'store-limit-mb', '64')).code).toBe(0);
    expect((await run('get', 'storeLimitMb')).stdout).toBe('64\n');
    expect(readFileSync(join(headroomHome, 'config.json'), 'utf8')).toBe(
      '{\n  "storeLimitMb": 64\n}\n',
    );
    const hidden = await run('set', 'profile', 'lossless', { HEADROOM_PROFILE: 'balanced' });
    expect(hidden.stderr).toBe('headroom: HEADROOM_PROFILE sets it, too, and wins.\n');
    expect((await run('unset', 'storeLimitMb')).stdout).toMatch(/^storeLimitMb is no longer set/);
    expect((await run('get', 'storeLimitMb', '--json')).stdout).toBe(
      '{"name":"storeLimitMb","value":1024,"from":"default"}\n',
    );
  });

  it.skipIf(process.platform === 'win32')('keeps its file from other users', async () => {
    const { run, headroomHome } = place();
    await run('set', 'token', 'quite-secret');
    expect(statSync(headroomHome).mode & 0o777).toBe(0o700);
    expect(statSync(join(headroomHome, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['sett', 'profile', 'x'], 'There is no "headroom config sett".\nDid you mean "set"?'],
    [['profile'], 'There are: list, get, set, unset, path, edit.'],
    [['set', 'proflie', 'x'], 'There is no setting "proflie".\nDid you mean "profile"?'],
    [['get', 'zzzzzz'], 'There are: home, port,'],
    [['set', 'compress', 'constructor'], '"constructor" is neither on nor off'],
    [['set', 'profile', 'agressive'], '"agressive" is not one of lossless, balanced, aggressive'],
    [['set', 'port', '99999'], '"99999" is not a port number'],
    [['set', 'home', '/elsewhere'], '"home" cannot stand in a file.\nSet HEADROOM_HOME.'],
    [['set', 'anthropicUrl', 'http://x.example', '--project'], 'a repository should not choose it'],
    [['set', 'token', 'x', '--project'], 'a repository should not choose it'],
  ])('refuses %j and leaves no file behind', async (args, message) => {
    const { run, headroomHome, project } = place();
    const { code, stderr, stdout } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect([existsSync(headroomHome), existsSync(join(project, '.headroom.json'))]).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    ['{"profil": "lossless"}', /there is no setting "profil"\.\nDid you mean "profile"/],
    ['{"port": "many"}', /"port": "many" is not a port number/],
    ['[]', /is not a JSON object/],
    ['{"port": 1', /is not a JSON object/],
    ['{"profile": {"deep": true}}', /"profile": "\{"deep":true\}" is not one of/],
  ])('every command names the file that holds %j', async (text, message) => {
    const { headroomHome, project, env } = place();
    mkdirSync(headroomHome);
    writeFileSync(join(headroomHome, 'config.json'), text);
    const { code, stderr } = await runCommand(['perf'], { env, cwd: project });
    expect(code).toBe(2);
    expect(stderr).toContain(join(headroomHome, 'config.json'));
    expect(stderr).toMatch(message);
  });

  it('takes ~ for the home of the user, as shells do where it is not quoted', async () => {
    const listed = await runCommand(['config', 'list', '--json', '--home=~/kept'], { env: {} });
    const { home } = JSON.parse(listed.stdout) as { home: { value: string } };
    expect(home.value).toBe(join(homedir(), 'kept'));
  });

  it.skipIf(process.platform === 'win32')('knows that home where HOME is empty', () => {
    const program = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
    const { stdout } = spawnSync(process.execPath, [program, 'config', 'get', 'home'], {
      env: { PATH: process.env['PATH'], HOME: '' },
      cwd: temporaryHome().project,
      encoding: 'utf8',
    });
    expect(stdout).toBe(`${join(userInfo().homedir, '.headroom')}\n`);
  });

  it('says so when a file cannot be read, instead of doing without it', async () => {
    const { run, headroomHome } = place();
    mkdirSync(join(headroomHome, 'config.json'), { recursive: true });
    for (const words of [['get', 'profile'], ['set', 'profile', 'lossless'], ['path']]) {
      const { code, stderr } = await run(...words);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/config\.json cannot be read \(EISDIR\)/),
      ]);
    }
  });

  it('takes no name that every object has for a setting', async () => {
    const { run, project } = place();
    writeFileSync(join(project, '.headroom.json'), '{ "constructor": 1 }');
    expect((await run()).stderr).toContain('there is no setting "constructor"');
  });

  it('takes a wrong name out of a file', async () => {
    const { run, headroomHome } = place();
    mkdirSync(headroomHome);
    writeFileSync(join(headroomHome, 'config.json'), '{"profil": "lossless", "port": 0}');
    expect((await run('unset', 'profil')).code).toBe(0);
    expect(readFileSync(join(headroomHome, 'config.json'), 'utf8')).toBe('{\n  "port": 0\n}\n');
  });

  it('finds the file of a project from a folder inside it', async () => {
    const { env, project } = place();
    writeFileSync(join(project, '.headroom.json'), '\uFEFF{"profile": "lossless"}');
    mkdirSync(join(project, 'a', 'b'), { recursive: true });
    const { stdout } = await runCommand(['config', 'get', 'profile'], {
      env,
      cwd: join(project, 'a', 'b'),
    });
    expect(stdout).toBe('lossless\n');
  });

  it('opens an editor, and checks what it left behind', async () => {
    const { run, headroomHome, project } = place();
    const editor = join(project, 'write settings.mjs');
    writeFileSync(
      editor,
      `import { writeFileSync } from 'node:fs'; writeFileSync(process.argv.at(-1), process.argv[2]);`,
    );
    const edit = (text: string) =>
      run('edit', {
        PATH: process.env['PATH'],
        EDITOR: `"${process.execPath}" "${editor}" ${text}`,
      });
    expect((await edit('{"port":4000}')).code).toBe(0);
    expect(readFileSync(join(headroomHome, 'config.json'), 'utf8')).toBe('{"port":4000}');
    const wrong = await edit('{"prot":4000}');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean "port"')]);
  });

  it('says what to do without an editor', async () => {
    const { run } = place();
    const { code, stderr } = await run('edit');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Neither VISUAL nor EDITOR is set\.\nOpen the file yourself: .+config\.json/,
    );
  });
});

function place() {
  const { headroomHome, project } = temporaryHome();
  const env = { HEADROOM_HOME: headroomHome };
  const run = (...args: readonly (string | Record<string, string | undefined>)[]) =>
    runCommand(['config', ...args.filter((arg) => typeof arg === 'string')], {
      env: Object.assign({}, env, ...args.filter((arg) => typeof arg === 'object')),
      cwd: project,
    });
  return { run, env, headroomHome, project };
}
