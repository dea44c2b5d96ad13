// Digits by character codes: the walks over log lines ask for every character.

/** Whether a character code is an ASCII digit; NaN, outside the text, is none. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The end of the digits that begin at `start`; `start` itself where there are none. */
export function endOfDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}
