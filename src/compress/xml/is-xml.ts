// Whether a text is XML that is no web page and no picture.
import { isHtml } from '../detect/marked.ts';
import { isShareAbove, type Sample } from '../detect/sample.ts';

const DECLARED = /^<\?xml\s/;
const OF_ANOTHER_KIND = /^(?:<[?!][^>]{0,400}>\s*){0,6}<(?:!doctype html|html|svg)\b/i;
const TAG = /<(?:\/[\w.:-]+\s*|[A-Za-z_][\w.:-]*(?:\s+[\w.:-]+=(?:"[^"<]*"|'[^'<]*'))*\s*\/?)>/g;
const TAG_LINE = /^\s*<(?:[?!/]|[A-Za-z_][\w.:-]*(?:[\s>/]|$))/;
const FENCE = /^\s*(?:```|~~~)/;
/** Stack traces and sources stand between the tags of a report. */
const LEAST_TAG_LINES = 0.4;
const FEWEST_TAGS = 4;
const MOST_LINES_ABOVE = 3;

/** Reports, dumps of screens, feeds, settings: with a line or two above that say what it is. */
export function isXml(sample: Sample): boolean {
  const { lines, numbered } = sample;
  const first = lines.findIndex((line) => TAG_LINE.test(line));
  if (numbered || first < 0 || first > MOST_LINES_ABOVE) return false;
  if (lines.slice(0, first).some((line) => FENCE.test(line))) return false;
  const xml = lines.slice(first);
  // A line of the sample is cut where it is long.
  const begin =
    first === 0 ? sample.head : xml.slice(0, SHOWN_LINES).join('\n').slice(0, SHOWN).trimStart();
  if (OF_ANOTHER_KIND.test(begin)) return false;
  if (!isMostlyTags(begin)) return false;
  if (DECLARED.test(begin)) return true;
  return (
    !isHtml({ ...sample, head: begin }) &&
    isShareAbove(xml, LEAST_TAG_LINES, (line) => TAG_LINE.test(line))
  );
}

const SHOWN_LINES = 200;
const SHOWN = 4_000;
const LEAST_SHARE = 0.3;

function isMostlyTags(begin: string): boolean {
  const tags = begin.match(TAG) ?? [];
  return tags.length >= FEWEST_TAGS && tags.join('').length > begin.length * LEAST_SHARE;
}
