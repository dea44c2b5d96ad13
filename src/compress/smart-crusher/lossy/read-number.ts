// Numbers of JSON from the characters of a text: most are short, and a string cut out for each takes longer than they do.

interface Span {
  readonly start: number;
  readonly end: number;
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** So many digits are exact as an integer, and so is the power of ten below them: one division rounds as a reader would. */
const MOST_DIGITS = 15;
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, power) => 10 ** power);

/** The number that is written there, as `Number` reads it. */
export function numberAt(text: string, { start, end }: Span): number {
  const isNegative = text.charCodeAt(start) === MINUS;
  const first = isNegative ? start + 1 : start;
  // A point is one character more.
  if (end - first > MOST_DIGITS + 1) return Number(text.slice(start, end));
  let digits = 0;
  let decimals = -1;
  for (let at = first; at < end; at++) {
    const code = text.charCodeAt(at);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (code === POINT && decimals < 0) {
      decimals = 0;
    } else {
      return Number(text.slice(start, end));
    }
  }
  const count = decimals < 0 ? end - first : end - first - 1;
  if (count > MOST_DIGITS) return Number(text.slice(start, end));
  const number = decimals > 0 ? digits / (POWERS[decimals] ?? 1) : digits;
  return isNegative ? -number : number;
}
