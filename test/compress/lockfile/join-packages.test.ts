import { expect, it } from 'vitest';
import { joinPackages, type LockPart } from '../../../src/compress/lockfile/join-packages.ts';

function part(label: string, line: number): LockPart {
  const [name = '', version = ''] = label.split('@');
  const entry = { name, version, from: line - 1, to: line - 1 };
  return { text: `${label}:`, from: line, to: line, label, entry };
}

function joined(kept: readonly number[], whole: readonly number[] = []): string {
  const labels = ['lid@1', 'pot@2', 'jug@3', 'lid@1', 'pot@2', 'jug@3'];
  const parts = labels.map((label, index) => part(label, index + 1));
  return joinPackages(parts, new Set(kept), new Set(whole)).text;
}

it('a package that is met twice is named once', () => {
  expect(joined([0, 1, 2, 3, 4, 5])).toBe('[… 1-6: 6 packages]\nlid@1 pot@2 jug@3');
});

it('not named is what has its name nowhere', () => {
  // The second pot is named by the first, both lids by neither, though room was found for the second.
  expect(joined([1, 2, 3])).toBe('[… 1-6: 6 packages, 2 not named]\npot@2 jug@3');
  expect(joined([0, 1, 2])).toBe('[… 1-6: 6 packages]\nlid@1 pot@2 jug@3');
});

it('a package that is shown whole has its name there', () => {
  expect(joined([0, 1, 5], [5])).toBe('[… 1-5: 5 packages]\nlid@1 pot@2\njug@3:');
});
