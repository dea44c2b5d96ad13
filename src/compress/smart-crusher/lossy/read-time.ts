// Times as most programs write them, from the characters of a text: `2031-05-10`, `2031-05-10T21:31:00Z`, `…:00.250Z`; and
// those that are spelled in another way. A time that names no zone is read as UTC: what is chosen depends on the text alone.

interface Span {
  readonly start: number;
  readonly end: number;
}

const DATE_LENGTH = '"2031-05-10"'.length;
const SECONDS_LENGTH = '"2031-05-10T21:31:00Z"'.length;
const MILLISECONDS_LENGTH = '"2031-05-10T21:31:00.250Z"'.length;
const MS_PER_DAY = 86_400_000;

/** Milliseconds since 1970 of the string that is written there, quotes included; NaN if it is spelled in another way. */
export function timeAt(text: string, { start, end }: Span): number {
  const length = end - start;
  const isDate = length === DATE_LENGTH;
  const hasFraction = length === MILLISECONDS_LENGTH;
  if (!isDate && !hasFraction && length !== SECONDS_LENGTH) return Number.NaN;
  const at = start + 1;
  if (text.charCodeAt(at + 4) !== DASH || text.charCodeAt(at + 7) !== DASH) return Number.NaN;
  const year = pairAt(text, at) * 100 + pairAt(text, at + 2);
  const day = dayOf(year, pairAt(text, at + 5), pairAt(text, at + 8));
  return isDate ? day * MS_PER_DAY : day * MS_PER_DAY + timeOfDay(text, at + 10, hasFraction);
}

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/;
const WITHOUT_ZONE = /[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;
const ZONE = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/i;

/** Milliseconds since 1970 of a string that begins with a date and holds nothing else but a time; undefined for any other. */
export function timeIn(content: string): number | undefined {
  if (!TIME.test(content)) return undefined;
  if (WITHOUT_ZONE.test(content)) return Date.parse(`${content}Z`);
  return content.length + 2 === DATE_LENGTH || ZONE.test(content)
    ? Date.parse(content)
    : Number.NaN;
}

/** Of `T21:31:00Z`. */
function timeOfDay(text: string, at: number, hasFraction: boolean): number {
  const isSpelled =
    text.charCodeAt(at) === LETTER_T &&
    text.charCodeAt(at + 3) === COLON &&
    text.charCodeAt(at + 6) === COLON &&
    text.charCodeAt(hasFraction ? at + 13 : at + 9) === LETTER_Z;
  if (!isSpelled || (hasFraction && text.charCodeAt(at + 9) !== POINT)) return Number.NaN;
  const hours = pairAt(text, at + 1);
  const minutes = pairAt(text, at + 4);
  const seconds = pairAt(text, at + 7);
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return Number.NaN;
  const whole = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  if (!hasFraction) return whole;
  return whole + pairAt(text, at + 10) * 10 + digitAt(text, at + 12);
}

/** Every month has so many days: whether it has more is not known here. */
const SURE_DAYS = 28;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_BEFORE_1970 = daysBefore(1_970);

function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 1_970 && month >= 1 && month <= 12 && day >= 1 && day <= SURE_DAYS))
    return Number.NaN;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const before = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (isLeap && month > 2 ? 1 : 0);
  return daysBefore(year) - DAYS_BEFORE_1970 + before + day - 1;
}

function daysBefore(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

const DASH = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;

function pairAt(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}
