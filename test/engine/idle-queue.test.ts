import { expect, it } from 'vitest';
import { createIdleQueue } from '../../src/engine/idle-queue.ts';

it('waits for urgent work, then does one thing after the other', async () => {
  const queue = createIdleQueue();
  const order: string[] = [];
  const note = (name: string) =>
    queue.add(async () => {
      order.push(name);
      await new Promise((resolve) => setTimeout(resolve, 60));
      order.push(`${name} ended`);
    });
  const done = queue.hold();
  const [first, second] = [note('first'), note('second')];
  await new Promise((resolve) => setTimeout(resolve, 80));
  order.push('urgent');
  done();
  await new Promise((resolve) => setTimeout(resolve, 40));
  await Promise.all([first, second, note('third')]);
  expect(order).toEqual([
    'urgent',
    'first',
    'first ended',
    'second',
    'second ended',
    'third',
    'third ended',
  ]);
});

it('does what is waiting at the end, and passes faults on', async () => {
  const queue = createIdleQueue();
  queue.hold();
  const fine = queue.add(async () => 7);
  const faulty = queue.add(() => Promise.reject(new Error('as asked')));
  const refused = expect(faulty).rejects.toThrow('as asked');
  await queue.drain();
  expect(await fine).toBe(7);
  await refused;
});

it('does not let work pile up while there is always something urgent', async () => {
  const queue = createIdleQueue();
  let done = 0;
  const pieces = Array.from({ length: 200 }, () => {
    queue.hold();
    return queue.add(async () => void done++);
  });
  await Promise.all(pieces.slice(0, 150));
  expect(done).toBeGreaterThanOrEqual(150);
});
