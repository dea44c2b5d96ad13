import { render } from 'ink-testing-library';
import { onTestFinished, describe, expect, it } from 'vitest';
import { HeadroomError } from '../../src/errors.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';
import { Dashboard } from '../../src/ui/dashboard.tsx';
import type { SnapshotSource } from '../../src/ui/snapshot.ts';
import { EVENTS, snapshotOf, sourceOf } from './snapshots.ts';

const DAY_MS = 24 * 3_600_000;
const KEYS = {
  up: '\u001b[A',
  down: '\u001b[B',
  escape: '\u001b',
  enter: '\r',
  ctrlC: '\u0003',
};

describe('the frame', () => {
  it.each([
    [80, 24],
    [200, 50],
    [60, 12],
  ])('fits %d x %d', async (columns, rows) => {
    const { frame } = await shown({ columns, rows });
    const lines = frame().split('\n');
    expect(lines.length).toBe(rows - 1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines.at(-1)).toContain('q quits');
  });

  it('names the three numbers, money beside list price, and rewrites', async () => {
    const { frame } = await shown({ columns: 80, rows: 24 });
    const text = frame();
    expect(text).toMatch(/last 7 d: 3 requests, 3 made smaller, 1 failed, 0 aborted/);
    expect(text).toMatch(/New input +80\.0 % less {2}1,200 instead of 6,000 tokens/);
    expect(text).toMatch(/Whole requests +[\d.]+ % less/);
    expect(text).toMatch(/Money, net +[\d.]+ % less {2}\$[\d.]+ saved, \$[\d.]+ at list price/);
    expect(text).toMatch(/Prefix rewrites by us +0/);
    expect(text).toMatch(/Saved over time .*[▁▂▃▄▅▆▇█].* most 2,600 in 1 h/);
  });

  it('puts latency, cache, store and retrievals beside the table where there is room', async () => {
    const { frame } = await shown({ columns: 200, rows: 50 });
    const text = frame();
    for (const part of ['added wait', 'Provider cache', '9.0 kB on disk', 'abc  mcp  whole  77']) {
      expect(text).toContain(part);
    }
  });

  it('shows all of that where there is less, and says when lines have no room', async () => {
    const small = await shown({ columns: 80, rows: 24 });
    await small.press('8');
    expect(small.frame()).toContain('abc  mcp  whole  77');
    const smaller = await shown({ columns: 80, rows: 12 });
    await smaller.press('8');
    expect(smaller.frame()).toMatch(/\.\.\. \d+ more lines/);
    for (let line = 0; line < 20; line++) await smaller.press(KEYS.down);
    expect(smaller.frame()).toContain('abc  mcp  whole  77');
    expect(smaller.frame()).not.toContain('more lines');
  });

  it('shows nothing twice on a large screen', async () => {
    const { press, frame } = await shown({ columns: 200, rows: 50 });
    await press('8');
    expect(frame().split('Provider cache').length - 1).toBe(2);
  });

  it('says a rewritten prefix without colour, too', async () => {
    const late = requestEvent({ texts: [replacedText({ zone: 'settled' })] });
    const { frame } = await shown({ columns: 100, rows: 24, source: sourceOf(snapshotOf([late])) });
    expect(frame()).toMatch(/Prefix rewrites by us +1 {2}\(!\) this must be 0/);
  });

  it('says that there is nothing yet', async () => {
    const { frame } = await shown({ columns: 80, rows: 24, source: sourceOf(snapshotOf([])) });
    expect(frame()).toContain('headroom wrap claude');
    expect(frame()).toMatch(/New input +- /);
  });

  it('has no escape sequence without colour', async () => {
    const { frame } = await shown({ columns: 80, rows: 24 });
    expect(frame()).not.toContain('\u001b');
  });

  it('keeps what it knows when the store cannot be read, and says so', async () => {
    const good = sourceOf(snapshotOf(EVENTS));
    let isBroken = false;
    const source: SnapshotSource = {
      ...good,
      read: (request) => {
        if (isBroken) throw new HeadroomError('STORE_UNAVAILABLE', 'Not now.', { hint: '' });
        return good.read(request);
      },
    };
    const { press, frame } = await shown({ columns: 80, rows: 24, source });
    isBroken = true;
    await press('t');
    expect(frame()).toContain('Not now.');
    expect(frame()).toContain('1,200 instead of 6,000');
  });
});

