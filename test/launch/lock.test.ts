import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withLock } from '../../src/launch/lock.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

/** No process has it: the largest there can be, on any platform. */
const DEAD = 2 ** 31 - 1;

it('while one is at work nobody else is, and nothing is left behind', async () => {
  const folder = temporaryFolder();
  const steps: string[] = [];
  const work = (name: string) =>
    withLock(join(folder, 'lock'), async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 60));
      steps.push(`${name} ends`);
      return name;
    });
  expect(await Promise.all(['a', 'b', 'c'].map(work))).toEqual(['a', 'b', 'c']);
  expect(steps.map((step) => step.split(' ')[1])).toEqual([
    'begins',
    'ends',
    'begins',
    'ends',
    'begins',
    'ends',
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

it('says which file to delete when whoever has it never ends', async () => {
  const file = join(temporaryFolder(), 'lock');
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  writeFileSync(file, String(process.pid));
  const refused = expect(withLock(file, () => Promise.resolve())).rejects.toMatchObject({
    code: 'EDIT_IN_USE',
    hint: expect.stringContaining(file) as string,
  });
  await vi.advanceTimersByTimeAsync(6_000);
  await refused;
  expect(existsSync(file)).toBe(true);
});

it('a lock of a process that is gone is taken, and nothing is left of it', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'lock');
  writeFileSync(file, String(DEAD));
  await withLock(file, async () => expect(readdirSync(folder)).toEqual(['lock']));
  expect(readdirSync(folder)).toEqual([]);
});

it('is given back by work that fails', async () => {
  const file = join(temporaryFolder(), 'lock');
  await expect(withLock(file, () => Promise.reject(new Error('as asked')))).rejects.toThrow(
    'as asked',
  );
  expect(existsSync(file)).toBe(false);
});
