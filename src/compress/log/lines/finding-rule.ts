// Which rule a finding of a linter or a compiler broke: "E711 ...", "... [no-untyped-def]", "... (too-many-branches)"; and how
// bad it says it is.

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

/** "12:5: error: ...", "(12,5): fatal error ...", "12:5  warning  ...", "12:5 - [error] ...". */
const SEVERITY = /\d[):]?:? +(?:- )?\[?(fatal |error|warning)/i;
/** "[ERROR] src/Cup.java:[12,5] ...", as Maven says it. */
const LEVEL = /^\[(ERROR|WARNING)\] /;
/** "7:0: E0611: No name 'lid' in module 'cup' (no-name-in-module)": of Pylint's letters these two are errors. */
const PYLINT_ERROR = /:\d+:\d+: [EF]\d{4}: .*\([a-z-]+\)$/;

/** How bad a finding says it is, in front of what it found; undefined where it says nothing. */
export function severityOf(line: string): 'error' | 'warning' | undefined {
  const word = SEVERITY.exec(line)?.[1] ?? LEVEL.exec(line)?.[1];
  if (word === undefined) return PYLINT_ERROR.test(line) ? 'error' : undefined;
  return word.toLowerCase() === 'warning' ? 'warning' : 'error';
}

/** Whether a finding names its rule in front, and does not say how bad that is: "W0707: Consider ...", "TRY003 Avoid ...". */
export function isRuleInFront(message: string): boolean {
  return /^\[?[A-Z]{1,6}\d{2,5}\b/.test(message);
}
