// Conversations of both arms through the whole of headroom, and what `perf --ab` makes of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { armOf, type Arm } from '../../src/proxy/arm.ts';
import type { ArmReport } from '../../src/telemetry/arms/read-arms.ts';
import { bodyWith, longLog } from '../laws/bodies.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const BYTES_PER_TOKEN = 4;
const OUTPUT_TOKENS = 40;

/** Says that every four bytes it got are a token, half of them out of its cache from the second request on. */
async function startProvider() {
  const sizes = new Map<string, number[]>();
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const tokens = Math.round(bytes / BYTES_PER_TOKEN);
      const id = String(request.headers['x-claude-code-session-id'] ?? '');
      const before = sizes.get(id) ?? [];
      sizes.set(id, [...before, tokens]);
      const cached = before.length === 0 ? 0 : Math.floor(tokens / 2);
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          usage: {
            input_tokens: tokens - cached,
            cache_read_input_tokens: cached,
            output_tokens: OUTPUT_TOKENS,
          },
        }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sizes };
}

/** The first ids of an arm. */
function idsOf(arm: Arm, count: number): readonly string[] {
  const ids: string[] = [];
  for (let n = 0; ids.length < count; n++) {
    const id = `session-${n}`;
    if (armOf(id) === arm) ids.push(id);
  }
  return ids;
}

/** Two turns of each conversation, with a restart in between, and some requests of none. */
async function converse(ids: readonly string[]) {
  const provider = await startProvider();
  const { headroomHome, project } = temporaryHome();
  const env = { HEADROOM_HOME: headroomHome, HEADROOM_AB: 'on' };
  const settings = resolveSettings({ flags: { port: '0', anthropicUrl: provider.url }, env });
  for (const turn of [1, 2]) {
    const running = await startHeadroom({ settings });
    const post = async (text: string, headers: Record<string, string>) => {
      const body = new Uint8Array(bodyWith(text));
      const response = await fetch(`${running.url}/v1/messages`, { method: 'POST', body, headers });
      await response.arrayBuffer();
    };
    for (const [n, id] of ids.entries()) {
      await post(longLog(100 + n * turn, id), { 'x-claude-code-session-id': id });
    }
    await post(longLog(5_000), {});
    await running.close({ graceMs: 1_000 });
  }
  const perf = async (...more: string[]) => {
    const { code, stdout } = await runCommand(['perf', '--ab', ...more], { env, cwd: project });
    expect(code).toBe(0);
    return stdout;
  };
  return { sizes: provider.sizes, perf };
}

describe('conversations run with --ab', () => {
  it('are found again on the side they were on, with what the provider counted', async () => {
    const ids = { compressed: idsOf('compressed', 11), plain: idsOf('plain', 10) };
    const { sizes, perf } = await converse([...ids.compressed, ...ids.plain]);
    const report = JSON.parse(await perf('--json')) as ArmReport;
    const meanOf = (arm: Arm) => {
      const all = ids[arm].flatMap((id) => sizes.get(id) ?? []);
      return all.reduce((sum, tokens) => sum + tokens, 0) / ids[arm].length;
    };
    const { turns, inputTokens, outputTokens, spentUsd } = report.perConversation;
    expect(report.arms).toMatchObject({
      compressed: { conversations: 11, turns: 22, unpricedConversations: 0 },
      plain: { conversations: 10, turns: 20, unpricedConversations: 0 },
    });
    expect(report.leftOut).toEqual({ begunEarlier: 0, withoutUsage: 0, partlyWithoutAb: 0 });
    expect(turns).toMatchObject({ difference: 0, finding: 'undecided' });
    expect(outputTokens.plain).toEqual({ conversations: 10, mean: 2 * OUTPUT_TOKENS });
    expect(inputTokens.finding).toBe('less');
    expect(inputTokens.compressed.mean).toBeCloseTo(meanOf('compressed'), 6);
    expect(inputTokens.plain.mean).toBeCloseTo(meanOf('plain'), 6);
    expect(inputTokens.difference).toBeCloseTo(meanOf('compressed') - meanOf('plain'), 6);
    expect(spentUsd.finding).toBe('less');
    const text = await perf();
    expect(text).toContain('11 conversations made smaller, 10 conversations passed through');
    expect(text).toMatch(/\n {2}input tokens +\S+ +\S+ +-\S+ .* less\n/);
    expect(text).toMatch(/\n {2}turns +2\.0 +2\.0 +0\.0 .* cannot tell\n/);
    expect(text).toContain('Cannot tell: the interval contains 0');
    expect(text).not.toContain('Too few');
  }, 60_000);

  it('are too few to tell anything when they are few', async () => {
    const { perf } = await converse([...idsOf('compressed', 3), ...idsOf('plain', 1)]);
    const text = await perf('--all');
    expect(text).toContain('3 conversations made smaller, 1 conversation passed through');
    expect(text).toContain('Too few to tell anything: it takes 10 conversations on each side.');
    expect(text).not.toMatch(/ (less|more|cannot tell)\n/);
  }, 30_000);
});
