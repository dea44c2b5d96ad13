// What each line below a report is worth: the first lines, the first frame and the frames of the user's own code most.
import { isAboveFrame, isFrame, isOwnFrame } from '../lines/frame.ts';
import { indentOf } from '../../indent.ts';

const OWN_FRAME = 0.95;
const LATER_OWN_FRAME = 0.6;
/** So many frames in a row are a framework's, whatever they are called. */
const MOST_OWN_FRAMES = 8;
const TOP_FRAME = 0.8;
const OTHER_FRAME = 0.12;
/** The weight of the first few details, of some more, and of the rest. */
const DETAILS = [0.85, 0.7, 0.5] as const;
const FIRST_DETAILS = 3;
const MORE_DETAILS = 8;
/** What was expected and what came instead, however long. */
const DIFFERENCE = /^\s*[-+](?:\s|$)/;
/** "@@ @@": below it each line begins with a sign, right before its text. */
const HUNK = /^@@ /;
const SIGNED = /^[-+]/;

/** Gives the weight of each detail of one report in turn; asks for the line and the one below it. */
export function detailWeights(): (line: string, next: string) => number {
  let details = 0;
  let frames = 0;
  let ownFrames = 0;
  let frameWeight = 0;
  let frameIndent = Infinity;
  let isHunk = false;
  const weighFrame = (line: string): number => {
    const isTop = frames++ === 0;
    if (!isOwnFrame(line)) return isTop ? TOP_FRAME : OTHER_FRAME;
    // Python prints the call that failed last.
    const isNearest = ownFrames++ === 0 || line.trimStart().startsWith('File "');
    if (isNearest) return OWN_FRAME;
    return ownFrames > MOST_OWN_FRAMES ? OTHER_FRAME : LATER_OWN_FRAME;
  };
  return (line, next) => {
    if (isFrame(line)) {
      // Already weighed with the function above it.
      if (frameIndent !== 0 || line.charCodeAt(0) !== TAB) frameWeight = weighFrame(line);
      frameIndent = indentOf(line);
      return frameWeight;
    }
    if (isAboveFrame(line, next)) {
      frameWeight = weighFrame(next);
      frameIndent = 0;
      return frameWeight;
    }
    // The source that Python prints below a frame goes with it.
    if (indentOf(line) > frameIndent) return frameWeight * 0.9;
    isHunk ||= HUNK.test(line);
    if ((isHunk ? SIGNED : DIFFERENCE).test(line)) return DETAILS[0];
    details++;
    if (details <= FIRST_DETAILS) return DETAILS[0];
    return details <= MORE_DETAILS ? DETAILS[1] : DETAILS[2];
  };
}

const TAB = 9;
