// Banners above counts and failures, and the steps of a build.
import { ERROR, FAILURE, SUMMARY } from '../lines/meaning.ts';
import { raise, REPORT, type Log } from './log.ts';

/**
 * "PLAY RECAP ******", "TASK [copy the settings] ****": the banner above the counts it announces, the nearest one above what
 * went wrong, and the last one, which heads how it all ended.
 */
export function markHeadings({ lines, read }: Log): void {
  let banner: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = read[at];
    if (line === undefined) continue;
    if (STEP.test(lines[at] ?? '')) raise(line, HEADING);
    if (isBanner(lines[at] ?? '')) {
      banner = at;
      if (((read[at + 1]?.meaning ?? 0) & SUMMARY) !== 0) raise(line, HEADING);
    } else if (banner !== undefined && (line.meaning & (ERROR | FAILURE)) !== 0) {
      raise(read[banner], HEADING);
      if (((read[banner]?.meaning ?? 0) & REPORT) === 0) line.parent ??= banner;
    }
  }
  if (banner !== undefined) raise(read[banner], HEADING);
}

const HEADING = 0.8;
/** "#6 [builder 1/7] FROM node:20", "Step 3/9 : RUN make", "##[group]Run npm ci": what is done from here on. */
const STEP = /^(?:#\d+ \[|Step \d+\/\d+ : |##\[group\])/;
const RULE_SIGNS = '*=_~#-';
const SHORTEST_RULE = 5;

/** Whether a line ends in a rule, and is more than that. */
function isBanner(line: string): boolean {
  const sign = line.charAt(line.length - 1);
  if (sign === '' || !RULE_SIGNS.includes(sign)) return false;
  return line.endsWith(sign.repeat(SHORTEST_RULE)) && /\w\w/.test(line.slice(0, 200));
}
