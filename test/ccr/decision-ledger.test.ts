import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDecisionLedger, type LedgerStore } from '../../src/ccr/decision-ledger.ts';
import { handleFor } from '../../src/ccr/handle.ts';
import type { Decision, LedgerEntry } from '../../src/pipeline/ports.ts';
import { done, keyOf, openedStore, type OpenedStore } from '../helpers/opened-store.ts';
import { startStoreProcess } from '../helpers/store-process.ts';

const HOUR_MS = 3_600_000;
const KEEP: Decision = { action: 'keep', reason: 'too-short' };
const SENT_UNCHANGED: Decision = { action: 'keep', reason: 'store-unavailable' };

function replace(text: string, handle?: string): Decision {
  return {
    action: 'replace',
    text,
    by: 'log-select',
    kind: 'log',
    fidelity: handle === undefined ? 'exact' : 'lossy',
    tokensBefore: 100,
    tokensAfter: 10,
    ...(handle !== undefined && { handle }),
  };
}

function lossy(name: string, text: string): LedgerEntry {
  const handle = handleFor(text);
  return {
    key: keyOf(name),
    decision: replace(`short ${name}`, handle),
    original: { handle, text },
  };
}

function ledgerOver({ store, clock }: Pick<OpenedStore, 'store' | 'clock'>, memoryBytes?: number) {
  const ledger = createDecisionLedger({
    store,
    now: () => clock.ms,
    ...(memoryBytes !== undefined && { memoryBytes }),
  });
  onTestFinished(() => ledger.close());
  return ledger;
}

describe('the decision ledger', () => {
  it('recalls what it recorded, byte for byte, also after a restart', () => {
    const opened = openedStore();
    const entries: LedgerEntry[] = [
      { key: keyOf('a'), decision: KEEP },
      { key: keyOf('b'), decision: replace('exact \ud800 text\r\n') },
      lossy('c', 'the whole output\n'.repeat(50)),
    ];
    const recorded = ledgerOver(opened).record(entries);
    const expected = new Map(entries.map(({ key, decision }) => [key, decision]));
    expect(recorded).toEqual({ status: 'recorded', standing: expected });
    opened.store.close();

    const later = openedStore(opened.directory);
    const ledger = ledgerOver(later);
    const keys = [...entries.map(({ key }) => key), keyOf('unknown')];
    expect(ledger.recall(keys)).toEqual(expected);
    // From memory now.
    later.store.close();
    expect(ledger.recall(keys)).toEqual(expected);
  });

  it('stores an original that was made ready beforehand, and none that is not recorded', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened);
    const [wanted, other] = ['wanted \ud800 text\r\n'.repeat(50), 'nobody wants this\n'.repeat(50)];
    ledger.expect?.(wanted);
    ledger.expect?.(other);
    ledger.record([lossy('a', wanted)]);
    expect(done(opened.store.originals.read(handleFor(wanted)))?.text).toBe(wanted);
    expect(done(opened.store.originals.size()).originals).toBe(1);
  });

  it('answers with what another process wrote first', () => {
    const opened = openedStore();
    const [ours, theirs] = [ledgerOver(opened), ledgerOver(openedStore(opened.directory))];
    theirs.record([{ key: keyOf('a'), decision: replace('theirs') }]);
    const recorded = ours.record([{ key: keyOf('a'), decision: replace('ours') }]);
    expect(recorded).toMatchObject({ status: 'recorded' });
    const expected = new Map([[keyOf('a'), replace('theirs')]]);
    expect(recorded.status === 'recorded' && recorded.standing).toEqual(expected);
    expect(ours.recall([keyOf('a')])).toEqual(expected);
  });

  it('records nothing for nothing', () => {
    const recorded = createDecisionLedger({ store: undefined, now: () => 0 }).record([]);
    expect(recorded).toEqual({ status: 'recorded', standing: new Map() });
  });

  it('keeps a text whose handle belongs to another text', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened);
    const first = lossy('a', 'first text');
    const handle = first.original?.handle ?? '';
    const second: LedgerEntry = {
      key: keyOf('b'),
      decision: replace('short', handle),
      original: { handle, text: 'second text' },
    };
    ledger.record([first]);
    const recorded = ledger.record([second, { key: keyOf('c'), decision: KEEP }]);
    const expected = new Map([
      [keyOf('b'), SENT_UNCHANGED],
      [keyOf('c'), KEEP],
    ]);
    expect(recorded.status === 'recorded' && recorded.standing).toEqual(expected);
    expect(done(opened.store.originals.read(handle))?.text).toBe('first text');
    // Durable as well: the next process sends it unchanged too.
    expect(ledgerOver(openedStore(opened.directory)).recall([keyOf('b'), keyOf('c')])).toEqual(
      expected,
    );
  });

  it('gives back any original exactly', () => {
    const opened = openedStore();
    const texts = ['half \ud800 a pair', 'a\r\nb', '\u0000', randomBytes(5_000).toString('latin1')];
    ledgerOver(opened).record(texts.map((text) => lossy(text, text)));
    for (const text of texts) {
      expect(done(opened.store.originals.read(handleFor(text)))?.text).toBe(text);
    }
  });
});

