// What is usual in a column: its frequent values, the middle of its numbers. Taken from parsed values of all rows.
import type { JsonNode } from '../document/parse-json.ts';
import type { Values } from '../table/record-set.ts';
import { readMeasure } from './read-measure.ts';
import { numberAt } from './read-number.ts';
import { timeAt, timeIn } from './read-time.ts';
import { ValueTable } from './value-table.ts';

export interface ColumnStatistics {
  readonly values: Values;
  /** Rows that have a value other than null. */
  readonly filled: number;
  /** Undefined when there are too many different values. */
  readonly categories?: Categories;
  readonly numbers?: NumberStatistics;
}

/** The different values of a column as written, empty where there is none, in the order in which they first occur. */
export interface Categories {
  readonly lexemes: readonly string[];
  /** How often each of them occurs. */
  readonly counts: readonly number[];
  /** Which of them each row has. */
  readonly ofRow: Uint8Array;
}

export interface NumberStatistics {
  /** NaN where a row has no number. */
  readonly values: Float64Array;
  readonly median: number;
  /** Median absolute deviation. */
  readonly deviation: number;
  /** Ever rising or falling, like an id or a line number. */
  readonly isSequence: boolean;
  /** Rows with the single smallest and largest number; -1 when several rows share it. */
  readonly lowest: number;
  readonly highest: number;
}

/** More different values than this make no categories. */
const MOST_CATEGORIES = 64;
/** Enough numbers to know their middle. */
const MOST_SAMPLED = 5_000;

/** The statistics of one column. */
export function readColumn(text: string, values: Values): ColumnStatistics {
  const categories = readCategories(text, values);
  const numbers = readNumbers(text, values, categories);
  return {
    values,
    filled: countFilled(text, values),
    ...(categories !== undefined && { categories }),
    ...(numbers !== undefined && { numbers }),
  };
}

function countFilled(text: string, values: Values): number {
  let filled = 0;
  for (const value of values) if (isFilled(text, value)) filled++;
  return filled;
}

/** Whether there is a value, and it is not null. */
export function isFilled(text: string, value: JsonNode | undefined): boolean {
  return value !== undefined && !(value.kind === 'literal' && text[value.start] === 'n');
}

/** The value as it is written; empty where there is none. */
export function lexemeOf(text: string, value: JsonNode | undefined): string {
  return value === undefined ? '' : text.slice(value.start, value.end);
}

/** A longer value is text, not a category. */
const LONGEST_CATEGORY = 200;

function readCategories(text: string, values: Values): Categories | undefined {
  const table = new ValueTable(text, MOST_CATEGORIES);
  const counts: number[] = [];
  const ofRow = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== undefined && value.end - value.start > LONGEST_CATEGORY) return undefined;
    const place = table.numberOf(value);
    if (place < 0) return undefined;
    if (place === counts.length) counts.push(0);
    counts[place] = (counts[place] ?? 0) + 1;
    ofRow[row] = place;
  }
  return { lexemes: table.lexemes(), counts, ofRow };
}

function readNumbers(
  text: string,
  nodes: Values,
  categories: Categories | undefined,
): NumberStatistics | undefined {
  const values = categories === undefined ? numbersOf(text, nodes) : numbersOfEach(categories);
  if (values === undefined) return undefined;
  const present = withoutGaps(values);
  const isColumnOfNumbers = present.length > 1 && present.length * 2 > nodes.length;
  if (!isColumnOfNumbers) return undefined;
  const median = middleOf(present);
  const deviation = middleOf(present, median);
  return {
    values,
    median,
    deviation,
    isSequence: isSequence(present),
    lowest: extremeOf(values, -1),
    highest: extremeOf(values, 1),
  };
}

/** Undefined when there are hardly any. */
function numbersOf(text: string, nodes: Values): Float64Array | undefined {
  if (!seemsNumeric(text, nodes)) return undefined;
  const values = new Float64Array(nodes.length);
  for (let row = 0; row < nodes.length; row++) {
    values[row] = numberIn(text, nodes[row]);
  }
  return values;
}