describe('keys', () => {
  it.each([
    ['2', 'claude-cli/2.1'],
    ['3', 'gpt-unheard-of'],
    ['4', 'shop'],
    ['5', 'Bash'],
    ['6', 'log'],
    ['7', 'No text was left as it is.'],
    ['8', 'prefix rewrites by us: 0'],
  ])('%s shows another view', async (key, expected) => {
    const { press, frame } = await shown({ columns: 80, rows: 24 });
    await press(key);
    expect(frame()).toContain(`[${key} `);
    expect(panel(frame())).toContain(expected);
  });

  it('t and T change the window', async () => {
    const source = sourceOf(snapshotOf(EVENTS));
    const { press, frame } = await shown({ columns: 80, rows: 24, source });
    await press('t');
    expect(frame()).toContain('headroom, all time');
    await press('T', 'T');
    expect(frame()).toContain('headroom, last 24 h');
    expect(source.asked).toContain(null);
    expect(source.asked.at(-1)).toBe(DAY_MS);
  });

  it('a window that was asked for is one of them', async () => {
    const { frame } = await shown({ columns: 80, rows: 24, lengthMs: 3 * DAY_MS });
    expect(frame()).toContain('headroom, last 3 d');
  });

  it('s sorts by column after column, r the other way round', async () => {
    const { press, frame } = await shown({ columns: 80, rows: 24 });
    await press('s', 's', 's');
    expect(panel(frame())).toMatch(/newv/);
    expect(frame()).toContain('s sorted by new');
    expect(rowsOf(frame())).toEqual(['3,000', '2,000', '1,000']);
    await press('r');
    expect(rowsOf(frame())).toEqual(['1,000', '2,000', '3,000']);
  });

  it('goes from a request to its conversation, its texts, before and after, and back', async () => {
    const { press, frame } = await shown({ columns: 80, rows: 24 });
    await press(KEYS.down, KEYS.enter);
    expect(frame()).toContain('Conversation first, 2 turns');
    expect(panel(frame())).toMatch(/\n> 2 /);
    await press(KEYS.up, KEYS.enter);
    expect(frame()).toContain('Texts that request 1 was the first to replace');
    await press(KEYS.enter);
    expect(frame()).toContain('Bash by log-select, 900 -> 90 tokens');
    expect(frame()).toMatch(/^- noise 1 *$/m);
    expect(frame()).toMatch(/^ {2}end +end *$/m);
    expect(frame()).toMatch(/\+ \[2 lines left out\]/);
    expect(frame()).not.toContain('\u001b');
    expect(frame()).toContain('␛[31mred');
    await press(KEYS.escape, KEYS.escape, KEYS.escape);
    expect(frame()).toContain('[1 requests]');
  });

  it('? explains the keys until the next one', async () => {
    const { press, frame } = await shown({ columns: 80, rows: 24 });
    await press('?');
    expect(frame()).toContain('sort by the next column');
    expect(frame()).toContain('what the same tokens would cost if there were no cache');
    expect(frame()).not.toContain('…');
    await press('2');
    expect(frame()).toContain('[1 requests]');
  });

  it('draws anew when the terminal is resized', async () => {
    const { resize, frame } = await shown({ columns: 200, rows: 50 });
    await resize(80, 24);
    expect(frame().split('\n').length).toBe(23);
    expect(
      Math.max(
        ...frame()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });
});

interface Shown {
  readonly frame: () => string;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
}

async function shown(options: {
  readonly columns: number;
  readonly rows: number;
  readonly source?: SnapshotSource;
  readonly lengthMs?: number | null;
}): Promise<Shown> {
  const retrieval = {
    type: 'retrieval' as const,
    atMs: EVENTS[0]?.atMs ?? 0,
    handle: 'abc',
    way: 'mcp' as const,
    sliced: false,
    tokens: 77,
  };
  const source = options.source ?? sourceOf(snapshotOf(EVENTS, [retrieval]));
  const { lengthMs = 7 * DAY_MS } = options;
  const { stdin, stdout, lastFrame, unmount } = render(
    <Dashboard source={source} lengthMs={lengthMs} colour={false} />,
  );
  onTestFinished(unmount);
  const resize = async (columns: number, rows: number): Promise<void> => {
    Object.defineProperties(stdout, {
      columns: { value: columns, configurable: true },
      rows: { value: rows, configurable: true },
    });
    stdout.emit('resize');
    await settled();
  };
  await settled();
  await resize(options.columns, options.rows);
  return {
    frame: () => lastFrame() ?? '',
    press: async (...keys) => {
      for (const key of keys) {
        stdin.write(key);
        await settled(key === KEYS.escape ? 60 : 0);
      }
    },
    resize,
  };
}

/** Effects run behind a rendering; an escape alone is only known for one after a pause. */
async function settled(pauseMs = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function panel(frame: string): string {
  return frame.split('\n').slice(8).join('\n');
}

/** New tokens of the rows, in their order. */
function rowsOf(frame: string): readonly string[] {
  return [...panel(frame).matchAll(/\d\d:\d\d +(\d,000) /g)].map((match) => match[1] ?? '');
}
