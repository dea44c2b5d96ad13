// The time that a page is asked for: `?hours=24`, `?days=7`, `?all`.

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 7 * 24;

export type AskedWindow = { readonly sinceMs: number | null } | { readonly problem: string };

/** Seven days when nothing is asked for; a sentence when it cannot be understood. */
export function askedWindow(query: URLSearchParams, nowMs: number): AskedWindow {
  if (query.has('all')) return { sinceMs: null };
  const [name, hoursEach] = query.has('days') ? (['days', 24] as const) : (['hours', 1] as const);
  const text = query.get(name);
  if (text === null) return { sinceMs: nowMs - DEFAULT_HOURS * HOUR_MS };
  const count = Number(text);
  if (text.trim() === '' || !Number.isFinite(count) || count <= 0) {
    return { problem: `${name}=${text} is not a number above 0` };
  }
  return { sinceMs: nowMs - count * hoursEach * HOUR_MS };
}
