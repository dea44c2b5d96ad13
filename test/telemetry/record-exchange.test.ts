import { describe, expect, it } from 'vitest';
import type { SegmentOutcome } from '../../src/pipeline/prepared.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { recordExchange } from '../../src/telemetry/record-exchange.ts';

const USAGE = { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 };

describe('recordExchange', () => {
  it('keeps counts and names, and none of the words', () => {
    const event = recordExchange(
      exchange({
        userAgent: 'claude-cli/2.1.330 (external, cli)',
        usage: USAGE,
        retrieval: 'mcp',
        segments: [replaced({ text: 'the short text' })],
      }),
    );
    expect(event).toMatchObject({
      type: 'request',
      agent: 'claude-cli/2.1.330',
      usage: USAGE,
      retrieval: 'mcp',
    });
    expect(event.texts).toEqual([
      {
        tool: 'Bash',
        first: true,
        zone: 'live',
        by: 'log',
        kind: 'log',
        fidelity: 'lossy',
        texts: 1,
        tokensBefore: 900,
        tokensAfter: 100,
      },
    ]);
    expect(event.replaced).toMatchObject([{ tool: 'Bash', by: 'log', handle: 'abc123' }]);
    expect(JSON.stringify(event)).not.toMatch(/short text/);
  });

  it('drops the query, where a key may stand', () => {
    expect(
      recordExchange(exchange({ path: '/v1beta/models/x:generateContent?key=SECRET' })).path,
    ).toBe('/v1beta/models/x:generateContent');
  });

  it('adds up texts that differ in size only', () => {
    const segments = [
      kept(350, 'a'),
      kept(700, 'b'),
      replaced({}),
      kept(350, 'c', 'settled'),
      replaced({}),
    ];
    const { texts } = recordExchange(exchange({ segments }));
    expect(
      texts.map(({ reason, texts: count, tokensBefore, tokensAfter }) => [
        reason,
        count,
        tokensBefore,
        tokensAfter,
      ]),
    ).toEqual([
      ['too-short', 2, 300, 300],
      [undefined, 2, 1800, 200],
      ['settled', 1, 100, 100],
    ]);
  });

  it.each([
    ['codex_exec/0.169.0 (Debian 12.0.0; x86_64) xterm', undefined, 'codex_exec/0.169.0'],
    ['GeminiCLI-tui/0.61.0/gemini-3.1-pro (linux; x64)', 'gemini', 'GeminiCLI-tui/0.61.0'],
    ['OpenAI/JS 5.20.1', undefined, 'OpenAI/JS'],
    ['OpenAI/JS 5.20.1', 'copilot', 'copilot'],
    ['undici', 'openclaw', 'openclaw'],
    [undefined, 'aider', 'aider'],
  ])('names the agent: %s, started as %s', (userAgent, launched, agent) => {
    const said = userAgent === undefined ? {} : { userAgent };
    expect(recordExchange(exchange(said), launched).agent).toBe(agent);
  });

  it('is plain JSON, also when nearly everything is absent', () => {
    const event = recordExchange(exchange({}));
    expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    expect(event).not.toHaveProperty('usage');
    expect(recordExchange(exchange({ userAgent: '  ' }))).not.toHaveProperty('agent');
  });

  it('keeps all that was seen, and says nothing of the rest', () => {
    const seen = {
      wire: 'anthropic-messages',
      conversation: 'c-1',
      arm: 'plain',
      model: 'claude-sonnet-4-5',
      reason: 'ab-plain',
      aborted: true,
      retrieval: 'shell',
      usage: USAGE,
      volatile: [{ part: 'system', kind: 'date', atShare: 0.5, tokensBehind: 40 }],
      firstByteMs: 12,
    } as const;
    expect(recordExchange(exchange(seen))).toMatchObject(seen);
    const bare = recordExchange(exchange({}));
    for (const name of [...Object.keys(seen), 'replaced']) expect(bare).not.toHaveProperty(name);
  });

  it('does not grow with what a client sends as a name', () => {
    const event = recordExchange(
      exchange({
        userAgent: 'x'.repeat(9999),
        conversation: 'y'.repeat(9999),
        path: `/${'z'.repeat(9999)}`,
      }),
    );
    expect(JSON.stringify(event).length).toBeLessThan(1200);
  });
});

function exchange(changes: Partial<Exchange>): Exchange {
  return {
    startedAtMs: 1,
    method: 'POST',
    path: '/v1/messages?beta=true',
    provider: 'anthropic',
    purpose: 'send',
    status: 200,
    segments: [],
    bytesReceived: 10,
    bytesSent: 5,
    waitMs: 1,
    totalMs: 2,
    ...changes,
  };
}

function kept(
  bytes: number,
  key: string,
  reason: 'too-short' | 'settled' = 'too-short',
): SegmentOutcome {
  return {
    key,
    first: true,
    zone: 'live',
    tool: 'Bash',
    bytes,
    decision: { action: 'keep', reason },
  };
}

function replaced({ text = 'x' }: { text?: string }): SegmentOutcome {
  const decision = {
    action: 'replace',
    text,
    by: 'log',
    kind: 'log',
    fidelity: 'lossy',
    tokensBefore: 900,
    tokensAfter: 100,
    handle: 'abc123',
  } as const;
  return { key: 'k', first: true, zone: 'live', tool: 'Bash', bytes: 5000, decision };
}
