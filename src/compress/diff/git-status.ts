// `git-status`, exact: what git says of many files, one line per state and folder: `M<tab>src/ a.ts b.ts`.
import type { Compressor } from '../compressor.ts';
import { areNamesInVain, isInVain, mayGiveUp } from '../in-vain.ts';
import { foldPaths, unfoldPaths } from '../listing/paths.ts';

export const gitStatus: Compressor = {
  name: 'git-status',
  accepts: ['diff'],
  fidelity: 'exact',
  isProven: true,
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const lines = text.split('\n');
    if (mayGiveUp(text.length, context) && areNamesInVain(lines, context)) return undefined;
    const short = fold(lines).join('\n');
    if (short.length >= text.length) return undefined;
    // A path with blanks in it would come back as several.
    return expand(short) === text ? { text: short } : undefined;
  },
  expand,
};

/** No form that names every file makes a longer text fit. */
const MOST_PER_TOKEN = 150;

/** In front of a path: of `git status`, of its short form, of `--name-status`. */
const LEADS = [
  /^\t(?:[a-z][a-z ]{2,20}: +)?(?=[^\s"])/,
  /^[ MADRCUT?!]{2} (?=[^\s"])/,
  /^[MADRCTUXB]\d{0,3}\t(?=[^\s"])/,
];
/** Says two paths. */
const MOVED = / -> |\t/;

function leadOf(line: string): string | undefined {
  for (const pattern of LEADS) {
    const lead = pattern.exec(line)?.[0];
    if (lead !== undefined) return MOVED.test(line.slice(lead.length)) ? undefined : lead;
  }
  return undefined;
}

function fold(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length;) {
    const lead = leadOf(lines[at] ?? '');
    const start = at++;
    if (lead === undefined) {
      out.push(lines[start] ?? '');
      continue;
    }
    while (leadOf(lines[at] ?? '') === lead) at++;
    const paths = lines.slice(start, at).map((line) => line.slice(lead.length));
    for (const folded of foldPaths(paths)) out.push(lead + folded);
  }
  return out;
}

function expand(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lead = leadOf(line);
      if (lead === undefined) return [line];
      return unfoldPaths([line.slice(lead.length)]).map((path) => lead + path);
    })
    .join('\n');
}
