// `gutter`, exact: line numbers in front of file lines, without padding and left out where a line says nothing.
//
// The first numbered line of a run stays as it is: it shows width and separator, so the inverse needs no header. The
// lines behind it become `12<tab>text`. A line of blanks and signs between two of them needs no number if counting
// gives it. Lines outside a run stay as they are.
import type { Compressor } from './compressor.ts';

export const gutter: Compressor = {
  name: 'gutter',
  accepts: ['code', 'config', 'prose', 'text', 'html', 'table', 'json', 'log', 'diff', 'search'],
  fidelity: 'exact',
  isProven: true,
  compress(text) {
    const short = narrow(text);
    if (short === undefined || short.length >= text.length) return undefined;
    // A line of the text that looks like our notation would be read back wrongly.
    return widen(short) === text ? { text: short } : undefined;
  },
  expand: widen,
};

/** How the numbers of one run are written. */
export interface Gutter {
  readonly width: number;
  readonly padding: ' ' | '0';
  readonly separator: string;
}

/** One line of a numbered file, its number told from its text. */
export interface Numbered {
  readonly number: number;
  readonly text: string;
  readonly gutter: Gutter;
}

const NUMBERED = /^( *)(\d{1,7})(→|\t| *│|\||:| )/;
/** Without a letter or digit a line says nothing that anybody would cite by number: a bracket, a comment's end, a blank. */
const SILENT = /^[^0-9A-Za-z\x80-\uffff]*$/;
/** Fewer numbered lines than this share: not a numbered file. */
const LEAST_SHARE = 0.5;

const BLANK = 32;
const ZERO = 48;
const NINE = 57;
const TAB = 9;

/** A line as a read tool numbers it; undefined for any other. */
export function numberedLine(line: string): Numbered | undefined {
  const first = line.charCodeAt(0);
  if (first !== BLANK && !(first >= ZERO && first <= NINE)) return undefined;
  const found = NUMBERED.exec(line);
  if (found === null) return undefined;
  const [whole, blanks = '', digits = '', separator = ''] = found;
  const padding = digits.startsWith('0') ? '0' : ' ';
  return {
    number: Number(digits),
    text: line.slice(whole.length),
    gutter: { width: blanks.length + digits.length, padding, separator },
  };
}

/** The line as its tool wrote it. */
export function withGutter(gutter: Gutter, number: number, text: string): string {
  return String(number).padStart(gutter.width, gutter.padding) + gutter.separator + text;
}

/** A line that says nothing, on hold until it is known whether counting gives its number. */
interface Silent {
  readonly line: string;
  /** Absent: the line was not numbered. */
  readonly numbered?: { readonly number: number; readonly text: string };
}

interface Run {
  readonly gutter: Gutter;
  previous: number;
  silent: Silent[];
}

function narrow(text: string): string | undefined {
  const lines = text.split('\n');
  const out: string[] = [];
  let run: Run | undefined;
  let filled = 0;
  let inRuns = 0;
  for (const line of lines) {
    if (line !== '') filled++;
    const numbered = run === undefined ? undefined : numberedInRun(line, run);
    if (run !== undefined && numbered !== undefined) {
      inRuns++;
      run = writeNumbered(run, { line, numbered }, out);
    } else if (run !== undefined && SILENT.test(line)) {
      run.silent.push({ line });
    } else {
      if (run !== undefined) writeSilent(run, out);
      run = startRun(line);
      out.push(line);
    }
  }
  if (run !== undefined) writeSilent(run, out);
  return inRuns < filled * LEAST_SHARE ? undefined : out.join('\n');
}

function startRun(line: string): Run | undefined {
  const found = numberedLine(line);
  return found && { gutter: found.gutter, previous: found.number, silent: [] };
}

/** Lines of a file follow each other; hits of a search in one file jump from number to number. */
function numberedInRun(line: string, run: Run): Silent['numbered'] {
  const next = run.previous + 1;
  const head = withGutter(run.gutter, next, '');
  if (next <= LARGEST && line.startsWith(head))
    return { number: next, text: line.slice(head.length) };
  if (run.gutter.separator !== ':') return undefined;
  const number = numberedLine(line)?.number ?? 0;
  if (number <= run.previous) return undefined;
  const gutter = withGutter(run.gutter, number, '');
  return line.startsWith(gutter) ? { number, text: line.slice(gutter.length) } : undefined;
}

/** Of seven digits. */
const LARGEST = 9_999_999;

function writeNumbered(run: Run, found: Required<Silent>, out: string[]): Run | undefined {
  const { number, text } = found.numbered;
  const isNext = number === run.previous + 1;
  const counts = isNext && run.silent.every((silent) => silent.numbered !== undefined);
  const stated = run.previous;
  run.previous = number;
  if (isNext && SILENT.test(text)) {
    run.silent.push(found);
    return run;
  }
  if (counts) for (const silent of run.silent) out.push(silent.numbered?.text ?? silent.line);
  const bare = counts ? 0 : writeSilent(run, out);
  run.silent = [];
  // Counting would number lines that had no number: start anew with the full form.
  if (bare > 0 && number === stated + bare + 1) {
    out.push(found.line);
    return startRun(found.line);
  }
  out.push(`${number}\t${text}`);
  return run;
}

/**
 * The silent lines where a run ends or jumps. Nothing behind them tells their numbers, so the last numbered one states
 * its own. Gives how many unnumbered lines come last.
 */
function writeSilent(run: Run, out: string[]): number {
  const last = run.silent.findLastIndex((silent) => silent.numbered !== undefined);
  const isMixed = run.silent.slice(0, last).some((silent) => silent.numbered === undefined);
  for (const [index, { line, numbered }] of run.silent.entries()) {
    if (numbered === undefined || isMixed) out.push(line);
    else out.push(index === last ? `${numbered.number}\t${numbered.text}` : numbered.text);
  }
  return run.silent.length - 1 - last;
}

/** The number in front of a tab that a line begins with, without padding; zero for any other line. */
function shortNumber(line: string): number {
  let number = 0;
  for (let at = 0; number <= LARGEST; at++) {
    const code = line.charCodeAt(at);
    if (code === TAB) return number;
    if (!(code >= ZERO && code <= NINE) || (at === 0 && code === ZERO)) return 0;
    number = number * 10 + code - ZERO;
  }
  return 0;
}

/** The inverse of `narrow`. */
function widen(text: string): string {
  const out: string[] = [];
  let run:
    { readonly gutter: Gutter; readonly previous: number; readonly silent: string[] } | undefined;
  for (const line of text.split('\n')) {
    const number = run === undefined ? 0 : shortNumber(line);
    if (run !== undefined && number > run.previous) {
      const { gutter, previous, silent } = run;
      const counts = number === previous + silent.length + 1;
      for (const [index, bare] of silent.entries())
        out.push(counts ? withGutter(gutter, previous + index + 1, bare) : bare);
      out.push(withGutter(gutter, number, line.slice(String(number).length + 1)));
      run = { gutter, previous: number, silent: [] };
    } else if (run !== undefined && SILENT.test(line)) {
      run.silent.push(line);
    } else {
      if (run !== undefined) out.push(...run.silent);
      const found = numberedLine(line);
      run = found && { gutter: found.gutter, previous: found.number, silent: [] };
      out.push(line);
    }
  }
  if (run !== undefined) out.push(...run.silent);
  return out.join('\n');
}
