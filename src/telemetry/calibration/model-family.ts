// Models that share a tokenizer, by their names: what one of them tells about counting holds for the others.

/** The first that fits. A model that none fits is a family of its own. */
const FAMILIES: readonly (readonly [family: string, fits: RegExp])[] = [
  // Since Opus 4.7 a text takes some 30 % more tokens: https://platform.claude.com/docs/en/build-with-claude/token-counting
  ['claude-4.7+', /claude-(?:opus-4[-.](?:[7-9]|\d\d)(?!\d)|mythos|[a-z]+-(?:[5-9]|\d\d)(?!\d))/],
  ['claude', /claude/],
  // Those that count with o200k.
  ['gpt', /(?:^|\/)(?:gpt-(?:4o|4\.1|4\.5|[5-9])|chatgpt-4o|codex|o\d(?:-|$))/],
  ['gemini', /gemini/],
];

/** Platforms, dates and versions that do not change how a model counts. */
const AROUND = /^.*\/|(?:-\d{4}-\d{2}-\d{2}|-\d{8}|@\d+|-latest)$/g;

/** The family of a model by its name in requests. */
export function familyOf(model: string | undefined): string {
  if (model === undefined) return '(unknown)';
  const name = model.toLowerCase();
  const found = FAMILIES.find(([, fits]) => fits.test(name));
  return found === undefined ? name.replace(AROUND, '') : found[0];
}
