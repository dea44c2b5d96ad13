import { describe, expect, it } from 'vitest';
import { main } from '../../commands/main.ts';
import { commandContext } from '../helpers/command-context.ts';

describe('headroom demo', () => {
  it('sends less, rewrites nothing, keeps the fact and gives the original back', async () => {
    const context = commandContext();
    expect(await main(['demo', '--json'], context)).toBe(0);
    const { turns, proof } = JSON.parse(context.printed()) as {
      turns: { without: { tokens: number }; sent: { tokens: number }; rewritten: boolean }[];
      proof: { factFound: boolean; originalEqual: boolean };
    };
    expect(proof).toMatchObject({ factFound: true, originalEqual: true });
    expect(turns.some((turn) => turn.rewritten)).toBe(false);
    const last = turns.at(-1);
    expect(last?.sent.tokens).toBeLessThan((last?.without.tokens ?? 0) * 0.6);
  });

  it('needs no original where nothing is left out', async () => {
    const context = commandContext();
    expect(await main(['demo', '--profile', 'lossless'], context)).toBe(0);
    expect(context.printed()).toContain('no original had to be kept');
  });

  it('prints a line a turn and how to go on', async () => {
    const context = commandContext();
    await main(['demo'], context);
    expect(context.printed()).toContain('same FATAL found');
    expect(context.printed()).toContain('headroom wrap claude');
  });
});
