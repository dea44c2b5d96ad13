// Turns the user's words into a query: content words, and anchors, the things spelled out exactly.
import { findAnchors } from './find-anchors.ts';
import type { Query } from './query.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A question with fewer content words, and things spelled out, is no guide. */
const LEAST_WORDS = 3;
/** Of a long text (a pasted log, say) only the ends are read: the request stands first or last. */
const LONGEST_END = 4_000;
const MOST_TERMS = 256;

interface LastQuery {
  readonly question: string;
  readonly query: Query | undefined;
}

let last: LastQuery | undefined;

/** Prepares a question for scoring; undefined when it says too little to choose by. Many texts come for one question. */
export function readQuery(question: string | undefined): Query | undefined {
  if (question === undefined) return undefined;
  if (last?.question !== question) last = { question, query: queryOf(question) };
  return last.query;
}

function queryOf(question: string): Query | undefined {
  const text = endsOf(question);
  const words = contentWords(text);
  const anchors = findAnchors(text);
  if (words.size + anchors.length < LEAST_WORDS) return undefined;
  const terms = new Set<string>();
  for (const word of words) {
    if (terms.size >= MOST_TERMS) break;
    for (const part of partsOf(word)) terms.add(part);
  }
  for (const pair of joinedPairs(text)) if (terms.size < MOST_TERMS) terms.add(pair);
  return { text: question, terms, anchors };
}

function endsOf(text: string): string {
  if (text.length <= 2 * LONGEST_END) return text;
  return text.slice(0, LONGEST_END) + '\n' + text.slice(-LONGEST_END);
}

/** Runs of letters and digits as written; ideographs in pairs, as the scorer reads them. */
function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9\u00c0-\u1fff]+(?:'[a-z]+)?/g)) {
    const lower = run.toLowerCase();
    if (
      run.length < 2 ||
      (STOP_WORDS.has(lower) && !isName(run, text.slice(Math.max(0, index - 2), index)))
    )
      continue;
    words.add(lower.includes("'") ? lower : run);
  }
  for (const [run] of text.matchAll(/[\u3040-\u9fff\uac00-\ud7a3]+/g)) {
    for (let at = 0; at + 1 < run.length; at++) words.add(run.slice(at, at + 2));
  }
  return words;
}

/** "How do Wants and Requires differ": with a capital inside a sentence even such a word is what something is called. */
function isName(word: string, before: string): boolean {
  return /^[A-Z][a-z]{2,}$/.test(word) && /[a-z,] $/.test(before);
}

const SHORTEST_OF_PAIR = 3;

/** "clock source" may stand as "clocksource", "dead-lock" as "deadlock". */
function joinedPairs(text: string): string[] {
  const pairs: string[] = [];
  let before = '';
  let end = -1;
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9]+/g)) {
    const word = run.toLowerCase();
    const isNext = index === end + 1 && (text[end] === ' ' || text[end] === '-');
    const isWord =
      word.length >= SHORTEST_OF_PAIR && /^[a-z]+$/.test(word) && !STOP_WORDS.has(word);
    if (isNext && isWord && before !== '') pairs.push(before + word);
    before = isWord ? word : '';
    end = index + run.length;
  }
  return pairs;
}

/** The word itself and, for "createUser2", its parts. */
function partsOf(word: string): string[] {
  const whole = word.toLowerCase();
  const parts = word
    .replaceAll(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])|([A-Za-z])(\d)|(\d)([A-Za-z])/g, splitPair)
    .toLowerCase()
    .split(' ');
  if (parts.length === 1) return [whole];
  return [whole, ...parts.filter((part) => part.length > 1 && !STOP_WORDS.has(part))];
}

function splitPair(_pair: string, ...groups: (string | undefined)[]): string {
  return groups
    .slice(0, 8)
    .filter((group) => group !== undefined)
    .join(' ');
}
