// The laws of the house, on recorded bodies and with real parts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseJson } from '../../src/json/parse.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { FORMATS, longLog } from './bodies.ts';
import { engineThat, openWorld, UNASKED, VANDAL, type World } from './world.ts';

const worlds: World[] = [];
afterEach(() => worlds.splice(0).forEach((world) => world.close()));

function world(...given: Parameters<typeof openWorld>): World {
  const opened = openWorld(...given);
  worlds.push(opened);
  return opened;
}

/** Gives nothing to work with: not even a repeat is looked for. */
const sick = engineThat(() => ({ action: 'keep', reason: 'compressor-failed' }));
const keepAll = engineThat(() => ({ action: 'keep', reason: 'not-smaller' }));

/** What the model reads: cache marks and the shape of a text are the client's business. */
function reading(bytes: Buffer, turns: string): readonly string[] {
  const body = JSON.parse(bytes.toString()) as Record<string, Record<string, unknown>[]>;
  return (body[turns] ?? []).map((turn) =>
    JSON.stringify({ ...turn, ...('content' in turn && { content: flat(turn['content']) }) }),
  );
}

function flat(value: unknown): unknown {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  if (!Array.isArray(value)) return value;
  return value.map(({ cache_control: _mark, ...block }) =>
    block.type === 'tool_result' ? { ...block, content: flat(block.content) } : block,
  );
}

