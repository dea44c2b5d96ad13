import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { applyEdits } from '../../src/launch/apply-edits.ts';
import { journalFolder, readJournal, writeEntry } from '../../src/launch/journal.ts';
import { findEdits, undoEdits } from '../../src/launch/undo-edits.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const ORIGINAL = '{\n  // mine\n  "theme": "dark",\n}\n';
const ALIVE = { pid: process.pid, port: 1 };
/** No process has it: the largest there can be, on any platform. */
const DEAD = { pid: 2 ** 31 - 1, port: 1 };
const VALUE = 'gemini-api-key';

interface Place {
  readonly headroomHome: string;
  readonly file: string;
  text(): string;
  apply(about?: {
    holder?: typeof ALIVE;
    value?: string;
    path?: string;
  }): Promise<() => Promise<void>>;
  unwrap(): ReturnType<typeof undoEdits>;
}

function place(original: string | undefined = ORIGINAL): Place {
  const { home, headroomHome } = temporaryHome();
  const file = join(home, '.gemini', 'settings.json');
  mkdirSync(join(home, '.gemini'));
  if (original !== '') writeFileSync(file, original, { mode: 0o640 });
  return {
    headroomHome,
    file,
    text: () => readFileSync(file, 'utf8'),
    apply: ({ holder = ALIVE, value = VALUE, path = file } = {}) =>
      applyEdits({
        agent: 'gemini',
        edits: [{ path, because: 'It must.', set: [{ at: ['security', 'auth'], value }] }],
        headroomHome,
        holder,
      }),
    unwrap: () => undoEdits({ headroomHome, matches: () => true }),
  };
}

describe('a change and its undoing', () => {
  it('leaves the file byte for byte as it was, with its mode, and the journal empty', async () => {
    const { file, text, apply, headroomHome } = place();
    const undo = await apply();
    expect(text()).toContain(VALUE);
    expect(text()).toContain('// mine');
    await undo();
    expect(text()).toBe(ORIGINAL);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(journalFolder(headroomHome))).toEqual([]);
    expect(readdirSync(join(file, '..'))).toEqual(['settings.json']);
  });

  it('takes a file away that was not there', async () => {
    const { file, apply } = place('');
    const undo = await apply();
    expect(existsSync(file)).toBe(true);
    await undo();
    expect(existsSync(file)).toBe(false);
  });

  it('takes out only its own when the user has changed the file meanwhile', async () => {
    const { file, text, apply } = place();
    const undo = await apply();
    writeFileSync(file, text().replace('"dark"', '"light"'));
    await undo();
    expect(text()).toContain('"light"');
    expect(text()).toContain('// mine');
    expect(text()).not.toContain('security');
  });

  it.skipIf(process.platform === 'win32')('goes through a link and leaves it one', async () => {
    const { file, apply } = place();
    const link = `${file}.link`;
    symlinkSync(file, link);
    const undo = await apply({ path: link });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(link, 'utf8')).toContain(VALUE);
    await undo();
    expect(readFileSync(link, 'utf8')).toBe(ORIGINAL);
  });

  it('changes nothing of a file it cannot read as JSON', async () => {
    const { apply, text, headroomHome } = place("{ single: 'quoted' }");
    await expect(apply()).rejects.toMatchObject({ code: 'FILE_NOT_EDITABLE' });
    expect(text()).toBe("{ single: 'quoted' }");
    expect(readJournal(journalFolder(headroomHome))).toEqual([]);
  });

  it('is none at all when one of several files cannot be changed', async () => {
    const { file, text, headroomHome } = place();
    const broken = `${file}.broken`;
    writeFileSync(broken, 'no JSON');
    const edits = [file, broken].map((path) => ({
      path,
      because: 'It must.',
      set: [{ at: ['security', 'auth'], value: VALUE }],
    }));
    const request = { agent: 'gemini', edits, headroomHome, holder: ALIVE };
    await expect(applyEdits(request)).rejects.toMatchObject({ code: 'FILE_NOT_EDITABLE' });
    expect(text()).toBe(ORIGINAL);
    expect(readdirSync(journalFolder(headroomHome))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('keeps what it saves from other users', async () => {
    const { apply, headroomHome } = place();
    await apply();
    const folder = journalFolder(headroomHome);
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });
});

describe('after kill -9', () => {
  it('is found, and undone by unwrap', async () => {
    const { text, apply, unwrap, headroomHome } = place();
    await apply({ holder: DEAD });
    expect(await findEdits(headroomHome)).toMatchObject([{ inUse: false }]);
    expect(await unwrap()).toMatchObject([{ agent: 'gemini', result: 'restored' }]);
    expect(text()).toBe(ORIGINAL);
    expect(await unwrap()).toEqual([]);
  });

  it('is undone by unwrap after a second edit of the user', async () => {
    const { file, text, apply, unwrap } = place();
    await apply({ holder: DEAD });
    writeFileSync(file, text().replace('// mine', '// still mine'));
    expect(await unwrap()).toMatchObject([{ result: 'taken-out' }]);
    expect(text()).toContain('// still mine');
    expect(text()).not.toContain('security');
  });

  it('between journal and file: there is nothing to undo', async () => {
    const { file, text, unwrap, headroomHome } = place();
    const beside = `${file}.headroom-part`;
    writeFileSync(beside, 'half');
    writeEntry(journalFolder(headroomHome), {
      ...{ agent: 'gemini', path: file, holder: DEAD, beside },
      before: Buffer.from(ORIGINAL).toString('base64'),
      after: Buffer.from('{"a":1}').toString('base64'),
      made: [{ at: ['a'], value: 1, depthBefore: 0 }],
    });
    expect(await unwrap()).toMatchObject([{ result: 'nothing-left' }]);
    expect(text()).toBe(ORIGINAL);
    expect(existsSync(beside)).toBe(false);
  });

  it('is undone whatever else has got into the journal', async () => {
    const { text, apply, unwrap, headroomHome } = place();
    await apply({ holder: DEAD });
    for (const [name, content] of ['', 'null', '[]', '{"path":"/x"}', '{"made":[]}'].entries())
      writeFileSync(join(journalFolder(headroomHome), `${name}.json`), content);
    writeFileSync(join(journalFolder(headroomHome), 'note.txt'), '{"path":"/x","made":[]}');
    expect(await unwrap()).toMatchObject([{ result: 'restored' }]);
    expect(text()).toBe(ORIGINAL);
  });

  it('is undone before the next wrap changes the file', async () => {
    const { text, apply } = place();
    await apply({ holder: DEAD, value: 'old' });
    const undo = await apply();
    expect(text()).not.toContain('old');
    await undo();
    expect(text()).toBe(ORIGINAL);
  });

  it.each([
    ['no proxy', undefined],
    ['the proxy of another', { pid: process.pid }],
  ])('is not mistaken for running when its process id is given away: %s', async (_name, answer) => {
    const { apply, unwrap } = place();
    const stranger = sleeper();
    const port = answer === undefined ? 1 : await answering(answer);
    await apply({ holder: { pid: stranger.pid ?? 0, port } });
    expect(await unwrap()).toMatchObject([{ result: 'restored' }]);
  });
});

/** A process that is there, and nothing more. */
function sleeper(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill());
  return child;
}

/** The port of a server that always answers this. */
async function answering(value: unknown): Promise<number> {
  const server = createServer((_, response) => response.end(JSON.stringify(value)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void [server.close(), server.closeAllConnections()]);
  return (server.address() as AddressInfo).port;
}

describe('two at once', () => {
  it('share a change; the last one takes it back', async () => {
    const { text, apply } = place();
    const [first, second] = [await apply(), await apply()];
    await first();
    expect(text()).toContain(VALUE);
    await second();
    expect(text()).toBe(ORIGINAL);
  });

  it('take away a file that was not there, whoever ends first', async () => {
    const { file, apply } = place('');
    const [first, second] = [await apply(), await apply()];
    await first();
    expect(existsSync(file)).toBe(true);
    await second();
    expect(existsSync(file)).toBe(false);
  });

  it('leave what the user has changed between them', async () => {
    const { file, text, apply } = place();
    const first = await apply();
    writeFileSync(file, text().replace('"dark"', '"light"'));
    const second = await apply();
    await first();
    await second();
    expect(text()).toBe(ORIGINAL.replace('"dark"', '"light"'));
  });

  it('in one moment, many of them', async () => {
    const { text, apply } = place();
    const undos = await Promise.all(Array.from({ length: 8 }, () => apply()));
    expect(text().split(VALUE)).toHaveLength(2);
    await Promise.all(undos.map((undo) => undo()));
    expect(text()).toBe(ORIGINAL);
  });

  it('do not get in each other’s way when they want different things', async () => {
    const { text, apply } = place();
    const undo = await apply();
    await expect(apply({ value: 'other' })).rejects.toMatchObject({ code: 'EDIT_IN_USE' });
    expect(text()).toContain(VALUE);
    await undo();
    expect(text()).toBe(ORIGINAL);
  });

  it('in different files have nothing to do with each other', async () => {
    const { file, text, apply, headroomHome } = place();
    const other = `${file}.other`;
    writeFileSync(other, ORIGINAL);
    const undo = await apply();
    await apply({ path: other, value: 'other', holder: DEAD });
    expect(await undoEdits({ headroomHome, matches: ({ path }) => path === file })).toMatchObject([
      { path: file, result: 'in-use' },
    ]);
    expect(readFileSync(other, 'utf8')).toContain('other');
    await undo();
    expect(text()).toBe(ORIGINAL);
    expect(readFileSync(other, 'utf8')).toContain('other');
  });

  it('leave to a running one what it needs', async () => {
    const { text, apply, unwrap } = place();
    const ghost = sleeper();
    const port = await answering({ pid: ghost.pid });
    await apply({ holder: { pid: ghost.pid ?? 0, port } });
    expect(await unwrap()).toMatchObject([{ result: 'in-use' }]);
    expect(text()).toContain(VALUE);
  });
});

describe('a launch that was suspended', () => {
  it('holds its port and says nothing: what it needs is left to it', async () => {
    const { text, apply, unwrap } = place();
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void [silent.close(), silent.closeAllConnections()]);
    const { port } = silent.address() as AddressInfo;
    await apply({ holder: { pid: sleeper().pid ?? 0, port } });
    expect(await unwrap()).toMatchObject([{ result: 'in-use' }]);
    expect(text()).toContain(VALUE);
  });
});

describe('a lock', () => {
  it('that a killed process left is taken over', async () => {
    const { text, apply, headroomHome } = place();
    mkdirSync(journalFolder(headroomHome), { recursive: true });
    writeFileSync(join(journalFolder(headroomHome), 'lock'), String(DEAD.pid));
    const undo = await apply();
    expect(text()).toContain(VALUE);
    await undo();
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder that cannot be written',
  () => {
    it('leaves the file as it was', async () => {
      const { file, text, apply } = place();
      chmodSync(join(file, '..'), 0o500);
      onTestFinished(() => chmodSync(join(file, '..'), 0o700));
      await expect(apply()).rejects.toThrow();
      expect(text()).toBe(ORIGINAL);
    });
  },
);
