// Where the part of a changelog ends that somebody may still edit: what is unreleased, and the newest release.

/** "## [1.4.0] - 2026-01-02", "### v1.4 and more", "== Version 1.4 ==", "*** Release 1.4 [2026-Jan-02]". */
const HEADED =
  /^(?:#{1,4}|={2,4}|\*{2,4}) {1,4}(?:version |release |changes in )?\[?v?\d{1,4}\.\d{1,4}\b.{0,80}$/i;
/** "1.4.0 / 2026-01-02", "Version 1.4", "v1.4.0 (2026-01-02)", "* 1.4.0": with nothing else, or it is a number in a log. */
const BARE =
  /^(?:\* )?(?:version |release )?\[?v?\d{1,4}\.\d{1,4}(?:\.[\w.-]{1,30})?\]?:?[ /,(-]{0,6}(?:\(?(?:\d{4}[-/.]\d\d?[-/.]\d\d?|[A-Z]\w{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z]\w{2,8} \d{4}|unreleased)\)?)?$/i;
/** With fewer releases it is some other text with a version in a heading. */
const LEAST_RELEASES = 5;

/** The number of lines at the begin of a changelog that are still open to change; undefined if the text is no changelog. */
export function openLinesOfChangelog(lines: readonly string[]): number | undefined {
  let releases = 0;
  let second = lines.length;
  for (const [index, line] of lines.entries()) {
    if (line.length > 200 || !(HEADED.test(line) || BARE.test(line))) continue;
    releases++;
    if (releases === 2) second = index;
    if (releases >= LEAST_RELEASES) return second;
  }
  return undefined;
}
