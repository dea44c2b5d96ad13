import { describe, expect, it } from 'vitest';
import { toolDefinitions } from '../../src/mcp/tool-definitions.ts';
import { TOOL_DEFINITION_TOKENS } from '../../src/telemetry/money.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';

describe('toolDefinitions', () => {
  it('cost at most 450 tokens, and 160 for what a wrapped agent gets', async () => {
    const count = await loadTokenCounter();
    const all = count(JSON.stringify(toolDefinitions({ retrieveOnly: false })));
    const one = count(JSON.stringify(toolDefinitions({ retrieveOnly: true })));
    expect(all).toBeLessThanOrEqual(450);
    expect(one).toBeLessThanOrEqual(160);
    expect(TOOL_DEFINITION_TOKENS, 'what perf charges us').toBeGreaterThanOrEqual(one);
  });

  it('are read-only, so that clients do not ask before a call', () => {
    for (const tool of toolDefinitions({ retrieveOnly: false })) {
      expect(tool.annotations).toEqual({ readOnlyHint: true });
    }
  });

  it('are only headroom_retrieve for a wrapped agent', () => {
    expect(toolDefinitions({ retrieveOnly: true }).map((tool) => tool.name)).toEqual([
      'headroom_retrieve',
    ]);
    expect(toolDefinitions({ retrieveOnly: false }).map((tool) => tool.name)).toEqual([
      'headroom_retrieve',
      'headroom_compress',
      'headroom_stats',
    ]);
  });
});
