// `xml-short`, exact: XML that a tool printed, without end tags, and without what the elements of a name have in common.
import { provenForm } from '../proven-form.ts';
import { formsByName } from './element-form.ts';
import { findForms } from './find-forms.ts';
import { findStart } from './find-start.ts';
import { findLayout } from './find-layout.ts';
import { printXml } from './print-xml.ts';
import { readLines } from './read-lines.ts';
import { readXml } from './read-xml.ts';
import { readHead, START, writeHead } from './xml-head.ts';
import { writeLines } from './write-lines.ts';

/** Dumps of screens come down to a fifth. */
const MOST_PER_TOKEN = 20;

export const xmlShort = provenForm({
  name: 'xml-short',
  accepts: ['xml'],
  mostPerToken: MOST_PER_TOKEN,
  shorten,
  expand,
});

/** Stands below the short form where something else follows. */
const END = '[end of XML]';

function shorten(given: string): string | undefined {
  const hasCrLf = given.includes('\r\n');
  const text = hasCrLf ? given.replaceAll('\r\n', '\n') : given;
  const start = findStart(text);
  if (start === undefined) return undefined;
  const layout = findLayout(text.slice(start));
  const { nodes, end, openCount } = readXml(text, start, layout);
  const elements = nodes.flatMap((node) => (node.kind === 'element' ? [node] : []));
  if (elements.length < FEWEST_ELEMENTS) return undefined;
  const forms = findForms(elements, { hasAbove: true, quote: layout.quote });
  const lines = writeLines(nodes, { layout, forms: formsByName(forms) });
  const head = writeHead({ forms, written: { ...layout, openCount, hasCrLf }, lines });
  const below = text.slice(end);
  const isPlainEnd = /^\n*$/.test(below);
  const short = [...head, ...lines, ...(isPlainEnd ? [] : [END])].join('\n');
  return text.slice(0, start) + short + below;
}

const FEWEST_ELEMENTS = 5;

function expand(short: string): string {
  const lines = short.split('\n');
  const at = lines.findIndex((line) => line.startsWith(START));
  if (at < 0) return short;
  const { forms, written, next } = readHead(lines, at);
  const endMark = lines.findIndex((line, index) => index >= next && line.startsWith(END));
  let end = endMark < 0 ? lines.length : endMark;
  if (endMark < 0) while (end > next && lines[end - 1] === '') end--;
  const nodes = readLines(lines.slice(next, end), { layout: written, forms: formsByName(forms) });
  const above = lines
    .slice(0, at)
    .map((line) => `${line}\n`)
    .join('');
  const below =
    endMark < 0
      ? '\n'.repeat(lines.length - end)
      : lines.slice(endMark).join('\n').slice(END.length);
  const text = above + printXml(nodes, written, written.openCount) + below;
  return written.hasCrLf ? text.replaceAll('\n', '\r\n') : text;
}
