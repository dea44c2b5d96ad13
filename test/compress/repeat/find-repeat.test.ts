import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreRepeat } from '../../../src/compress/repeat/restore-repeat.ts';
import { earlierText as earlier, repeatAmong } from './repeat-among.ts';

const source = (lines: number, seed = 'order'): string[] =>
  Array.from({ length: lines }, (_, at) =>
    at % 9 === 8
      ? ''
      : at % 9 === 7
        ? '}'
        : `  const ${seed}${at} = total(${seed}, ${at * 7}); // ${at}`,
  );
const numbered = (lines: readonly string[], from = 1): string =>
  lines.map((line, at) => `${String(from + at).padStart(6)}→${line}`).join('\n');
const repeat = (text: string, ...texts: readonly string[]) =>
  repeatAmong(
    text,
    texts.map((one) => earlier(one)),
  );

describe('findRepeat', () => {
  const file = source(120);

  it('an equal text needs nothing but a name, and the latest is named', () => {
    const [one, two] = [earlier(numbered(file)), earlier(numbered(file))];
    const found = repeatAmong(numbered(file), [one, two]);
    expect(found?.sent).toBe('');
    expect(found?.earlier).toBe(two);
  });

  it('a part of a file that was read whole is one line', () => {
    const part = numbered(file.slice(39, 80), 40);
    expect(repeat(part, numbered(file))?.sent).toBe('[40-80 unchanged]');
  });

  it('after an edit: what is new stands there, what is gone is said, numbers are told apart', () => {
    const edited = [...file.slice(0, 30), 'added one', 'added two', ...file.slice(33)];
    const moved = [...edited.slice(0, 60), ...edited.slice(80), ...edited.slice(60, 80)];
    expect(repeat(numbered(edited), numbered(file))?.sent).toBe(
      '[1-30 unchanged]\n31\tadded one\n32\tadded two\n[33-119 unchanged, there 34-120; there 31-33 gone]',
    );
    expect(repeat(numbered(moved), numbered(file))?.sent.split('\n').slice(-3)).toEqual([
      '[33-60 unchanged, there 34-61; there 31-33 gone]',
      '[61-99 unchanged, there 82-120]',
      '[100-119 unchanged, there 62-81]',
    ]);
  });

  it('what was moved is not gone, and a line without a number is not called by one', () => {
    const [lids, cups, pots, jugs] = ['lid', 'cup', 'pot', 'jug'].map((seed) => source(20, seed));
    const before = [lids, cups, pots, jugs].flatMap((part) => part ?? []);
    const after = [lids, jugs, pots].flatMap((part) => part ?? []);
    expect(repeat(numbered(after), numbered(before))?.sent).toBe(
      '[1-20 unchanged]\n[21-40 unchanged, there 61-80; there 21-40 gone]\n[41-60 unchanged]',
    );
    const noted = `${numbered(before.slice(0, 20))}\n<note>\n</note>\n${numbered(before.slice(20), 21)}`;
    expect(repeat(numbered([...(lids ?? []), ...(jugs ?? [])]), noted)?.sent).toBe(
      '[1-20 unchanged]\n[21-40 unchanged, there 61-80; there 21-60 gone]',
    );
  });

  it('lines without numbers are named by their words too', () => {
    const part = file.slice(50, 100).join('\n');
    expect(repeat(part, file.join('\n'))?.sent).toBe(
      '[lines 1-50 unchanged, there 51-100: const order50 = total(order, 350); // 50 ... const order99 = total(order, 693); // 99]',
    );
    expect(repeat(part, numbered(file))?.sent).toBe('[lines 1-50 unchanged, there 51-100]');
  });

  it('a numbered read of a file that was printed without numbers shows how they are printed', () => {
    const sent = repeat(numbered(file), file.join('\n'))?.sent ?? '';
    expect(sent.split('\n')[0]).toBe(`     1→${file[0]}`);
    expect(sent.split('\n')[1]).toMatch(/^\[2-120 unchanged: const order1 = /);
    expect(restoreRepeat(sent, file.join('\n'))).toBe(numbered(file));
  });

  it('what stands below a file in both texts has no number, and is written out', () => {
    const note =
      '\n\n<system-reminder>\nA note of the client, as long as it likes to be, in both.\n</system-reminder>';
    const part = `${numbered(file.slice(80), 81)}${note}`;
    expect(repeat(part, `${numbered(file)}${note}`)?.sent).toBe(`[81-120 unchanged]${note}`);
  });

  it('the earlier text that leaves least to say is chosen', () => {
    const first = [...file.slice(0, 40), ...source(80, 'else')];
    const found = repeat(numbered(file), numbered(first), numbered(file.slice(0, 100)));
    expect(found?.earlier.text).toBe(numbered(file.slice(0, 100)));
  });

  it('a text that was sent in another form is only good for an equal one', () => {
    const log = file.join('\n');
    expect(repeatAmong(log, [earlier(log, false)])?.sent).toBe('');
    expect(repeatAmong(`${log}\nmore`, [earlier(log, false)])).toBeUndefined();
  });

  it('nothing in common, or only brackets and blank lines: nothing', () => {
    expect(repeat(numbered(source(60, 'cart')), numbered(file))).toBeUndefined();
    const brackets = '}\n\n{\n'.repeat(50);
    expect(repeat(`${brackets}one`, `${brackets}two`)).toBeUndefined();
  });

  it.each([
    ['[lines 3-90 unchanged]'],
    ['[1-5 unchanged]'],
    ['12\tlooks like our own notation'],
    ['   400→another number'],
    ['\r'],
    ['\ud800 half a pair'],
    ['שלום 世界'],
  ])('a line like %j in it: the exact text comes back, or nothing is offered', (line) => {
    const later = [...file.slice(0, 60), line, ...file.slice(60)];
    let offers = 0;
    for (const text of [later.join('\n'), numbered(later), `${numbered(file)}\n${line}`]) {
      for (const base of [file.join('\n'), numbered(file), `${line}\n${numbered(file)}`]) {
        const found = repeat(text, base);
        if (found === undefined || found.sent === '') continue;
        offers++;
        expect(restoreRepeat(found.sent, base)).toBe(text);
      }
    }
    expect(offers).toBeGreaterThan(0);
  });

  it('any edit, any numbering: the delta applied to the earlier text gives the later one', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom('}', '', '  return;', '[lines 1-4 unchanged]', '7\tseven', '\tx\r'),
        fc
          .integer({ min: 0, max: 40 })
          .map((at) => `line number ${at} of the story, told at length`),
        fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\n', ' ')),
      ),
      { minLength: 4, maxLength: 80 },
    );
    const edits = fc.array(
      fc.record({
        at: fc.nat(80),
        remove: fc.nat(9),
        move: fc.boolean(),
        insert: fc.array(
          fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
          {
            maxLength: 3,
          },
        ),
      }),
      { maxLength: 4 },
    );
    let offered = 0;
    fc.assert(
      fc.property(
        lines,
        edits,
        fc.boolean(),
        fc.boolean(),
        fc.nat(30),
        (base, changes, a, b, skip) => {
          const later = [...base, ...base];
          for (const { at, remove, move, insert } of changes) {
            const cut = later.splice(at, remove, ...insert);
            if (move) later.push(...cut);
          }
          const earlierText = a ? numbered([...base, ...base]) : [...base, ...base].join('\n');
          const shown = later.slice(skip);
          const text = b ? numbered(shown, skip + 1) : shown.join('\n');
          const found = repeat(text, earlierText);
          if (found === undefined || found.sent === '') return;
          offered++;
          expect(restoreRepeat(found.sent, earlierText)).toBe(text);
          expect(found.sent.length).toBeLessThan(text.length);
        },
      ),
      { numRuns: 400, seed: 11 },
    );
    expect(offered).toBeGreaterThan(100);
  });

  it('the same words over and over, in both texts, end soon and come back right', () => {
    const base = 'tick tock tick tock tick tock\n'.repeat(30_000);
    const found = repeat(`${base}end`, base);
    expect(found === undefined || restoreRepeat(found.sent, base) === `${base}end`).toBe(true);
  });
});
