import { it } from 'vitest';
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runAgentLoop } from './agent-loop.ts';
import { CLIENTS, type RealClient } from './real-clients.ts';

const b64 = (o: unknown) => Buffer.from(JSON.stringify(o)).toString('base64url');
const JWT = `${b64({ alg: 'none', typ: 'JWT' })}.${b64({ sub: 'u', email: 'm@example.com', exp: 4e9, 'https://api.openai.com/auth': { chatgpt_plan_type: 'pro', chatgpt_user_id: 'u', chatgpt_account_id: 'acct' } })}.c2ln`;

function variant(name: string): [RealClient, readonly string[], string[]] {
  const find = (title: string) => CLIENTS.find((c) => c.title === title)!;
  if (name === 'chatgpt') {
    const c = find('Codex, code mode');
    return [{ ...c, setUp: (home, url) => {
      const s = c.setUp(home, url);
      writeFileSync(join(home.home, '.codex', 'auth.json'), JSON.stringify({ auth_mode: 'chatgpt', OPENAI_API_KEY: null, tokens: { id_token: JWT, access_token: JWT, refresh_token: 'd', account_id: 'acct' }, last_refresh: new Date().toISOString() }));
      writeFileSync(join(home.home, '.codex', 'config.toml'), `chatgpt_base_url = "${url}/backend-api/"\ncheck_for_update_on_startup = false\n[features]\nunbounded_connection_retries = false\n`);
      return { environment: { CHATGPT_TARGET_API_URL: url }, arguments: s.arguments };
    } }, [], []];
  }
  if (name === 'copilot') {
    const c = find('Copilot CLI, completions');
    return [{ ...c, setUp: (h, u) => { const s = c.setUp(h, u); return { ...s, arguments: s.arguments.filter((w) => !w.startsWith('--allow-all')) }; } }, ['--no-mcp'], []];
  }
  if (name === 'gemini') {
    const c = find('Gemini CLI');
    return [{ ...c, setUp: (h, u) => { const s = c.setUp(h, u); return { ...s, arguments: s.arguments.filter((w) => w !== '--yolo') }; } }, [], []];
  }
  if (name === 'opencode') {
    const c = find('OpenCode, Anthropic');
    return [{ ...c, setUp: (h, u) => { const s = c.setUp(h, u); return { ...s, environment: { ...s.environment, OPENCODE_CONFIG_CONTENT: '{"permission":{"bash":"deny"}}' } }; } }, ['--no-mcp'], []];
  }
  throw new Error(name);
}

it('tries', async () => {
  const [client, wrapOptions] = variant(process.env['ONLY'] ?? '');
  const installed = client.install()!;
  const loop = await runAgentLoop({ client, installed, through: 'wrap', wrapOptions, script: { turns: [
    { run: 'headroom retrieve abcdefabcdef' }, { run: 'headroom retrieve abcdefabcdef; touch joined' }, { run: 'touch alone' }, { text: 'MOCK-DONE' } ] } });
  console.log(loop.result.code, loop.turns.map((t) => `${t.over} ${t.path} ${t.headers['chatgpt-account-id'] ?? ''}`), loop.upgrades, JSON.stringify(loop.outputs.map((o) => o.slice(0, 300)), undefined, 1), loop.changes.filter((c) => c.startsWith('project')), loop.result.stderr.slice(0, 1500), loop.result.stdout.slice(-800));
});
