import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { claude } from '../../agents/claude.ts';
import type { CommandContext } from '../../commands/context.ts';
import { wrap, wrapCommand, type WrapOptions } from '../../commands/wrap.ts';
import type { TextCount } from '../../src/telemetry/event.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';
import type { SessionRequest, StartSession } from '../../commands/wrap/session.ts';
import { fakeAgentHome, type FakeAgentHome } from '../helpers/fake-agents.ts';

interface Terminal extends CommandContext {
  printed(): string;
  complained(): string;
}

function terminal(home: FakeAgentHome, isTTY = false): Terminal {
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY })];
  const read = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
  const { project: cwd, environment: env } = home;
  return {
    ...{ cwd, env, stdin: new PassThrough(), stdout, stderr },
    printed: () => read(stdout),
    complained: () => read(stderr),
  };
}

const reportOf = (...texts: readonly TextCount[]): PerfReport =>
  perfReport([requestEvent({ texts, model: 'house' })], { sinceMs: null, store: null });
const NOTHING = reportOf();
const SHORTENED = reportOf(replacedText({ tokensBefore: 212_400, tokensAfter: 130_900 }));

/** A session that answers every request with its own number, and notes what happens to it. */
function fakeSession(report = NOTHING, unrecorded = 0) {
  const seen: { requests: SessionRequest[]; paths: string[]; closed: boolean } = {
    requests: [],
    paths: [],
    closed: false,
  };
  const start: StartSession = async (request) => {
    seen.requests.push(request);
    const server = createServer((message, response) => {
      seen.paths.push(message.url ?? '');
      response.end('answered');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/k/key`,
      report: () => report,
      unrecorded: () => unrecorded,
      warn: () => undefined,
      close: async () => {
        seen.closed = true;
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
  return { start, seen };
}

const options = (more: Partial<WrapOptions> = {}): WrapOptions => ({
  agent: claude,
  agentArguments: [],
  ...more,
});

describe('wrap claude', () => {
  it('starts it through the session, in the same folder, and ends with its exit code', async () => {
    const home = fakeAgentHome({ send: [{ n: 1 }], exit: 42 });
    const { start, seen } = fakeSession();
    expect(await wrap(options(), terminal(home), start)).toBe(42);
    expect(seen).toMatchObject({ paths: ['/k/key/v1/messages'], closed: true });
    const report = home.report();
    expect(report).toMatchObject({
      cwd: home.project,
      answers: [{ status: 200, text: 'answered' }],
      env: { ENABLE_TOOL_SEARCH: 'true', HEADROOM_HOME: home.headroomHome },
    });
    // Windows knows one variable of both spellings, and lists it in one of them.
    const [, addresses] =
      Object.entries(report?.env ?? {}).find(([name]) => /^no_proxy$/i.test(name)) ?? [];
    expect(addresses).toBe('127.0.0.1');
  });

  it('hands it a headroom command when PATH has none', async () => {
    const home = fakeAgentHome();
    await wrap(options(), terminal(home), fakeSession().start);
    const first = home.report()?.env['PATH']?.split(process.platform === 'win32' ? ';' : ':')[0];
    expect(first).toBe(join(home.headroomHome, 'bin'));
    expect(existsSync(join(first ?? '', 'headroom'))).toBe(true);
  });

  it('gives the server of the retrieval tool absolute paths and no secret', async () => {
    const home = fakeAgentHome();
    await wrap(options(), terminal(home), fakeSession().start);
    const config = home.report()?.argv[0] ?? '';
    const { mcpServers } = JSON.parse(config.replace('--mcp-config=', '')) as {
      mcpServers: { headroom: { command: string; args: string[] } };
    };
    const { command, args } = mcpServers.headroom;
    expect(command).toBe(process.execPath);
    expect(args[0]).toMatch(/^([A-Z]:\\|\/).*headroom\.js$/);
    expect(args.slice(1)).toEqual(['mcp', 'serve', '--retrieve-only', '--home', home.headroomHome]);
    expect(config).not.toContain('/k/key');
  });

  it('leaves no proxy behind when the agent cannot be set up', async () => {
    const { start, seen } = fakeSession();
    const broken = (): never => {
      throw new Error('broken');
    };
    const agent = { ...claude, arguments: broken };
    await expect(wrap(options({ agent }), terminal(fakeAgentHome()), start)).rejects.toThrow(
      'broken',
    );
    expect(seen.closed).toBe(true);
  });

  it('asks the session for what the options say', async () => {
    const home = fakeAgentHome({}, { HEADROOM_PORT: '1', HEADROOM_HOST: 'x', HEADROOM_TOKEN: 't' });
    const { start, seen } = fakeSession();
    await wrap(options({ profile: 'lossless', compress: false }), terminal(home), start);
    expect(seen.requests[0]?.settings).toMatchObject({
      profile: 'lossless',
      compress: false,
      // Of its own: what is set for the shared proxy does not count.
      ...{ port: 0, host: '127.0.0.1', token: undefined },
    });
    await wrap(options({ port: '4711', openaiUrl: 'http://o.example' }), terminal(home), start);
    expect(seen.requests[1]?.settings).toMatchObject({ port: 4711, openaiUrl: 'http://o.example' });
  });

  it('makes a base URL that is set already the upstream', async () => {
    const home = fakeAgentHome({}, { ANTHROPIC_BASE_URL: 'https://gateway.example/a' });
    const { start, seen } = fakeSession();
    await wrap(options(), terminal(home), start);
    expect(seen.requests[0]?.settings.anthropicUrl).toBe('https://gateway.example/a');
    expect(home.report()?.env['ANTHROPIC_BASE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/k\/key$/);
  });

  it('names the variable that holds a broken address, and starts nothing', async () => {
    const home = fakeAgentHome({}, { ANTHROPIC_BASE_URL: 'gateway' });
    const { start, seen } = fakeSession();
    const run = wrap(options(), terminal(home), start);
    await expect(run).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringContaining('ANTHROPIC_BASE_URL') as string,
    });
    expect([seen.requests, home.report()]).toEqual([[], undefined]);
  });

  it('says how to install an agent that is not there; nothing is started or written', async () => {
    const home = fakeAgentHome({}, { PATH: '/no/such/folder' });
    const { start, seen } = fakeSession();
    await expect(wrap(options(), terminal(home), start)).rejects.toMatchObject({
      code: 'AGENT_NOT_FOUND',
      hint: expect.stringContaining('npm install -g @anthropic-ai/claude-code') as string,
    });
    expect(seen.requests).toEqual([]);
    expect(readdirSync(home.home)).toEqual([]);
  });
});

describe('what wrap says', () => {
  it.each([true, false])('is one line after the end, terminal: %s', async (isTTY) => {
    const context = terminal(fakeAgentHome(), isTTY);
    await wrap(options(), context, fakeSession(SHORTENED).start);
    expect(context.complained()).toBe(
      'headroom: 212k -> 131k tokens this session (38 % of new input), 0 cache rewrites, 0 retrievals\n',
    );
    expect(context.printed()).toBe('');
  });

  it('is also how many requests could not be written down', async () => {
    const context = terminal(fakeAgentHome());
    await wrap(options(), context, fakeSession(NOTHING, 2).start);
    expect(context.complained()).toBe(
      'headroom: 2 requests could not be written to the store: missing in headroom perf, the log says why\n',
    );
  });

  it.each([
    ['--quiet', { quiet: true }, SHORTENED],
    ['no tool output went through', {}, NOTHING],
  ])('is nothing at all: %s', async (_why, more, report) => {
    const context = terminal(fakeAgentHome(), true);
    await wrap(options(more), context, fakeSession(report).start);
    expect([context.complained(), context.printed()]).toEqual(['', '']);
  });

  it('is that nothing is made smaller, when there is no store', async () => {
    const { start } = fakeSession();
    const troubled: StartSession = async (request) => ({
      ...(await start(request)),
      trouble: 'disk I/O error.',
    });
    const here = terminal(fakeAgentHome());
    await wrap(options(), here, troubled);
    expect(here.complained()).toMatch(
      /^headroom: the store .*\(disk I\/O error\).*headroom doctor\n/,
    );
  });

  it('is a warning beforehand when requests will go elsewhere', async () => {
    const context = terminal(fakeAgentHome({}, { CLAUDE_CODE_USE_BEDROCK: '1' }));
    await wrap(options(), context, fakeSession().start);
    expect(context.complained()).toMatch(/^headroom: CLAUDE_CODE_USE_BEDROCK is set/);
  });

  it.each([
    ['that some conversations pass through', { ab: true }, /^headroom: every other conversation/],
    ['that all do', { ab: true, compress: false }, /^headroom: --ab compares nothing/],
  ])('is, with --ab, %s', async (_what, more, expected) => {
    const context = terminal(fakeAgentHome());
    const { start, seen } = fakeSession();
    await wrap(options(more), context, start);
    expect(seen.requests[0]?.settings).toMatchObject({ compress: true, ...more });
    expect(context.complained()).toMatch(expected);
  });
});

describe('--dry-run', () => {
  it('prints command, environment and upstream, without a login, and starts nothing', async () => {
    const gateway = 'https://me:secret@gateway.example/a';
    const home = fakeAgentHome({}, { ANTHROPIC_BASE_URL: gateway });
    const context = terminal(home);
    const { start, seen } = fakeSession();
    const agentArguments = ['-p', "it's"];
    expect(await wrap(options({ dryRun: true, agentArguments }), context, start)).toBe(0);
    const printed = context.printed();
    expect(printed).toContain(`-p 'it'\\''s'\n`);
    expect(printed).toContain('ANTHROPIC_BASE_URL=http://127.0.0.1:PORT/k/KEY\n');
    expect(printed).toContain('upstream: https://***@gateway.example/a for anthropic');
    expect(printed).not.toContain('secret');
    expect([seen.requests, readdirSync(home.home)]).toEqual([[], []]);
  });
});

