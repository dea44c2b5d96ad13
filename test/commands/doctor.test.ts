import { createServer, type Server } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { doctor } from '../../commands/doctor.ts';
import { checkPort } from '../../commands/doctor/check-machine.ts';
import { exitCodeFor, type Finding } from '../../commands/doctor/finding.ts';
import { applyEdits } from '../../src/launch/apply-edits.ts';
import { commandContext } from '../helpers/command-context.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openedStore } from '../helpers/opened-store.ts';
import { fakeAgentHome, type FakeAgentHome } from '../helpers/fake-agents.ts';
import { startPair } from '../proxy/proxy-pair.ts';

const DEAD = { pid: 2 ** 31 - 1, port: 1 };

/** No keychain of this machine is asked, and a port that nobody has. */
function machine(more: Readonly<Record<string, string>> = {}): FakeAgentHome {
  return fakeAgentHome(
    { print: 'agent 1.2.3 (build 9)' },
    {
      HEADROOM_KEYCHAIN: 'off',
      OPENAI_API_KEY: 'sk',
      COPILOT_MODEL: 'gpt-5.2',
      GEMINI_API_KEY: 'key',
      ...more,
    },
  );
}

async function examine(home: FakeAgentHome, port = '0') {
  const context = commandContext({ env: home.environment, cwd: home.project });
  const code = await doctor({ json: true, port }, context);
  const { findings, exitCode } = JSON.parse(context.printed()) as {
    findings: Finding[];
    exitCode: number;
  };
  expect(exitCode).toBe(code);
  const named = (name: string): Finding[] => findings.filter((one) => one.name === name);
  return { code, findings, named, bad: findings.filter(({ status }) => status !== 'ok') };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return String((server.address() as AddressInfo).port);
}

describe('headroom doctor', () => {
  it('finds nothing wrong on a good machine, and tries every format', async () => {
    const { code, named, findings, bad } = await examine(machine());
    expect([code, bad]).toEqual([0, []]);
    expect(named('codex')[0]?.summary).toContain('1.2.3');
    const trips = findings.filter(({ name }) => name.startsWith('round trip'));
    expect(trips.map(({ name }) => name.replace('round trip, ', ''))).toEqual([
      'Anthropic Messages',
      'OpenAI Chat',
      'OpenAI Responses',
      'Gemini',
    ]);
  });

  it('says it in words, with what mends it', async () => {
    const home = machine({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' });
    const context = commandContext({ env: home.environment, cwd: home.project });
    expect(await doctor({ port: '0' }, context)).toBe(2);
    expect(context.printed()).toMatch(
      /FAILURE {2}claude: 1\.2\.3; ANTHROPIC_BASE_URL leads to http:\/\/127\.0\.0\.1:9, where nothing answers\n {9}mend: /,
    );
    expect(context.printed()).toMatch(/1 of \d+ needs a look\.\n$/);
  });

  it('warns where requests will go around headroom', async () => {
    const { code, named } = await examine(machine({ CLAUDE_CODE_USE_BEDROCK: '1' }));
    expect([code, named('claude')[0]?.status]).toEqual([1, 'warning']);
  });

  it('names an agent that does not start', async () => {
    const { code, named } = await examine({
      ...machine(),
      environment: { ...machine().environment, FAKE_AGENT: '{"exit":3}' },
    });
    expect(code).toBe(2);
    expect(named('claude')[0]).toMatchObject({
      status: 'failure',
      mend: expect.stringMatching(/install/) as string,
    });
  });

  it('names what a killed wrap left, and the command that mends it', async () => {
    const home = machine();
    await applyEdits({
      agent: 'gemini',
      headroomHome: home.headroomHome,
      holder: DEAD,
      edits: [
        {
          path: join(home.home, 'settings.json'),
          because: 'Test.',
          set: [{ at: ['a'], value: 1 }],
        },
      ],
    });
    const { code, named } = await examine(home);
    expect(code).toBe(2);
    expect(named('leftovers')).toMatchObject([
      { status: 'failure', mend: 'headroom unwrap gemini' },
    ]);
  });

  it('tells another program on the port from a proxy of ours', async () => {
    const strangers = await listening(createServer((_, response) => response.end('hello')));
    const other = await examine(machine(), strangers);
    expect(other.named('port')).toMatchObject([{ status: 'warning' }]);
    const body = JSON.stringify({ service: 'headroom-proxy', version: '0.1.0' });
    const ours = await listening(createServer((_, response) => response.end(body)));
    expect((await examine(machine(), ours)).named('port')).toMatchObject([{ status: 'ok' }]);
  });

  it('knows a proxy of ours behind a token', async () => {
    const { proxy } = await startPair({ token: 'TOKEN' });
    expect(await checkPort(proxy)).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/behind a token/) as string,
    });
  });

  it('names a store that cannot be opened', async () => {
    const home = machine();
    mkdirSync(join(home.headroomHome, 'headroom.db'), { recursive: true });
    const { named } = await examine(home);
    expect(named('store')).toMatchObject([{ status: 'failure' }]);
  });

  it('does not have a store moved away that only a newer headroom can read', async () => {
    const home = machine();
    const { store } = openedStore(home.headroomHome);
    store.close();
    const database = openDatabase(store.file, { busyTimeoutMs: 0 });
    database.exec('PRAGMA user_version = 999');
    database.close();
    const { named } = await examine(home);
    expect(named('store')).toMatchObject([
      {
        summary: expect.stringMatching(
          /opened \(A newer version of headroom wrote this file\);/,
        ) as string,
        mend: expect.stringMatching(/^update headroom/) as string,
      },
    ]);
  });

  it('names a data folder that is none', async () => {
    const home = machine();
    writeFileSync(home.headroomHome, '');
    const { code, named } = await examine(home);
    expect(code).toBe(2);
    expect(named('store')).toMatchObject([
      { status: 'failure', mend: expect.stringMatching(/HEADROOM_HOME/) as string },
    ]);
    expect(named('leftovers')).toMatchObject([{ status: 'ok' }]);
  });

  it('names a damaged store that was set aside', async () => {
    const home = machine();
    mkdirSync(home.headroomHome, { recursive: true });
    writeFileSync(join(home.headroomHome, 'headroom.db'), 'not a database, by far '.repeat(400));
    await examine(home);
    const { named } = await examine(home);
    expect(named('store').map(({ status }) => status)).toContain('warning');
  });

  it('knows a machine without any agent', async () => {
    const home = machine({ PATH: '/no/such/folder' });
    const { code, named } = await examine(home);
    expect([code, named('agents')[0]?.status]).toEqual([1, 'warning']);
  });
});

describe('exitCodeFor', () => {
  it('is the worst of all', () => {
    const of = (...all: Finding['status'][]): number =>
      exitCodeFor(all.map((status) => ({ name: '', status, summary: '' })));
    expect([of(), of('ok'), of('ok', 'warning'), of('warning', 'failure', 'ok')]).toEqual([
      0, 0, 1, 2,
    ]);
  });
});