/** What the node says as a number; NaN if it says none. */
function numberIn(text: string, node: JsonNode | undefined): number {
  if (node === undefined) return Number.NaN;
  if (node.kind === 'number') return numberAt(text, node);
  const time = node.kind === 'string' ? timeAt(text, node) : Number.NaN;
  return isGap(time) ? numberOf(lexemeOf(text, node)) : time;
}

function numbersOfEach({ lexemes, ofRow }: Categories): Float64Array {
  const numbers = lexemes.map(numberOf);
  const values = new Float64Array(ofRow.length);
  for (let row = 0; row < ofRow.length; row++) values[row] = numbers[ofRow[row] ?? 0] ?? Number.NaN;
  return values;
}

/** Rows looked at to see whether it is worth looking at all. */
const FIRST_LOOK = 200;

function seemsNumeric(text: string, nodes: Values): boolean {
  if (nodes.length < FIRST_LOOK * 4) return true;
  const step = Math.floor(nodes.length / FIRST_LOOK);
  let numbers = 0;
  for (let look = 0; look < FIRST_LOOK; look++) {
    if (!Number.isNaN(numberOf(lexemeOf(text, nodes[look * step])))) numbers++;
  }
  return numbers * 4 > FIRST_LOOK;
}

const LONGEST_NUMBER = 40;

function numberOf(lexeme: string): number {
  const first = lexeme.charCodeAt(0);
  const second = lexeme.charCodeAt(1);
  if (isDigit(first) || (first === MINUS && isDigit(second))) return Number(lexeme);
  if (first !== QUOTE || lexeme.length > LONGEST_NUMBER) return Number.NaN;
  // Times count as numbers too: the newest and the oldest are what is asked for.
  const time = isDigit(second) ? timeIn(lexeme.slice(1, -1)) : undefined;
  if (time !== undefined) return time;
  // Cells between bars are padded.
  const content = lexeme.slice(1, -1).trim();
  if (content === '') return Number.NaN;
  const number = Number(content);
  return Number.isNaN(number) ? readMeasure(content) : number;
}

const QUOTE = 34;
const MINUS = 45;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Nothing else is unlike itself. */
function isGap(value: number | undefined): boolean {
  return value !== value;
}

function withoutGaps(values: Float64Array): Float64Array {
  let gaps = 0;
  for (let row = 0; row < values.length; row++) if (isGap(values[row])) gaps++;
  if (gaps === 0) return values;
  const present = new Float64Array(values.length - gaps);
  let place = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!isGap(value)) present[place++] = value;
  }
  return present;
}

/** The middle of the numbers, or of their distances from another one. */
function middleOf(numbers: Float64Array, from?: number): number {
  const step = Math.max(1, Math.floor(numbers.length / MOST_SAMPLED));
  const sample = new Float64Array(Math.ceil(numbers.length / step));
  for (let index = 0; index < sample.length; index++) {
    const number = numbers[index * step] ?? 0;
    sample[index] = from === undefined ? number : Math.abs(number - from);
  }
  sample.sort();
  return sample[Math.floor(sample.length / 2)] ?? 0;
}

function isSequence(numbers: Float64Array): boolean {
  let rising = 0;
  let falling = 0;
  for (let index = 1; index < numbers.length; index++) {
    const change = (numbers[index] ?? 0) - (numbers[index - 1] ?? 0);
    if (change > 0) rising++;
    if (change < 0) falling++;
  }
  return rising === 0 || falling === 0;
}

/** An extreme that more rows share is no more than a usual value. */
const MOST_SHARING = 3;
const SHARE_OF_SHARING = 0.02;

/** The first of the few that hold the extreme; -1 if they are many. */
function extremeOf(numbers: Float64Array, sign: 1 | -1): number {
  let best = -1;
  let most = Number.NaN;
  let sharing = 0;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? Number.NaN;
    if (Number.isNaN(number)) continue;
    if (best < 0 || (number - most) * sign > 0) {
      best = index;
      most = number;
      sharing = 1;
    } else if (number === most) {
      sharing++;
    }
  }
  const few = Math.max(
    numbers.length < FEWEST_TO_SHARE ? 1 : MOST_SHARING,
    numbers.length * SHARE_OF_SHARING,
  );
  return sharing > few ? -1 : best;
}

/** Of fewer numbers two that are the same are many. */
const FEWEST_TO_SHARE = 24;
