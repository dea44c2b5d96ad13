// What one command printed behind the diff of another: "git diff; npm test". It belongs to none of the files.
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
/** Heads of files, and all there is to files without hunks. */
const OF_A_FILE =
  /^(?:diff |Index: |={20,}$|--- \S|\+\+\+ \S|Only in |Binary files |GIT binary |(?:old|new|deleted) (?:file )?mode|(?:dis)?similarity |(?:rename|copy) |index [\da-f]|-- $|\\ )/;
const COMMIT = /^(?:commit|From) [\da-f]{7,64}\b/;
const FEWEST_LINES = 3;

/** The first line behind the diff, counted from 0; undefined where nothing worth speaking of follows. */
export function endOfDiff(lines: readonly string[]): number | undefined {
  const hunk = lines.findLastIndex((line) => HUNK.test(line));
  if (hunk === -1) return undefined;
  let end = endOfHunk(lines, hunk);
  for (let at = end; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (COMMIT.test(line)) return undefined;
    if (OF_A_FILE.test(line)) end = at + 1;
  }
  const told = lines.slice(end).filter((line) => line.trim() !== '');
  return told.length < FEWEST_LINES ? undefined : end;
}

/** A hunk says how many lines it has on either side. */
function endOfHunk(lines: readonly string[], hunk: number): number {
  const [, before = '1', after = '1'] = HUNK.exec(lines[hunk] ?? '') ?? [];
  let [oldLeft, newLeft] = [Number(before), Number(after)];
  let at = hunk + 1;
  for (; at < lines.length && (oldLeft > 0 || newLeft > 0); at++) {
    const sign = lines[at]?.[0] ?? ' ';
    if (sign !== '+' && sign !== '\\') oldLeft--;
    if (sign !== '-' && sign !== '\\') newLeft--;
  }
  return at;
}
