import { afterEach, describe, expect, it, vi } from 'vitest';
import { compressText } from '../../src/compress/compress-text.ts';
import type { TextResult } from '../../src/compress/text-job.ts';
import { json } from '../../src/compress/smart-crusher/index.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';

const ORDERS = JSON.stringify(
  Array.from({ length: 40 }, (_, id) => ({ id, state: 'paid', city: `city ${id % 3}` })),
  null,
  2,
);

function compress(
  text: string,
  about: { readonly profile: 'lossless' | 'balanced'; readonly onFault?: (name: string) => void },
): Promise<TextResult> {
  const { profile, onFault } = about;
  return compressText(
    { text, tool: 'mcp__shop__orders', profile, mayLose: true },
    {
      loadCounter: loadTokenCounter,
      signal: new AbortController().signal,
      ...(onFault !== undefined && { onFault }),
    },
  );
}

describe('an exact form', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is sent as it is when it can be put back', async () => {
    const result = await compress(ORDERS, { profile: 'lossless' });
    expect(result).toMatchObject({ action: 'replace', by: json.name, fidelity: 'exact' });
  });

  it('is not sent when its inverse fails, and somebody is told', async () => {
    vi.spyOn(json, 'expand').mockReturnValue('something else');
    const faults: string[] = [];
    const result = await compress(ORDERS, {
      profile: 'lossless',
      onFault: (name) => faults.push(name),
    });
    expect(faults).toEqual([json.name]);
    expect(result).toMatchObject({ action: 'keep', reason: 'not-smaller' });
  });

  it('need not be put back when a lossy form is sent instead', async () => {
    const expand = vi.spyOn(json, 'expand');
    const many = JSON.stringify(
      Array.from({ length: 400 }, (_, id) => ({
        id,
        shelf: `shelf ${(id * 7_919) % 977} in room ${id % 31}`,
        owner: `user-${(id * 7) % 101}`,
        note: `seen ${(id * 13) % 59} times`,
      })),
    );
    const result = await compress(many, { profile: 'balanced' });
    expect(result).toMatchObject({ action: 'replace', fidelity: 'lossy' });
    expect(expand).not.toHaveBeenCalled();
  });
});
