// "dump.c:110,130": where the findings in a gap are that no list of places names.
import { findPlace } from './lines/place.ts';

/** Of more findings the places would cost more than they tell. */
const MOST_PLACES = 3;

/** The places of a few findings by the names of their files; empty where one has no place, or there are many. */
export function placesOf(findings: readonly string[]): string {
  if (findings.length > MOST_PLACES) return '';
  const byFile = new Map<string, Set<string>>();
  for (const finding of findings) {
    const place = findPlace(finding);
    if (place === undefined) return '';
    const name = place.path.slice(
      Math.max(...SEPARATORS.map((at) => place.path.lastIndexOf(at))) + 1,
    );
    const [line = place.position] = place.position.split(/[:,]/, 1);
    byFile.set(name, (byFile.get(name) ?? new Set()).add(line));
  }
  return [...byFile].map(([name, lines]) => `${name}:${[...lines].join(',')}`).join(' ');
}

const SEPARATORS = ['/', '\\'];
