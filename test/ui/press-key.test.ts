import { describe, expect, it } from 'vitest';
import { pressKey, type Surroundings } from '../../src/ui/press-key.ts';
import { currentPage, initialState, type DashboardState } from '../../src/ui/state.ts';

const AROUND: Surroundings = {
  rowKeys: ['a', 'b', 'c', 'd'],
  opens: { kind: 'texts', requestId: 7 },
  lines: 0,
  visibleRows: 2,
  sortableColumns: 2,
  ranges: 4,
};

describe('pressKey', () => {
  it.each([
    [['j', 'j'], 'c'],
    [['j', 'k'], null],
    [['k'], null],
    [['G', 'j'], 'd'],
    [[' '], 'c'],
    [['G', 'g'], null],
  ])('%j selects %s', (inputs, selected) => {
    expect(currentPage(after(inputs)).selected).toBe(selected);
  });

  it('selects the first row again when the selected one is gone', () => {
    const state = after(['G']);
    const fewer = { ...AROUND, rowKeys: ['a', 'b'] };
    expect(currentPage(pressKey(state, { input: 'j' }, fewer)).selected).toBe('b');
  });

  it('scrolls where there are lines, no further than they reach', () => {
    const text = { ...AROUND, lines: 5 };
    expect(currentPage(after(['j'], text)).scroll).toBe(1);
    expect(currentPage(after(['G'], text)).scroll).toBe(3);
    expect(currentPage(after(['G'], { ...text, lines: 1 })).scroll).toBe(0);
  });

  it('opens what the row opens, and nothing else', () => {
    const opened = pressKey(initialState(0), { input: '', name: 'enter' }, AROUND);
    expect(currentPage(opened)).toMatchObject({ kind: 'texts', requestId: 7 });
    const state = initialState(0);
    const nothing = { ...AROUND, opens: undefined };
    expect(pressKey(state, { input: '', name: 'enter' }, nothing)).toBe(state);
    expect(currentPage(pressKey(opened, { input: '', name: 'back' }, AROUND)).kind).toBe('views');
  });

  it('goes round the views both ways', () => {
    expect(pressKey(initialState(0), { input: '', name: 'left' }, AROUND).view).toBe('health');
    expect(pressKey(after(['8']), { input: '', name: 'tab' }, AROUND).view).toBe('requests');
  });

  it('goes round the columns, and ends with none', () => {
    const columns = ['s', 'ss', 'sss', 'ssr'].map((inputs) => after([...inputs]).sorting.requests);
    expect(columns).toEqual([
      { column: 0, isReversed: false },
      { column: 1, isReversed: false },
      { column: null, isReversed: false },
      { column: 1, isReversed: true },
    ]);
  });

  it('goes round the windows both ways', () => {
    expect([after(['t']).range, after(['T']).range, after(['T', 't']).range]).toEqual([1, 3, 0]);
  });

  it('ends from anywhere, and does nothing for keys without a meaning', () => {
    expect(after(['?', 'q']).isEnded).toBe(true);
    expect(pressKey(initialState(0), { input: '', name: 'quit' }, AROUND).isEnded).toBe(true);
    const state = initialState(0);
    for (const input of ['9', '0', 'x', 'constructor', '']) {
      expect(pressKey(state, { input }, AROUND)).toBe(state);
    }
  });
});

function after(inputs: readonly string[], around = AROUND): DashboardState {
  return inputs.reduce((state, input) => pressKey(state, { input }, around), initialState(0));
}
