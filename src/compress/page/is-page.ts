// Whether a text is a page as browser tools print it.
import { isShareAbove, type Sample } from '../detect/sample.ts';

const ELEMENT =
  /^ *(?:- ['"]?\/?[A-Za-z]+\b.*(?:\[ref=(?:f\d+)?e\d+\]|: |:$)|uid=\d+_\d+ |[A-Za-z]+(?: ".*")? \[ref_\d+\])/;
const REF = /\[ref=(?:f\d+)?e\d+\]|^ *uid=\d+_\d+ |\[ref_\d+\]/;
const LEAST_ELEMENTS = 0.6;
const LEAST_REFS = 0.3;

/** The accessibility tree of a page, with a few lines about it. */
export function isPage({ lines }: Sample): boolean {
  return (
    lines.length >= 10 &&
    isShareAbove(lines, LEAST_REFS, (line) => REF.test(line)) &&
    isShareAbove(lines, LEAST_ELEMENTS, (line) => ELEMENT.test(line))
  );
}
