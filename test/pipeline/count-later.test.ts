import { expect, it, onTestFinished } from 'vitest';
import type { CompressionEngine } from '../../src/pipeline/ports.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { bodyWith, longLog } from '../laws/bodies.ts';
import { openWorld, VANDAL } from '../laws/world.ts';

const TEXT = longLog(60);
/** Nothing that VANDAL estimates. */
const EXACT = { before: 777, after: 7 };

/** A world whose engine counts when it is told to. */
function startWorld(purpose: 'send' | 'count' = 'send') {
  let asked = 0;
  let answer: (counts: Promise<readonly number[]>) => void = () => {};
  const counts = new Promise<readonly number[]>((resolve) => (answer = resolve));
  const engine: CompressionEngine = {
    ...VANDAL,
    count: () => {
      asked += 1;
      return counts;
    },
  };
  const world = openWorld(temporaryFolder(), engine);
  onTestFinished(() => world.close());
  const send = async (text = TEXT) => {
    const request = { wire: anthropicMessages, bytes: bodyWith(text), purpose };
    const [segment] = (await world.pipeline.prepare(request)).segments;
    if (segment === undefined) throw new Error('One text.');
    return segment;
  };
  return { ...world, send, asked: () => asked, answer };
}

it('exact counts come behind the request, for those too that replay its decision meanwhile', async () => {
  const { send, answer, asked } = startWorld();
  const [first, meanwhile] = [await send(), await send()];
  expect(first.decision).toMatchObject({ tokensBefore: TEXT.length, tokensAfter: 1 });
  answer(Promise.resolve([EXACT.before, EXACT.after]));
  expect(await first.counted).toEqual(EXACT);
  expect(await meanwhile.counted).toEqual(EXACT);
  const later = await send();
  expect(later).not.toHaveProperty('counted');
  expect(later.decision).toMatchObject({ tokensBefore: EXACT.before, tokensAfter: EXACT.after });
  expect(asked()).toBe(1);
});

it('an engine that cannot count leaves the estimates', async () => {
  const { send, answer, faults } = startWorld();
  const { counted } = await send();
  answer(Promise.reject(new Error('as asked')));
  expect(await counted).toBeUndefined();
  expect(faults).toHaveLength(1);
  expect((await send()).decision).toMatchObject({ tokensBefore: TEXT.length, tokensAfter: 1 });
});

it('nothing is counted for what is kept, nor for a body that only asks for its size', async () => {
  const [kept, sized] = [startWorld(), startWorld('count')];
  expect(await kept.send('short')).not.toHaveProperty('counted');
  expect(await sized.send()).not.toHaveProperty('counted');
  expect([kept.asked(), sized.asked()]).toEqual([0, 0]);
});
