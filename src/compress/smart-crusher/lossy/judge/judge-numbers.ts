// Which numbers of a series stand out: the single extremes, those far from the middle, and where the level changes.
import type { NumberStatistics } from '../column-statistics.ts';

/** What stands out, by its place in the series. */
export interface StandingNumbers {
  readonly extremes: readonly number[];
  /** The farthest first. */
  readonly outliers: readonly number[];
  /** The last of the old level and the first of the new one. */
  readonly changes: readonly number[];
}

/** Rules about what is rare need values to compare with. */
const FEWEST = 12;
const FEWEST_FOR_EXTREMES = 4;
/** Times the median deviation. */
const FAR = 8;

/** Judges a series; ids and other sequences have nothing that stands out. */
export function judgeNumbers(numbers: NumberStatistics): StandingNumbers {
  const { lowest, highest, isSequence, values } = numbers;
  if (isSequence || values.length < FEWEST_FOR_EXTREMES) return NOTHING;
  const extremes = [lowest, highest].filter((place) => place >= 0);
  if (values.length < FEWEST) return { ...NOTHING, extremes };
  return { extremes, outliers: findOutliers(numbers), changes: findChange(values) };
}

const NOTHING: StandingNumbers = { extremes: [], outliers: [], changes: [] };

function findOutliers(numbers: NumberStatistics): readonly number[] {
  const { values, deviation } = numbers;
  if (deviation === 0) return [];
  const far: number[] = [];
  for (let place = 0; place < values.length; place++) {
    // Of no number no distance is more.
    if (distanceOf(numbers, place) > FAR) far.push(place);
  }
  return far.sort(
    (one, other) => distanceOf(numbers, other) - distanceOf(numbers, one) || one - other,
  );
}

function distanceOf({ values, median, deviation }: NumberStatistics, place: number): number {
  return Math.abs((values[place] ?? 0) - median) / deviation;
}

/** Numbers on either side that make a level. */
const LEVEL = 8;
/** A change is larger than this many usual steps, and most of it happens in one step. */
const STEPS = 5;
const SUDDEN = 0.5;

/** Where the level changes most, if it changes at once and stays. */
function findChange(values: Float64Array): readonly number[] {
  const usual = usualStep(values);
  let best = -1;
  let most = usual * STEPS;
  for (let place = LEVEL; place + LEVEL <= values.length; place++) {
    const step = Math.abs((values[place] ?? 0) - (values[place - 1] ?? 0));
    if (!(step > most * SUDDEN)) continue;
    const change = Math.abs(levelFrom(values, place) - levelFrom(values, place - LEVEL));
    if (change > most && step > change * SUDDEN) {
      best = place;
      most = change;
    }
  }
  return best < 0 ? [] : [best - 1, best];
}

/** Of `levelFrom`: it is asked too often to have one of its own each time. */
const sorted = new Float64Array(LEVEL);

/** The middle one of so many numbers: a single outlier does not move it. */
function levelFrom(values: Float64Array, start: number): number {
  for (let count = 0; count < LEVEL; count++) {
    const value = values[start + count] ?? Number.NaN;
    let place = count;
    // What is no number goes last.
    while (place > 0 && !((sorted[place - 1] ?? 0) <= value) && !Number.isNaN(value)) {
      sorted[place] = sorted[place - 1] ?? 0;
      place--;
    }
    sorted[place] = value;
  }
  return sorted[LEVEL / 2] ?? Number.NaN;
}

const MOST_STEPS = 2_000;

function usualStep(values: Float64Array): number {
  const stride = Math.max(1, Math.floor(values.length / MOST_STEPS));
  const steps = new Float64Array(Math.ceil(values.length / stride));
  let count = 0;
  for (let place = 1; place < values.length; place += stride) {
    const step = Math.abs((values[place] ?? 0) - (values[place - 1] ?? 0));
    if (!Number.isNaN(step)) steps[count++] = step;
  }
  return steps.subarray(0, count).sort()[count >> 1] ?? 0;
}
