// `terminal`, presentation: what a terminal would show at last. Colours, redraws, overstrikes and trailing blanks go; the
// number of lines stays, and so do line ends.
import { CONTENT_KINDS, type Compressor, type ContentKind } from './compressor.ts';
import { settleLine } from './terminal/settle-line.ts';

export const terminal: Compressor = {
  name: 'terminal',
  accepts: CONTENT_KINDS,
  fidelity: 'presentation',
  compress(text, context) {
    const trims = TRIMMED.has(context.kind);
    if (!holdsControl(text) && !(trims && hasTrailingBlank(text))) return undefined;
    const shown = showLines(text, trims);
    return shown === text ? undefined : { text: shown };
  },
};

/** In other kinds a trailing blank may mean something: an empty cell, a changed line of a diff, a string. */
const TRIMMED: ReadonlySet<ContentKind> = new Set(['log', 'listing', 'prose', 'text']);

/** Escape, bell, backspace, carriage return. */
const CONTROL = /[\x1b\x07\b\r]/;

const CONTROLS = ['\x1b', '\x07', '\b', '\r'];

/** Single characters are looked for many at once, which no pattern is: most texts are long and hold none of them. */
function holdsControl(text: string): boolean {
  return CONTROLS.some((control) => text.includes(control));
}

/** Lines that stay as they are are copied together. */
function showLines(text: string, trims: boolean): string {
  const shown: string[] = [];
  let copied = 0;
  let control = nextControl(text, 0);
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (control < start) control = nextControl(text, start);
    if (control < end || (trims && isBlank(text.charCodeAt(end - 1)))) {
      const line = text.slice(start, end);
      const settled = showLine(line, { trims, isLast: found < 0 });
      if (settled !== line) {
        shown.push(text.slice(copied, start), settled);
        copied = end;
      }
    }
    start = end + 1;
  }
  shown.push(text.slice(copied));
  return shown.join('');
}

const NEXT_CONTROL = new RegExp(CONTROL, 'g');

/** Where the first control character from a place on stands; the end of the text if there is none. */
function nextControl(text: string, from: number): number {
  NEXT_CONTROL.lastIndex = from;
  return NEXT_CONTROL.test(text) ? NEXT_CONTROL.lastIndex - 1 : text.length;
}

function showLine(
  line: string,
  how: { readonly trims: boolean; readonly isLast: boolean },
): string {
  // A carriage return in front of the line break is a DOS line end, not a redraw.
  const ending = !how.isLast && line.endsWith('\r') ? '\r' : '';
  const body = ending === '' ? line : line.slice(0, -1);
  const settled = CONTROL.test(body) ? settleLine(body) : body;
  return (how.trims ? trimmed(settled) : settled) + ending;
}

/** Whether a line ends in a blank; of a text without carriage returns. */
function hasTrailingBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const found = text.indexOf('\n', at);
    at = found < 0 ? text.length : found;
    if (isBlank(text.charCodeAt(at - 1))) return true;
  }
  return false;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function trimmed(line: string): string {
  let end = line.length;
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end--;
  return line.slice(0, end);
}