describe.each(FORMATS)('$wire.name', ({ wire, bodies, conversation, turns, bodyWith }) => {
  const send = (pipeline: World['pipeline'], bytes: Buffer) =>
    pipeline.prepare({ wire, bytes, purpose: 'send' });

  /** Byte ranges of the texts that may be replaced. */
  function reachable(bytes: Buffer): readonly (readonly [number, number])[] {
    const parsed = parseJson(bytes);
    if (!parsed.ok) return [];
    return [...wire.segments(parsed.document)].map(({ node }) => [node.start, node.end] as const);
  }

  function withoutTexts(bytes: Buffer): string {
    const parts: string[] = [];
    let at = 0;
    for (const [start, end] of [...reachable(bytes)].sort(([one], [other]) => one - other)) {
      parts.push(bytes.toString('latin1', at, start));
      at = end;
    }
    return [...parts, bytes.toString('latin1', at)].join('\u0000');
  }

  describe('identity', () => {
    it.each(bodies)(
      '$name leaves as the same buffer when nothing is replaced',
      async ({ bytes }) => {
        const { pipeline } = world(temporaryFolder(), sick);
        expect((await send(pipeline, bytes)).bytes).toBe(bytes);
      },
    );
  });

  describe('locality and sealed content, with the vandal', () => {
    it.each(bodies)('$name: every byte outside the texts is equal', async ({ bytes }) => {
      const { pipeline } = world(temporaryFolder(), VANDAL);
      const prepared = await send(pipeline, bytes);
      expect(withoutTexts(prepared.bytes)).toBe(withoutTexts(bytes));
    });

    it('does reach a long tool output', async () => {
      const { pipeline } = world(temporaryFolder(), VANDAL);
      const prepared = await send(pipeline, bodyWith(longLog(100)));
      expect(prepared.bytes.toString()).toContain('"X"');
    });
  });

  describe('append-only', () => {
    it('each forwarded body continues the one before it, also across a restart at every turn', async () => {
      const folder = temporaryFolder();
      let before: readonly string[] = [];
      let replaced = 0;
      for (const bytes of conversation) {
        const opened = openWorld(folder);
        const prepared = await send(opened.pipeline, bytes);
        opened.close();
        replaced += prepared.segments.filter(
          ({ decision }) => decision.action === 'replace',
        ).length;
        const now = reading(prepared.bytes, turns);
        expect(now.slice(0, before.length)).toEqual(before);
        before = now;
      }
      expect(replaced).toBeGreaterThan(0);
    });
  });

  describe('repeatable', () => {
    it('the same body gives the same bytes: again, after a restart, from two processes at once', async () => {
      const folder = temporaryFolder();
      const body = bodyWith(longLog(400));
      const [one, other] = [world(folder), world(folder)];
      const [first, second] = await Promise.all([
        send(one.pipeline, body),
        send(other.pipeline, body),
      ]);
      const again = await send(one.pipeline, body);
      const restarted = await send(world(folder).pipeline, body);
      expect(first.changed).toBe(true);
      for (const { bytes } of [second, again, restarted])
        expect(bytes.equals(first.bytes)).toBe(true);
    });

    it('a decision stands after an upgrade: another engine is not asked', async () => {
      const folder = temporaryFolder();
      const body = bodyWith(longLog(400));
      const first = await send(world(folder).pipeline, body);
      const later = await send(world(folder, UNASKED).pipeline, body);
      expect(later.bytes.equals(first.bytes)).toBe(true);
    });

    it('a keep decision stands too', async () => {
      const folder = temporaryFolder();
      const body = bodyWith(longLog(400));
      await send(world(folder, keepAll).pipeline, body);
      expect((await send(world(folder).pipeline, body)).bytes).toBe(body);
    });

    it('counting replays what was decided and records nothing', async () => {
      const folder = temporaryFolder();
      const { pipeline } = world(folder, keepAll);
      const body = bodyWith(longLog(400));
      const count = { wire, bytes: body, purpose: 'count' } as const;
      await world(folder, VANDAL).pipeline.prepare(count);
      expect((await send(pipeline, body)).bytes).toBe(body);
      expect((await world(folder, VANDAL).pipeline.prepare(count)).bytes).toBe(body);
    });
  });

  describe('never larger', () => {
    it('every replacement has fewer tokens, its marker included', async () => {
      const count = await loadTokenCounter();
      const { pipeline } = world(temporaryFolder());
      const texts = [
        longLog(200),
        longLog(3_000),
        JSON.stringify(
          longLog(60)
            .split('\n')
            .map((line, row) => ({ row, line })),
          null,
          2,
        ),
      ];
      for (const text of texts) {
        const { segments } = await send(pipeline, bodyWith(text));
        const [outcome] = segments;
        if (outcome?.decision.action !== 'replace') throw new Error(`Kept: ${text.slice(0, 90)}`);
        expect(count(outcome.decision.text)).toBeLessThan(count(text));
      }
    });
  });

  describe('unbreakable', () => {
    const deep = Buffer.from(`{"messages":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
    const broken: readonly (readonly [string, Buffer, string])[] = [
      ['empty', Buffer.alloc(0), 'not-json'],
      ['truncated', bodyWith(longLog(100)).subarray(0, 900), 'not-json'],
      ['not JSON', Buffer.from('<html></html>'), 'not-json'],
      ['duplicate keys', Buffer.from('{"messages":[],"messages":[]}'), 'duplicate-key'],
      ['5,000 levels deep', deep, 'too-deep'],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'invalid-utf8'],
    ];
    it.each(broken)(
      '%s passes through as the same buffer, with its reason',
      async (_name, bytes, reason) => {
        const prepared = await send(world(temporaryFolder(), VANDAL).pipeline, bytes);
        expect(prepared.bytes).toBe(bytes);
        expect(prepared.reason).toBe(reason);
      },
    );

    it.each([
      'null',
      '[]',
      '{}',
      `{"${turns}":{}}`,
      `{"${turns}":[1,null,"x",{"role":7,"content":3,"parts":3}]}`,
    ])('an unknown shape passes through: %s', async (text) => {
      const bytes = Buffer.from(text);
      const prepared = await send(world(temporaryFolder(), VANDAL).pipeline, bytes);
      expect(prepared.bytes).toBe(bytes);
    });

    it('an engine that throws costs the compression, not the request', async () => {
      const opened = world(temporaryFolder(), UNASKED);
      const body = bodyWith(longLog(400));
      const prepared = await send(opened.pipeline, body);
      expect(prepared.bytes).toBe(body);
      expect(prepared.reason).toBe('pipeline-failed');
      expect(opened.faults).toHaveLength(1);
    });

    it('without a store nothing is replaced, and that stands', async () => {
      const folder = temporaryFolder();
      const opened = world(folder);
      opened.close();
      writeFileSync(join(folder, 'in-the-way'), '');
      const body = bodyWith(longLog(400));
      const prepared = await send(opened.pipeline, body);
      expect(prepared.bytes).toBe(body);
      expect(prepared.segments[0]?.decision).toEqual({
        action: 'keep',
        reason: 'store-unavailable',
      });
      expect((await send(opened.pipeline, body)).bytes).toBe(body);
    });
  });

  describe('what must not be compressed', () => {
    it('history from before headroom came: the provider may have it cached', async () => {
      const bytes = conversation.at(-1) ?? Buffer.alloc(0);
      const { segments } = await send(world(temporaryFolder(), VANDAL).pipeline, bytes);
      const settled = segments.filter(({ zone }) => zone === 'settled');
      expect(settled.some((segment) => segment.bytes > 2_000)).toBe(true);
      for (const { decision } of settled)
        expect(decision).toEqual({ action: 'keep', reason: 'settled' });
    });

    const lossy = engineThat((text) => ({
      action: 'replace',
      text: text.slice(0, 100),
      by: 'cut',
      kind: 'log',
      fidelity: 'lossy',
      lost: [{ unit: 'line', from: 2, to: 400 }],
      tokensBefore: estimateTokens(text),
      tokensAfter: 30,
    }));

    it('a text that carries our marker, on its way back', async () => {
      const first = await send(world(temporaryFolder(), lossy).pipeline, bodyWith(longLog(400)));
      const [outcome] = first.segments;
      if (outcome?.decision.action !== 'replace') throw new Error('It was to be replaced.');
      const again = bodyWith(outcome.decision.text + '\n' + longLog(100));
      expect((await send(world(temporaryFolder(), lossy).pipeline, again)).bytes).toBe(again);
    });

    it.each([
      ['mcp__headroom__headroom_retrieve', { handle: 'a1b2c3d4e5f6' }],
      ['Bash', { command: 'headroom retrieve a1b2c3d4e5f6 --lines 1-90' }],
    ])('what came out of %s', async (name, input) => {
      const body = bodyWith(longLog(400), { toolUse: { name, input } });
      const prepared = await send(world(temporaryFolder(), lossy).pipeline, body);
      expect(prepared.bytes).toBe(body);
      expect(prepared.segments[0]?.decision).toEqual({ action: 'keep', reason: 'retrieved' });
    });

    it('anything lossy, for a client that could not fetch the rest', async () => {
      const body = bodyWith(longLog(400), {
        tools: ['Calendar'],
        toolUse: { name: 'Calendar', input: {} },
      });
      const prepared = await send(world(temporaryFolder(), lossy).pipeline, body);
      expect(prepared.bytes).toBe(body);
    });

    it.each([
      ['mcp__headroom__headroom_retrieve', 'headroom_retrieve'],
      ['Bash', 'headroom retrieve'],
    ])('with %s at hand the marker names it', async (tool, command) => {
      const { pipeline } = world(temporaryFolder(), lossy);
      const prepared = await send(pipeline, bodyWith(longLog(400), { tools: [tool] }));
      const [outcome] = prepared.segments;
      expect(outcome?.decision.action === 'replace' && outcome.decision.text).toContain(command);
    });
  });
});
