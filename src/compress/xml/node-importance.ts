// What the nodes of an XML text are worth, whatever is asked: trouble first, then what a reader acts on.
import type { XmlElement, XmlNode } from './xml-node.ts';

const TROUBLE = /^(?:[\w.-]+:)?(?:\w*failure|\w*error|fault|\w*exception|violation|bug|skipped)$/i;
const VERDICT = /^(?:status|severity|state|result|outcome|level|priority|type|exit)$/i;
const BAD =
  /\b(?:fail(?:ed|ure)?|error|fatal|critical|high|blocker|denied|refused|invalid|broken)\b/i;
const SAID = /^(?:text|label|value|name|message|content-desc|title|msg|summary)$/i;

const BY_TROUBLE = 0.9;
const BY_VERDICT = 0.7;
const OUTERMOST = 0.4;
const WITH_TEXT = 0.2;
const OTHER = 0.1;

export function importanceOf(node: XmlNode): number {
  if (node.kind === 'raw') return OTHER / 2;
  if (TROUBLE.test(node.name)) return BY_TROUBLE;
  if (isBad(node)) return BY_VERDICT;
  if (node.depth <= 1) return OUTERMOST;
  if (node.text !== undefined || saysSomething(node)) return WITH_TEXT;
  return OTHER;
}

function isBad({ attributes, values }: XmlElement): boolean {
  return attributes.some((name, at) => VERDICT.test(name) && BAD.test(values[at] ?? ''));
}

function saysSomething({ attributes, values }: XmlElement): boolean {
  return attributes.some((name, at) => SAID.test(name) && values[at] !== '');
}

const TROUBLE_LINE =
  /\b(?:assert\w*|\w*Error|\w*Exception|expected|actual|caused by|failed)\b|^\|E /i;

/** Of a line of a longer text. */
export function importanceOfLine(line: string): number {
  return TROUBLE_LINE.test(line) ? 0.4 : OTHER;
}
