// The windows of time between which the dashboard switches.

export interface Range {
  readonly label: string;
  /** Null for all time. */
  readonly lengthMs: number | null;
}

const HOUR_MS = 3_600_000;

const RANGES: readonly Range[] = [
  { label: '1 h', lengthMs: HOUR_MS },
  { label: '24 h', lengthMs: 24 * HOUR_MS },
  { label: '7 d', lengthMs: 7 * 24 * HOUR_MS },
  { label: 'all', lengthMs: null },
];

/** The usual ranges, with the one that was asked for where it belongs. */
export function rangesWith(lengthMs: number | null): readonly Range[] {
  if (lengthMs === null || RANGES.some((range) => range.lengthMs === lengthMs)) return RANGES;
  return [...RANGES, ownRange(lengthMs)].sort(
    (one, other) => (one.lengthMs ?? Infinity) - (other.lengthMs ?? Infinity),
  );
}

/** The range of this length. */
export function rangeOf(lengthMs: number | null): Range {
  return RANGES.find((range) => range.lengthMs === lengthMs) ?? ownRange(lengthMs ?? 0);
}

function ownRange(lengthMs: number): Range {
  return { label: lengthLabel(lengthMs), lengthMs };
}

/** "45 min", "4 h", "1.5 d" */
export function lengthLabel(lengthMs: number): string {
  const hours = lengthMs / HOUR_MS;
  if (hours < 1) return `${Number((hours * 60).toFixed(1))} min`;
  if (hours < 48) return `${Number(hours.toFixed(1))} h`;
  return `${Number((hours / 24).toFixed(1))} d`;
}
