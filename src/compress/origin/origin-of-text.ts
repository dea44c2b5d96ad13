// What a text is once it can be looked at: some names say too little, some too much.
import { isMostlyBlob } from '../blob/blob.ts';
import { isMinified } from '../blob/minified.ts';
import { endOfHead } from '../log/lines/line-head.ts';
import { openLinesOfChangelog } from '../text/changelog.ts';
import { withoutReturns } from '../windows-ends.ts';
import { withoutGutter } from '../without-gutter.ts';
import type { Origin } from './origin.ts';
import { CHANGELOG } from './known-files.ts';

/**
 * The origin once its text is known. What a name takes for data is exact after all if it was merged with conflicts, which
 * are edited by hand, or if it has no old releases that nobody edits.
 */
export function originOfText(origin: Origin, text: string): Origin {
  if (origin.use !== 'file-read') return origin;
  if (origin.exact)
    return isWrittenByTool(origin, text) || isTimedLog(origin, text) || isHashed(origin, text)
      ? { ...origin, exact: false }
      : origin;
  const isOpen =
    text.includes('<<<<<<< ') || (CHANGELOG.test(origin.path ?? '') && !isChangelog(text));
  return isOpen ? { ...origin, exact: true } : origin;
}

/** Bundles and encoded bytes have no lines that anybody could quote. */
function isWrittenByTool(origin: Origin, text: string): boolean {
  const isScript = /\.(?:js|mjs|cjs|css)$/i.test(origin.path ?? '');
  return (isScript && isMinified(text)) || isMostlyBlob(text);
}

const REQUIREMENTS = /(?:^|[\\/])[\w.-]*(?:requirements|constraints)[\w.-]*\.txt$/i;
const HASH_LINE = /^(?: *\d+[\t→|])? +--hash=sha\d+:/gm;
const FEWEST_HASHES = 20;

/** Requirements with the hashes of all their files are a lockfile under another name. */
function isHashed({ path = '' }: Origin, text: string): boolean {
  if (!REQUIREMENTS.test(path)) return false;
  return (text.slice(0, LOG_SAMPLE).match(HASH_LINE)?.length ?? 0) >= FEWEST_HASHES;
}

/** "stdout", "nohup.txt", "worker.3": a name that does not say what the file is. */
const UNTOLD = /(?:^|[\\/])[^.\\/]+(?:\.(?:txt|text|\d{1,8}))?$/;
const LOG_SAMPLE = 16_384;
const LEAST_LOG_LINES = 8;
const TIMED_SHARE = 0.6;

/** Where most lines begin with a time, a program wrote them: nobody edits such a file by quoting it. */
function isTimedLog(origin: Origin, text: string): boolean {
  if (origin.path !== undefined && !UNTOLD.test(origin.path)) return false;
  const lines = text.slice(0, LOG_SAMPLE).split('\n');
  // What is indented goes on with the entry above.
  const entries = (withoutGutter(lines) ?? lines).filter((line) => /^\S/.test(line));
  const timed = entries.filter((line) => endOfHead(line) > 0);
  return timed.length >= LEAST_LOG_LINES && timed.length > entries.length * TIMED_SHARE;
}

function isChangelog(text: string): boolean {
  const lines = (withoutReturns(text) ?? text).split('\n');
  return openLinesOfChangelog(withoutGutter(lines) ?? lines) !== undefined;
}
