// The real Copilot CLI through `headroom wrap copilot --subscription`, with GitHub and its Copilot API on loopback.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeGithub, GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';
import type { Script } from '../helpers/fake-upstream.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';
import { installClient } from './install-client.ts';
import { HEADROOM } from './run-client.ts';

const client = installClient('@github/copilot', '1.0.102');
const WORDS = 'Everything is in order.';
const LIMIT_MS = 120_000;

/** A model that says one sentence. */
const saysOneSentence: Script = async (_request, reply) => {
  const chunk = (delta: object, finish_reason: string | null) => ({
    ...{ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o' },
    choices: [{ index: 0, delta, finish_reason }],
  });
  const events = [
    JSON.stringify(chunk({ role: 'assistant', content: WORDS }, null)),
    JSON.stringify({ ...chunk({}, 'stop'), usage: { prompt_tokens: 9, completion_tokens: 3 } }),
    '[DONE]',
  ];
  reply.start({ headers: [['Content-Type', 'text/event-stream']] });
  for (const event of events) await reply.write(`data: ${event}\n\n`);
  reply.end();
};

describe.skipIf(client === undefined)('the real Copilot CLI by subscription', () => {
  it('gets its answer; the token that GitHub had taken back is renewed unseen', async () => {
    const taken = { isBack: false };
    const github = await startFakeGithub({
      api: saysOneSentence,
      // The token of the launch is worth nothing by the time it is used.
      exchange: () => {
        if (!taken.isBack) setImmediate(() => github.revokeTokens());
        taken.isBack = true;
        return {};
      },
    });
    const { code, stdout, stderr } = await run(github);
    expect([code, stderr]).toEqual([0, expect.stringContaining('COPILOT_PROVIDER_API_URL=')]);
    expect(stdout).toContain(WORDS);
    const calls = github.to('api').filter(({ target }) => target === '/chat/completions');
    expect(calls.map((call) => call.header('authorization')?.slice(0, 12))).toEqual([
      'Bearer tid=1',
      'Bearer tid=2',
    ]);
    expect(calls[1]?.header('x-initiator')).toBe('user');
    expect(String(await calls[1]?.body())).toBe(String(await calls[0]?.body()));
    for (const secret of github.secrets()) expect(stdout + stderr).not.toContain(secret);
  });
});

async function run(github: FakeGithub) {
  const { home, headroomHome, project } = temporaryHome();
  const path = [client?.folder ?? '', dirname(process.execPath), '/usr/bin', '/bin'];
  const prompt = ['-p', 'Is everything in order?', '--no-color', '--log-level', 'error'];
  const words = [HEADROOM, 'wrap', 'copilot', '--subscription', '--', '--model', 'gpt-4o'];
  const child = spawn(process.execPath, [...words, ...prompt, '--allow-all-tools'], {
    cwd: project,
    env: {
      ...{ PATH: path.join(delimiter), HOME: home, TERM: 'xterm', LANG: 'C.UTF-8' },
      ...{ HEADROOM_HOME: headroomHome, HEADROOM_KEYCHAIN: 'off', ...github.variables },
      ...{ COPILOT_OFFLINE: 'true', COPILOT_AUTO_UPDATE: 'false' },
      GITHUB_COPILOT_TOKEN: GITHUB_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += String(chunk)));
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  return { ...output, code };
}
