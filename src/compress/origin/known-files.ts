// What files are by their names alone.

const INSTRUCTIONS =
  /(?:^|[\\/])(?:CLAUDE|AGENTS|GEMINI|SKILL|CLAUDE\.local|copilot-instructions)\.md$/i;

/** Instructions for agents: followed word by word. */
export function isInstructions(path: string | undefined): boolean {
  return path !== undefined && INSTRUCTIONS.test(path);
}

const DATA = [
  /\.(?:log|jsonl|ndjson|csv|tsv|psv|out|output|err|trace|dump|prof|lcov|map)(?:\.\d+)?(?:\.(?:gz|zst|bz2|xz))?$/i,
  /^\/var\/log\/|^\/proc\//,
  // Where agents redirect long outputs to before they look at them.
  /^(?:\/private)?\/tmp\/.*\.txt$/,
  /(?:^|[\\/])(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|packages\.lock\.json|conda-lock\.yml)$/,
  /(?:^|[\\/])(?:go\.sum|gradle\.lockfile|Package\.resolved|\.terraform\.lock\.hcl)$/,
  /(?:^|[\\/])(?:yarn|bun|Cargo|poetry|uv|Gemfile|composer|Pipfile|Podfile|pubspec|flake|pdm|pixi|deno|mix|rebar)\.lock$/,
  /\.(?:min|bundle)\.(?:js|mjs|cjs|css)$/,
  // Where Playwright's MCP server writes what a page looks like.
  /(?:^|[\\/])\.playwright-mcp[\\/]/,
];

/** Logs, records, lockfiles and bundles: read to look something up, never edited by quoting. */
export function isData(path: string | undefined): boolean {
  return path !== undefined && [...DATA, CHANGELOG].some((pattern) => pattern.test(path));
}

/** Of changelogs only the newest part is added to. */
export const CHANGELOG =
  /(?:^|[\\/])(?:CHANGE[-_]?LOG|CHANGES|HISTORY|NEWS|RELEASE[-_]NOTES)(?:\.(?:md|markdown|rst|txt|adoc))?$/i;
