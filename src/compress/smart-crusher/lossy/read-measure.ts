// Numbers as people write them: with thousands separators, a currency, a unit, or as a clock. Only for comparing in a column.

const NUMBER = /^([-+]?)[$€£]?(\d{1,3}(?:,\d{3})+|\d{1,20})(\.\d{1,20})? ?([A-Za-zµ%]{0,3})$/;
const CLOCK = /^(?:(\d{1,5})-)?(\d{1,5}):(\d\d)(?::(\d\d))?(\.\d{1,9})?$/;

const UNITS: ReadonlyMap<string, number> = new Map([
  ...['', '%', 'B', 's', 'sec'].map((unit) => [unit, 1] as const),
  ...['k', 'K', 'kB', 'KB', 'Ki', 'KiB'].map((unit) => [unit, 2 ** 10] as const),
  ...['M', 'MB', 'Mi', 'MiB'].map((unit) => [unit, 2 ** 20] as const),
  ...['G', 'GB', 'Gi', 'GiB'].map((unit) => [unit, 2 ** 30] as const),
  ...['T', 'TB', 'Ti', 'TiB'].map((unit) => [unit, 2 ** 40] as const),
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['m', 60],
  ['min', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

/** What a text measures; NaN if it is no number with or without a unit. */
export function readMeasure(text: string): number {
  const found = NUMBER.exec(text);
  if (found === null) return readClock(text);
  const [, sign = '', whole = '', fraction = '', unit = ''] = found;
  const factor = UNITS.get(unit) ?? Number.NaN;
  return Number(`${sign}${whole.replaceAll(',', '')}${fraction}`) * factor;
}

/** Seconds of "2:03", "1:02:03.5" or "4-01:02:03". */
function readClock(text: string): number {
  const found = CLOCK.exec(text);
  if (found === null) return Number.NaN;
  const [, days = '0', first = '0', second = '0', third, fraction = '0'] = found;
  const seconds =
    third === undefined
      ? Number(first) * 60 + Number(second)
      : Number(first) * 3_600 + Number(second) * 60 + Number(third);
  return Number(days) * 86_400 + seconds + Number(fraction);
}
