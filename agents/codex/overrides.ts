// `-c key=value` on Codex's command line: read where the user gave one, written where we need one.

export interface Override {
  readonly key: string;
  /** As TOML. */
  readonly value: string;
}

/** The user's own overrides, in order; a later one wins. */
export function readOverrides(own: readonly string[]): readonly Override[] {
  return findOverrides(own).map(({ override }) => override);
}

/** Puts overrides in front of the user's own words. A word of the user that sets the same key is taken out: it would win. */
export function addOverrides(
  own: readonly string[],
  overrides: readonly Override[],
): readonly string[] {
  const keys = new Set(overrides.map(({ key }) => key));
  const taken = new Set(
    findOverrides(own)
      .filter(({ override }) => keys.has(override.key))
      .flatMap(({ from, width }) => Array.from({ length: width }, (_, index) => from + index)),
  );
  const ours = overrides.flatMap(({ key, value }) => ['-c', `${key}=${value}`]);
  return [...ours, ...own.filter((_, index) => !taken.has(index))];
}

/** The text of a TOML string; other values, and words without quotes, as they stand. */
export function textOf(value: string): string {
  const trimmed = value.trim();
  if (/^'[^']*'$/.test(trimmed)) return trimmed.slice(1, -1);
  if (!/^".*"$/s.test(trimmed)) return trimmed;
  try {
    return String(JSON.parse(trimmed));
  } catch (error) {
    if (error instanceof SyntaxError) return trimmed.slice(1, -1);
    throw error;
  }
}

interface FoundOverride {
  readonly override: Override;
  readonly from: number;
  readonly width: number;
}

function findOverrides(own: readonly string[]): readonly FoundOverride[] {
  const end = own.indexOf('--');
  const words = end === -1 ? own : own.slice(0, end);
  return words.flatMap((word, from): FoundOverride[] => {
    const joined = /^(?:--config=|-c=?)(?=[^=])(.+)$/s.exec(word)?.[1];
    const isAlone = word === '-c' || word === '--config';
    const text = isAlone ? words[from + 1] : joined;
    const split = text?.indexOf('=') ?? -1;
    if (text === undefined || split === -1) return [];
    const override = { key: text.slice(0, split).trim(), value: text.slice(split + 1) };
    return [{ override, from, width: isAlone ? 2 : 1 }];
  });
}
