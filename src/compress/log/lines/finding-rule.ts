// Which rule a finding of a linter or a compiler broke: "E711 ...", "... [no-untyped-def]", "... (too-many-branches)".

/** "E711", "W0707:", "error TS2307:", "[SC2086]" in front. */
const LEADING =
  /^(?:(?:fatal )?(?:error|warning|note|info|information|style)[: ]+)?\[?([A-Z]{1,6}\d{2,5})\b/;
/** "C: [Correctable] Style/Semicolon: ..." */
const NAMED = /^[A-Z]: (?:\[\w+\] )?([A-Z]\w*\/[\w/]+):/;
/** "... [-Wsign-compare]", "... (errcheck)" */
const TRAILING = /[[(]([A-Za-z-][\w./@:-]{2,60})[\])]$/;
/** "error  'x' is not defined  no-undef": a column of its own. */
const COLUMN = / {2,}([a-z@][\w./@-]*)$/;

/** The rule that a finding names; undefined where it names none. */
export function ruleOf(message: string): string | undefined {
  for (const form of [LEADING, NAMED, TRAILING, COLUMN]) {
    const rule = form.exec(message)?.[1];
    if (rule !== undefined) return rule;
  }
  return undefined;
}
