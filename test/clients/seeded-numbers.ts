// Numbers that look random and are the same in every run.

/** A function that gives the next whole number from 0 to 2^31 - 1 (Lehmer, MINSTD). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}