describe('the command line', () => {
  async function printedBy(words: readonly string[]): Promise<string> {
    const context = terminal(fakeAgentHome());
    const program = new Command('headroom').enablePositionalOptions().exitOverride();
    program.addCommand(wrapCommand(context));
    await program.parseAsync(['wrap', ...words], { from: 'user' });
    return context.printed();
  }
  async function argumentsFor(words: readonly string[]): Promise<readonly string[]> {
    const [, command = ''] = (await printedBy(['claude', '--dry-run', ...words])).split('\n');
    // Ours are the executable, the MCP configuration and the permission.
    return command.trim().split(' ').slice(-Math.max(words.length, 1));
  }

  it('passes unknown flags on as if they stood behind --', async () => {
    expect(await argumentsFor(['-p', 'hi'])).toEqual(['-p', 'hi']);
    expect(await argumentsFor(['--', '-p', 'hi'])).toEqual(expect.arrayContaining(['-p', 'hi']));
  });

  it.each([
    [['--dry-run', '--port', '4711', 'claude', '-p', 'hi'], ':4711/'],
    [['--port=4711', 'claude', '--dry-run', '-p', 'hi'], ':4711/'],
    // The agent's words may be what headroom has a name for.
    [['--dry-run', 'claude', '--', '-p', 'codex'], ' -p codex\n'],
  ])('may have options in front of the agent: %j', async (words, expected) => {
    expect(await printedBy(words)).toContain(expected);
  });
});
