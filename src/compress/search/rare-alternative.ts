// A search for one thing or another: "unsafe fn|todo!|FIXME". What few hits are about is easily lost among the others.
type Input = Readonly<Record<string, unknown>>;

/** The first quoted word behind the name of a search command. */
const QUOTED = /\b(?:grep|egrep|rg|ag|ack)\b[^|;&"']*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/;
const BOUNDS = /\\[bB<>]|[\^$]/g;
/** Only what is searched for as it is written can be found again without running the pattern. */
const NOT_LITERAL = /[[\]{}*+?|\\]|(?<!\\)[()]/;
const FEWEST_HITS = 20;
/** Of all hits. */
const RARE_SHARE = 0.1;

/** For each text whether it is of a rare kind: few hits hold the same alternative of the pattern. */
export function rareAlternatives(
  texts: readonly string[],
  input: Input | undefined,
): readonly boolean[] {
  const words = alternativesOf(input);
  if (words.length < 2 || texts.length < FEWEST_HITS) return [];
  const kinds = texts.map((text) => words.findIndex((word) => text.includes(word)));
  const counts = new Map<number, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const most = texts.length * RARE_SHARE;
  return kinds.map((kind) => kind !== -1 && (counts.get(kind) ?? 0) <= most);
}

/** The alternatives that are plain words; none where the pattern is no such list. */
function alternativesOf(input: Input | undefined): readonly string[] {
  const { pattern, command } = input ?? {};
  const whole = typeof pattern === 'string' ? pattern : quotedIn(command);
  if (whole === undefined) return [];
  return whole
    .split(/\\?\|/)
    .map((one) => one.replace(BOUNDS, ''))
    .map((one) => one.replace(/\\([().])/g, '$1'))
    .filter((one) => one.length > 2 && !NOT_LITERAL.test(one.replace(/[().]/g, '')));
}

function quotedIn(command: unknown): string | undefined {
  if (typeof command !== 'string') return undefined;
  const found = QUOTED.exec(command);
  return found?.[1] ?? found?.[2];
}
