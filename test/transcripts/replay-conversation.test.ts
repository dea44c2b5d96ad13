import { describe, expect, it } from 'vitest';
import { markers } from '../../src/ccr/markers.ts';
import { createLocalEngine } from '../../src/engine/local-engine.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import { createMemoryLedger } from '../../src/transcripts/memory-ledger.ts';
import {
  replayConversation,
  type ReplayedTurn,
} from '../../src/transcripts/replay-conversation.ts';
import { turnBody } from '../../src/transcripts/turn-body.ts';
import type { Turn } from '../../src/transcripts/turn.ts';
import { WIRE_FORMATS } from '../../src/transcripts/wire-formats.ts';
import { seeded } from '../helpers/seeded.ts';
import { call, said } from './claude-code-lines.ts';

const PARTS = {
  engine: createLocalEngine(),
  markers,
  profile: 'balanced' as const,
  giveWay: undefined,
  onFault: (_where: string, error: unknown) => {
    throw error;
  },
};

describe('a replayed conversation', () => {
  it('is decided about as whole bodies are by the pipeline', async () => {
    const turns = conversation();
    const pipeline = createPipeline({ ...PARTS, ledger: createMemoryLedger() });
    const replay = replayConversation(PARTS);
    const messages: Turn['added'][number][] = [];
    let replaced = 0;
    for (const turn of turns) {
      messages.push(...turn.added);
      const prepared = await pipeline.prepare({
        wire: WIRE_FORMATS[turn.wire],
        bytes: turnBody({ ...turn, added: messages }),
        purpose: 'send',
      });
      const replayed = await replay.take(turn);
      const first = prepared.segments.filter(({ first }) => first);
      expect(replayed?.segments.map(({ key, tool }) => [key, tool])).toEqual(
        first.map(({ key, tool }) => [key, tool]),
      );
      expect(replayed?.segments.map(({ decision }) => textOf(decision))).toEqual(
        first.map(({ decision }) => textOf(decision)),
      );
      replaced += first.filter(({ decision }) => decision.action === 'replace').length;
      const before = prepared.segments.filter(
        ({ first, decision }) => !first && decision.action === 'replace',
      );
      expect(replayed?.earlier.texts).toBe(before.length);
    }
    expect(replaced).toBe(3);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'is decided about so, too, when it goes back and repeats itself (%i)',
    async (seed) => {
      const pipeline = createPipeline({ ...PARTS, ledger: createMemoryLedger() });
      const replay = replayConversation(PARTS);
      const sent: Turn['added'][] = [];
      const by = new Set<string>();
      for (const turn of wanderingConversation(seed)) {
        if (turn.keeps !== undefined) sent.splice(turn.keeps);
        sent.push(turn.added);
        const { segments } = await pipeline.prepare({
          wire: WIRE_FORMATS[turn.wire],
          bytes: turnBody({ ...turn, added: sent.flat() }),
          purpose: 'send',
        });
        const replayed = (await replay.take(turn))?.segments ?? [];
        const added = segments.slice(segments.length - replayed.length);
        expect(replayed.map(({ key, first, decision }) => [key, first, textOf(decision)])).toEqual(
          added.map(({ key, first, decision }) => [key, first, textOf(decision)]),
        );
        for (const { decision } of replayed)
          by.add(decision.action === 'replace' ? decision.by : decision.reason);
      }
      expect(by).toContain('repeat');
    },
  );

  it('takes what was saved from the cache reads of later turns', async () => {
    const replayed = await replayAll(conversation());
    const saved = tokensSaved(replayed[1]);
    expect(saved).toBeGreaterThan(1_000);
    for (const { usage, smallerUsage, earlier, turn } of replayed.slice(2)) {
      expect(turn.usage).toBeUndefined();
      expect(usage.cacheRead - smallerUsage.cacheRead).toBe(
        earlier.tokensBefore - earlier.tokensAfter,
      );
    }
  });

  it('takes it from what was written when the cache had expired', async () => {
    const turns = conversation().map((turn, index) =>
      index === 3 ? { ...turn, atMs: turn.atMs + 600_000 } : turn,
    );
    const { usage, smallerUsage } = (await replayAll(turns))[3] as ReplayedTurn;
    expect([usage.cacheRead, smallerUsage.cacheRead]).toEqual([0, 0]);
    expect(usage.cacheWrite5m - smallerUsage.cacheWrite5m).toBeGreaterThan(1_000);
  });

  it('forgets what was summed up', async () => {
    const turns = conversation().map((turn, index) => (index === 3 ? { ...turn, keeps: 0 } : turn));
    const replayed = await replayAll(turns);
    expect(replayed[2]?.earlier.texts).toBeGreaterThan(0);
    expect(replayed[3]?.earlier.texts).toBe(0);
    // Nothing is left that it could refer to.
    const [last] = replayed[3]?.segments ?? [];
    expect(last?.decision).not.toMatchObject({ by: 'repeat' });
  });

  it('scales what was saved to the counts of the provider', async () => {
    const plain = await replayAll(conversation(1));
    const double = await replayAll(conversation(1.5));
    const savedOf = ({ usage, smallerUsage }: ReplayedTurn): number =>
      usage.cacheRead - smallerUsage.cacheRead;
    const [one, other] = [plain[3], double[3]] as [ReplayedTurn, ReplayedTurn];
    expect(savedOf(other) / savedOf(one)).toBeGreaterThan(1.3);
    expect(savedOf(other) / savedOf(one)).toBeLessThan(1.6);
  });
});

async function replayAll(turns: readonly Turn[]): Promise<readonly ReplayedTurn[]> {
  const replay = replayConversation(PARTS);
  const replayed: ReplayedTurn[] = [];
  for (const turn of turns) {
    const one = await replay.take(turn);
    if (one !== undefined) replayed.push(one);
  }
  return replayed;
}

function tokensSaved(replayed: ReplayedTurn | undefined): number {
  let saved = 0;
  for (const { decision } of replayed?.segments ?? []) {
    if (decision.action === 'replace') saved += decision.tokensBefore - decision.tokensAfter;
  }
  return saved;
}

function textOf(decision: ReplayedTurn['segments'][number]['decision']): string {
  return decision.action === 'replace' ? decision.text : decision.reason;
}

/** A log, a file, the same file again; recorded counts grow by `perToken` when it is given. */
function conversation(perToken?: number): readonly Turn[] {
  const file = Array.from(
    { length: 120 },
    (_, line) => `${String(line + 1).padStart(6)}→row ${line ** 2} of the file`,
  );
  const log = Array.from(
    { length: 900 },
    (_, line) =>
      `2026-11-20T10:00:${String(line % 60).padStart(2, '0')}Z INFO worker ${line} finished job ${line * 7}`,
  );
  const read = { file_path: '/home/ann/shop/a.txt' };
  const added: Turn['added'][] = [
    [{ role: 'user', content: 'Why does the worker stop?' }],
    exchange(call('c1', 'Bash', { command: 'cat worker.log' }), 'c1', log.join('\n')),
    exchange(call('c2', 'Read', read), 'c2', file.join('\n')),
    exchange(call('c3', 'Read', read), 'c3', file.join('\n')),
  ];
  let [before, size] = [0, 0];
  return added.map((messages, index) => {
    before = size;
    size += Math.round((JSON.stringify(messages).length / 3) * (perToken ?? 0));
    return {
      conversation: 'main',
      wire: 'anthropic-messages',
      provider: 'anthropic',
      atMs: index * 10_000,
      model: 'claude-sonnet-4-5',
      added: messages,
      ...(perToken !== undefined && {
        usage: {
          input: 0,
          output: 1,
          cacheRead: before,
          cacheWrite5m: size - before,
          cacheWrite1h: 0,
        },
      }),
    };
  });
}

/** Three files that are read again and again while they change; now and then the person goes back. */
function wanderingConversation(seed: number): readonly Turn[] {
  const { below, pick } = seeded(seed);
  const files = ['a', 'b', 'c'].map((name) => ({
    path: `/home/ann/shop/${name}.ts`,
    lines: Array.from({ length: 60 }, (_, line) => `row ${line * below(900)} of file ${name}`),
  }));
  return Array.from({ length: 40 }, (_, index): Turn => {
    const read = Array.from({ length: 1 + below(2) }, (_unused, part) => {
      const file = pick(files);
      if (below(2) === 0) file.lines[below(60)] = `changed in turn ${index}`;
      const shown = file.lines.map((line, at) => `${String(at + 1).padStart(6)}\t${line}`);
      // A call id may come back with another text.
      const id = below(9) === 0 ? 'again' : `c${index}-${part}`;
      return exchange(call(id, 'Read', { file_path: file.path }), id, shown.join('\n'));
    });
    return {
      conversation: 'main',
      wire: 'anthropic-messages',
      provider: 'anthropic',
      atMs: index * 10_000,
      added: read.flat(),
      ...(index > 4 && below(6) === 0 && { keeps: below(index - 2) }),
    };
  });
}

function exchange(use: object, id: string, content: string): Turn['added'] {
  return [
    { role: 'assistant', content: [said('Let me see.'), use] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
  ];
}
