// Reads a JSON path into steps.

export type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number; readonly to: number | undefined }
  | { readonly kind: 'star' };

const LONGEST_PATH = 500;

/** Tried in order at each position; all anchored, all linear. */
const STEPS: ReadonlyArray<
  readonly [pattern: RegExp, read: (groups: readonly string[]) => PathStep | undefined]
> = [
  [/\.\*|\[\*\]/y, () => ({ kind: 'star' })],
  [/\.([^.[\]"'\s*?()@]{1,200})/y, ([, name = '']) => ({ kind: 'name', name })],
  [/\[("(?:[^"\\]|\\.){0,200}")\]/y, ([, quoted = '']) => readQuoted(quoted)],
  [/\['([^'\\]{0,200})'\]/y, ([, name = '']) => ({ kind: 'name', name })],
  [/\[(-?\d{1,9})\]/y, ([, index = '']) => ({ kind: 'index', index: Number(index) })],
  [
    /\[(-?\d{0,9}):(-?\d{0,9})\]/y,
    ([, from = '', to = '']) =>
      from === '-' || to === '-'
        ? undefined
        : { kind: 'slice', from: Number(from), to: to === '' ? undefined : Number(to) },
  ],
];

/** The steps of a path; undefined for anything that is not one. "$" may be left out: `items[3].name`. */
export function parseJsonPath(given: string): readonly PathStep[] | undefined {
  const path = given.trim();
  if (path === '' || path.length > LONGEST_PATH) return undefined;
  const rest = path.startsWith('$') ? path.slice(1) : /^[.[]/.test(path) ? path : `.${path}`;
  const steps: PathStep[] = [];
  for (let at = 0; at < rest.length;) {
    const read = readStep(rest, at);
    if (read === undefined) return undefined;
    steps.push(read.step);
    at = read.end;
  }
  return steps;
}

function readStep(
  path: string,
  at: number,
): { readonly step: PathStep; readonly end: number } | undefined {
  for (const [pattern, read] of STEPS) {
    pattern.lastIndex = at;
    const match = pattern.exec(path);
    if (match === null) continue;
    const step = read(match);
    return step && { step, end: pattern.lastIndex };
  }
  return undefined;
}

function readQuoted(quoted: string): PathStep | undefined {
  try {
    return { kind: 'name', name: String(JSON.parse(quoted)) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
