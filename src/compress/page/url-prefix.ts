// The begin that many addresses of a page have in common: that of its site, of a folder in it, or of the page itself.
import { isElement, type PageLine } from './page-line.ts';

/** Stands for it. */
export const PREFIX = '^';
const FEWEST_URLS = 4;
const SHORTEST = 12;
/** Longer ones hold a picture, not a way to it. */
const LONGEST_URL = 400;

/** Empty: there is none worth a sign. */
export function findUrlPrefix(lines: readonly PageLine[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const url = isElement(line) ? (line.url ?? '') : '';
    if (url.startsWith(PREFIX)) return '';
    for (const prefix of foldersOf(url)) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [prefix = '', count = 0] = [...counts].reduce(
    (best, one) => (gainOf(one) > gainOf(best) ? one : best),
    ['', 0] as const,
  );
  return count >= FEWEST_URLS ? prefix : '';
}

function gainOf([prefix, count]: readonly [string, number]): number {
  return (prefix.length - 1) * count;
}

/** "https://a.b/c/d#e" begins with "https://a.b/", "https://a.b/c/" and "https://a.b/c/d#". */
function foldersOf(url: string): readonly string[] {
  const folders: string[] = [];
  if (url.length > LONGEST_URL) return folders;
  for (const { index } of url.matchAll(/[/#?]/g)) {
    if (index + 1 >= SHORTEST) folders.push(url.slice(0, index + 1));
  }
  return folders;
}

export function cutUrlPrefix(line: PageLine, prefix: string): PageLine {
  if (prefix === '' || !isElement(line) || line.url?.startsWith(prefix) !== true) return line;
  return { ...line, url: PREFIX + line.url.slice(prefix.length) };
}

export function addUrlPrefix(line: PageLine, prefix: string): PageLine {
  if (prefix === '' || !isElement(line) || line.url?.startsWith(PREFIX) !== true) return line;
  return { ...line, url: prefix + line.url.slice(PREFIX.length) };
}
