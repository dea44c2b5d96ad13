// Finds the bodies of functions by indentation: for languages without a grammar, and for the parts that a parser gave up on.
import { indentOf } from '../indent.ts';
import { LONGEST_BODY, type Body, type Rows } from './find-bodies.ts';

const SHORTEST_BODY = 3;

/** What opens a function in languages with a word for it. */
const KEYWORD =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|final|async|abstract|override|virtual|inline|extern|const|unsafe|pub(?:\([a-z]+\))?|local|open|suspend) +)*(?:function|def|fn|func|fun|sub|proc|method)\b/;
/** Control flow looks like a function, but is deeper inside of one. */
const CONTROL =
  /^\s*(?:\}\s*)?(?:if|else|for|while|switch|catch|try|do|with|match|return|class|struct|enum|interface|trait|impl|namespace|module|describe)\b/;

/** The bodies between two rows, in order, none inside another. */
export function findBodiesByIndent(lines: readonly string[], within: Rows): readonly Body[] {
  const bodies: Body[] = [];
  for (let at = within.from; at <= within.to; at++) {
    const line = lines[at] ?? '';
    if (line.length > 400 || CONTROL.test(line) || !isSignature(line)) continue;
    const to = endOfDeeper(lines, at, within.to);
    const length = to - at;
    if (length < SHORTEST_BODY || length > LONGEST_BODY) continue;
    bodies.push({ head: at, from: at + 1, to });
    at = to;
  }
  return bodies;
}

/** "int main(void) {", "boil(water: number): void {", "const boil = (water) => {". */
function isSignature(line: string): boolean {
  if (KEYWORD.test(line)) return true;
  const end = line.trimEnd();
  const close = line.lastIndexOf(')');
  if (!end.endsWith('{') || close <= 0 || !line.includes('(')) return false;
  const between = end.slice(close + 1, -1).trim();
  return between === '=>' || (!/[;=]/.test(between) && !/^\s*(?:\/\/|\*|#)/.test(line));
}

/** The last row that is deeper than the first, but for blank ones. Gives up where it gets too long. */
function endOfDeeper(lines: readonly string[], first: number, last: number): number {
  const depth = indentOf(lines[first] ?? '');
  let end = first;
  for (let at = first + 1; at <= Math.min(last, first + LONGEST_BODY + 1); at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    // A bracket alone belongs to the signature.
    if (indentOf(line) <= depth && !(at === first + 1 && line.trim() === '{')) break;
    end = at;
  }
  return end;
}
