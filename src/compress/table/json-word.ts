// Which cells are values of JSON as they stand.
import { endOfNumber } from '../smart-crusher/index.ts';

const NUMBER = /^-?(?:0|[1-9]\d{0,40})(?:\.\d{1,60})?(?:[eE][-+]?\d{1,4})?$/;
/** No number of this length has too many digits anywhere. */
const SURELY_SHORT = 6;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'NaN']);

/** Whether a cell is a value of JSON as it stands. */
export function isJsonWord(cell: string): boolean {
  const code = cell.charCodeAt(0);
  if (code === 45 || (code >= 48 && code <= 57)) {
    if (endOfNumber(cell, 0) !== cell.length) return false;
    return cell.length <= SURELY_SHORT || NUMBER.test(cell);
  }
  return cell.length <= 5 && LITERALS.has(cell);
}
