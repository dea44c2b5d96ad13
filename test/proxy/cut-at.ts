// Cuts bytes into chunks as a network might.

/** The pieces between the given positions, in order; none is lost. */
export function cutAt(bytes: Buffer, positions: readonly number[]): Buffer[] {
  const sorted = [...positions, bytes.length].sort((one, other) => one - other);
  return sorted.map((end, at) => bytes.subarray(sorted[at - 1] ?? 0, end));
}
