import { describe, expect, it } from 'vitest';
import { handleFor, textDigest } from '../../src/ccr/handle.ts';
import { markers } from '../../src/ccr/markers.ts';
import { retrieve, type Retrieved } from '../../src/ccr/retrieve.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { done, openedStore } from '../helpers/opened-store.ts';

const TEXT = Array.from({ length: 40 }, (_, n) => `line ${n + 1} of the output\r\n`).join('');

function storeWith(...texts: readonly string[]) {
  const opened = openedStore();
  const originals = texts.map((text) => ({
    handle: handleFor(text),
    sha256: textDigest(text),
    text,
    tool: 'Bash',
  }));
  done(opened.store.commit({ decisions: [], originals }));
  return opened;
}

function foundText(retrieved: Retrieved): string {
  if (retrieved.status !== 'found') throw new Error(JSON.stringify(retrieved));
  return retrieved.text;
}

describe('retrieve', () => {
  it('gives the whole original', () => {
    const { store } = storeWith(TEXT);
    expect(retrieve(store, { handle: handleFor(TEXT) })).toEqual({ status: 'found', text: TEXT });
  });

  it('gives exactly what a marker says is missing', () => {
    const { store } = storeWith(TEXT);
    const handle = handleFor(TEXT);
    const lost = [{ unit: 'line', from: 5, to: 9 }] as const;
    const marker = markers.marker({ handle, lost, way: 'shell' });
    const [, given = '', lines = ''] = /retrieve (\S+) --lines (\S+)]$/.exec(marker) ?? [];
    const expected = TEXT.split('\r\n').slice(4, 9).join('\r\n') + '\r\n';
    expect(foundText(retrieve(store, { handle: given, lines }))).toBe(expected);
    // A model may hand over the whole line.
    expect(foundText(retrieve(store, { handle: marker, lines }))).toBe(expected);
  });

  it('finds an original by the beginning of its handle when there is only one', () => {
    const [a, b] = ['aaaaaa000001', 'aaaaaa000002'];
    const { store } = openedStore();
    const originals = [a, b].map((handle) => ({
      handle,
      sha256: textDigest(handle),
      text: handle,
    }));
    done(store.commit({ decisions: [], originals }));
    const several = retrieve(store, { handle: 'aaaaaa00' });
    expect(several).toMatchObject({ status: 'bad-request' });
    expect(several.status === 'bad-request' && several.message).toContain(`${a}, ${b}`);
    expect(retrieve(store, { handle: 'aaaaaa00000' })).toMatchObject({ status: 'bad-request' });
    expect(foundText(retrieve(store, { handle: b }))).toBe(b);
    const only = storeWith('text').store;
    expect(foundText(retrieve(only, { handle: handleFor('text').slice(0, 6) }))).toBe('text');
  });

  it('says that an unknown handle is final', () => {
    const { store } = storeWith(TEXT);
    const unknown = retrieve(store, { handle: '000000000000' });
    expect(unknown).toMatchObject({ status: 'unknown-handle' });
    expect(unknown.status === 'unknown-handle' && unknown.hint).toContain('will not help');
    expect(retrieve(store, { handle: '000000' })).toMatchObject({ status: 'unknown-handle' });
    expect(retrieve(store, { handle: 'what' })).toMatchObject({ status: 'unknown-handle' });
  });

  it('is a value when the store cannot be read', () => {
    const { store } = storeWith(TEXT);
    store.close();
    expect(retrieve(store, { handle: handleFor(TEXT) })).toMatchObject({
      status: 'unavailable',
      reason: 'closed',
    });
  });

  it('answers one question at a time', () => {
    const { store } = storeWith(TEXT);
    const handle = handleFor(TEXT);
    expect(retrieve(store, { handle, lines: '1', rows: '1' })).toMatchObject({
      status: 'bad-request',
    });
    expect(retrieve(store, { handle, grep: 'x', jsonPath: '$' })).toMatchObject({
      status: 'bad-request',
    });
    const both = foundText(retrieve(store, { handle, lines: '10-', grep: 'line 1' }));
    expect(both.split('\n')).toHaveLength(11);
    expect(both.startsWith('10\tline 10 of the output\n')).toBe(true);
  });

  it('writes down what was handed out, when asked, and that the original is in use', () => {
    const { store, clock } = storeWith(TEXT);
    const handle = handleFor(TEXT);
    clock.ms += 5_000;
    retrieve(store, { handle, note: { way: 'mcp', atMs: 7 } });
    retrieve(store, { handle, lines: '1-2', note: { way: 'cli', atMs: 8 } });
    retrieve(store, { handle, lines: '1-2' });
    retrieve(store, { handle: '000000000000', note: { way: 'cli', atMs: 9 } });
    const row = { handle, sliced: false, tokens: estimateTokens(TEXT) };
    expect(done(store.retrievals.since(0))).toEqual([
      { ...row, id: 1, atMs: 7, way: 'mcp' },
      {
        ...row,
        id: 2,
        atMs: 8,
        way: 'cli',
        sliced: true,
        tokens: estimateTokens(TEXT.slice(0, 44)),
      },
    ]);
    expect(done(store.originals.read(handle))?.lastUsedAtMs).toBe(1_005_000);
  });

  it('tells a part from the whole, however it was asked for', () => {
    const json = '[\n1,\n2\n]\n';
    const { store } = storeWith(json);
    const note = { way: 'cli', atMs: 1 } as const;
    const parts = [{ lines: '2' }, { rows: '2' }, { grep: '2' }, { grep: '(' }, { jsonPath: '$' }];
    for (const part of [{}, { lines: '1-' }, ...parts]) {
      retrieve(store, { handle: handleFor(json), note, ...part });
    }
    expect(done(store.retrievals.since(0)).map(({ sliced }) => sliced)).toEqual([
      false,
      false,
      ...parts.map(() => true),
    ]);
  });

  it('stays below a number of tokens and says how to go on', () => {
    const { store } = storeWith(TEXT);
    const handle = handleFor(TEXT);
    const cut = retrieve(store, { handle, lines: '3-', maxTokens: 100 });
    const lines = foundText(cut).split('\n');
    const note = /^\[headroom: (\d+) more lines follow: lines (\d+)-40\]$/.exec(lines.at(-1) ?? '');
    const [, left, next] = note ?? [];
    expect(Number(left)).toBe(40 - Number(next) + 1);
    expect(foundText(retrieve(store, { handle, lines: `3-${Number(next) - 1}` }))).toBe(
      `${lines.slice(0, -1).join('\n')}\n`,
    );
  });
});