describe('the decision ledger without a store', () => {
  it('replaces nothing, and repeats that', () => {
    const ledger = createDecisionLedger({ store: undefined, now: () => 0 });
    const entries = [lossy('a', 'text'), { key: keyOf('b'), decision: KEEP }];
    expect(ledger.recall([keyOf('a')]).size).toBe(0);
    expect(ledger.record(entries)).toMatchObject({ status: 'unavailable', reason: 'no-store' });
    expect(ledger.recall([keyOf('a'), keyOf('b')])).toEqual(
      new Map([
        [keyOf('a'), SENT_UNCHANGED],
        [keyOf('b'), KEEP],
      ]),
    );
    ledger.measured(keyOf('a'), { before: 1, after: 1 });
    ledger.flush();
    ledger.close();
  });

  it('replaces nothing while another process holds the file, and repeats that afterwards', async () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened);
    ledger.record([lossy('before', 'one')]);
    const holder = startStoreProcess({ do: 'hold-lock', directory: opened.directory });
    await holder.next();
    expect(ledger.record([lossy('during', 'two')])).toMatchObject({
      status: 'unavailable',
      reason: 'busy',
    });
    expect(ledger.recall([keyOf('before')]).get(keyOf('before'))).toEqual(
      lossy('before', 'one').decision,
    );
    ledger.measured(keyOf('before'), { before: 120, after: 8 });
    ledger.flush();
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(ledger.record([lossy('after', 'three')])).toMatchObject({ status: 'recorded' });
    expect(ledger.recall([keyOf('during')]).get(keyOf('during'))).toEqual(SENT_UNCHANGED);
    // What could not be written behind then is written now.
    ledger.flush();
    expect(done(opened.store.decisions.read([keyOf('before')])).get(keyOf('before'))).toMatchObject(
      {
        tokensBefore: 120,
        tokensAfter: 8,
      },
    );
  });

  it('never throws over a file that is destroyed under it', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened, 0);
    for (let n = 0; n < 60; n++) {
      ledger.record([lossy(String(n), randomBytes(4_000).toString('hex'))]);
    }
    opened.store.close();
    const again = ledgerOver(openedStore(opened.directory), 0);
    writeFileSync(opened.store.file, randomBytes(400_000));
    again.recall([keyOf('1'), keyOf('2')]);
    again.record([lossy('new', 'text')]);
    again.measured(keyOf('1'), { before: 1, after: 1 });
    again.close();
  });
});

describe('what the decision ledger writes behind', () => {
  it('is exact counts, at the latest when it is closed', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened);
    ledger.record([lossy('a', 'text')]);
    ledger.measured(keyOf('a'), { before: 123, after: 45 });
    const counts = { tokensBefore: 123, tokensAfter: 45 };
    expect(ledger.recall([keyOf('a')]).get(keyOf('a'))).toMatchObject(counts);
    expect(done(opened.store.decisions.read([keyOf('a')])).get(keyOf('a'))).toMatchObject({
      tokensBefore: 100,
    });
    ledger.close();
    const other = ledgerOver(openedStore(opened.directory));
    expect(other.recall([keyOf('a')]).get(keyOf('a'))).toMatchObject(counts);
  });

  it('is the use of originals, once an hour', () => {
    const opened = openedStore();
    const { clock, store } = opened;
    const touched: string[][] = [];
    const counting: LedgerStore = {
      ...store,
      originals: {
        ...store.originals,
        touch: (handles) => {
          touched.push([...handles]);
          return store.originals.touch(handles);
        },
      },
    };
    const ledger = ledgerOver({ store: counting as OpenedStore['store'], clock });
    const entry = lossy('a', 'text');
    const handle = entry.original?.handle ?? '';
    const lastUsedAtMs = (): number | undefined => done(store.originals.read(handle))?.lastUsedAtMs;
    ledger.record([entry]);
    const recordedAtMs = clock.ms;
    for (let minute = 0; minute < 59; minute++) {
      clock.ms += 60_000;
      ledger.recall([entry.key]);
      ledger.flush();
    }
    expect(touched).toEqual([]);
    expect(lastUsedAtMs()).toBe(recordedAtMs);
    clock.ms += 60_000;
    ledger.recall([entry.key]);
    ledger.recall([entry.key]);
    ledger.flush();
    expect(touched).toEqual([[handle]]);
    expect(lastUsedAtMs()).toBe(recordedAtMs + HOUR_MS);
  });

  it('keeps the originals of a live conversation from eviction', () => {
    const opened = openedStore();
    const { clock, store } = opened;
    const ledger = ledgerOver(opened);
    const [live, idle] = [lossy('live', 'a'), lossy('idle', 'b')];
    ledger.record([live, idle]);
    clock.ms += 30 * HOUR_MS;
    ledger.recall([live.key]);
    ledger.flush();
    done(store.evict({ maxBytes: 0, keepUsedSinceMs: clock.ms - HOUR_MS }));
    expect([...ledger.recall([live.key, idle.key]).keys()]).toEqual([live.key]);
    // Forgotten, and so decided anew.
    expect(ledger.record([idle])).toMatchObject({ status: 'recorded' });
    expect(ledger.recall([idle.key]).get(idle.key)).toEqual(idle.decision);
    expect(done(store.originals.read(idle.original?.handle ?? ''))?.text).toBe('b');
  });
});

describe('the memory in front', () => {
  it('goes on while the store cannot say whether an original is still there', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened);
    const entry = lossy('a', 'text');
    ledger.record([entry]);
    opened.clock.ms += 2 * HOUR_MS;
    opened.store.close();
    expect(ledger.recall([entry.key]).get(entry.key)).toEqual(entry.decision);
  });

  it('is bounded; the store has the rest', () => {
    const opened = openedStore();
    const ledger = ledgerOver(opened, 20_000);
    const entries = Array.from({ length: 50 }, (_, n) => ({
      key: keyOf(String(n)),
      decision: replace(`text ${n} `.repeat(100)),
    }));
    ledger.record(entries);
    expect(ledger.recall(entries.map(({ key }) => key)).size).toBe(50);
    opened.store.close();
    const left = ledger.recall(entries.map(({ key }) => key));
    expect(left.size).toBeGreaterThan(5);
    expect(left.size).toBeLessThan(20);
  });
});
