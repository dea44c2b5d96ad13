// Finds what a question spells out exactly: quoted strings, paths, identifiers, options, ids and numbers.
import { findDates } from './find-dates.ts';

const MOST_ANCHORS = 48;
const LONGEST_ANCHOR = 120;
/** A question with more quoted or pathlike words than this is a pasted text: its first ones still count. */
const QUOTED =
  /"([^"\n]{3,120})"|`([^`\n]{2,120})`|“([^”\n]{3,120})”|(?<![\w])'([^'\n]{3,120})'(?!\w)/g;
const WRAPPING = /^[([{<"'`“‘*]+|[)\]}>"'`”’*,;:!?.]+$/g;

/** Forms of a word that people only write when they mean exactly that thing. */
const ANCHOR_FORMS: readonly RegExp[] = [
  /[\w)\]][/\\][\w.*]/, // a path
  /^[~./]?\/\w/, // a path from the root
  /^--?[a-z][\w-]+/i, // a command line option
  /^-[a-z]$/i, // one of a letter
  /\w[_.:@#=-]\w/, // an identifier, a host, a version, a dash-name, key=value
  /\w\[["']?\w/, // one of many: db[7]
  /^[A-Za-z]\w{2,}=$/, // a setting as manuals write it: Restart=
  /[a-z][A-Z]/, // camelCase
  /[A-Z]{2}[a-z]{2}/, // HTTPServer
  /[A-Za-z]\d|\d[A-Za-z]/, // TS2345, 0x1f
  /^[A-Z]{5,}$/, // ENOENT
  /^_+\w{2}|\w{2}_+$|^[@#$]\w/, // __init__, $HOME, @scope
  /^\W?\d{3,}\W?$/, // a number
];

/** "A && B || C": words around an operator. */
const EXPRESSION =
  /(?<!\S)[\w$.()[\]]{1,24}(?: (?:&&|\|\||[=!<>]==?|=>|->|:=) [\w$.()[\]]{1,24})+/g;
/** "[ -f x ]": blanks within brackets. */
const BRACKETED = /[[{] [^\][{}\n]{1,60} [\]}]/g;
/** "-T0": an option of a letter with its value. */
const OPTION_WITH_VALUE = /^-[A-Za-z](?=\d+$)/;

/** When a certificate expires it says so in other words. */
const ASKS_FOR_EXPIRY = /\bexpir/i;

/** The anchors of a question, first ones first, without duplicates. */
export function findAnchors(question: string): readonly string[] {
  const anchors = new Set<string>();
  for (const match of question.matchAll(QUOTED)) {
    const quoted = match.slice(1).find((group) => group !== undefined);
    if (quoted !== undefined && /[\p{L}\p{N}]{2}/u.test(quoted)) anchors.add(quoted.trim());
  }
  for (const form of [EXPRESSION, BRACKETED])
    for (const [code] of question.matchAll(form)) anchors.add(code.replace(/[.,]+$/, ''));
  for (const date of findDates(question)) anchors.add(date);
  if (ASKS_FOR_EXPIRY.test(question)) anchors.add('Not After');
  for (const word of question.split(/\s+/)) {
    if (word.length > 2 * LONGEST_ANCHOR) continue;
    const bare = word
      .replace(WRAPPING, '')
      .replace(/'s$/, '')
      .replace(/^#(?=\d{3,}$)/, '');
    if (isAnchor(bare)) anchors.add(bare);
    const [option] = OPTION_WITH_VALUE.exec(bare) ?? [];
    if (option !== undefined) anchors.add(option);
  }
  return [...anchors].slice(0, MOST_ANCHORS);
}

function isAnchor(word: string): boolean {
  if (word.length < 2 || word.length > LONGEST_ANCHOR) return false;
  return ANCHOR_FORMS.some((form) => form.test(word));
}
