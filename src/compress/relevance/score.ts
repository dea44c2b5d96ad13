// Scores texts against a query: BM25 over words and identifier parts, and anchors, found on the way.
import { narrowNumber } from './named-number.ts';
import type { Query } from './query.ts';
import { BEGINS, hashOfWord, scanTexts } from './scan-words.ts';

export interface Relevance {
  /** One score per text, 0 to 1; 1 is the best match, or an anchor that few texts hold. */
  readonly scores: Float64Array;
  /** For each anchor that occurs, and each word of the question that is rare here: the texts that hold it, in order. */
  readonly anchored: readonly (readonly number[])[];
}

/** How soon repeats of a word within one text stop counting, and how much long texts are held back. */
const SATURATION = 1.2;
const LENGTH_PENALTY = 0.2;
/** An anchor in more than this share of the texts is a common word there. */
const COMMON_ANCHOR = 0.1;
const FEW = 12;
/** What a text with an anchor scores at least, if more than a few hold it. */
const LEAST_ANCHORED = 0.9;
/** A word of the question that so few texts hold counts like an anchor, if it is long enough to mean something. */
const RARE_WORD_TEXTS = 2;
const RARE_WORD_LENGTH = 4;
const RARE_WORD_SCORE = 0.85;

/** Scores each text and says which texts hold an anchor of the question. */
export function rateUnits(texts: readonly string[], query: Query): Relevance {
  const terms = tableOf(query);
  const hits = collectHits(texts, terms);
  const scores = bm25(hits, terms.words, texts.length);
  const own = Float64Array.from(scores);
  answerEachTerm(hits, terms.words, scores);
  const rare = rareWords(hits, terms, scores);
  const anchored = query.anchors
    .map((anchor) => {
      const holders = findHolders(anchor, texts, { terms, hits });
      if (holders.length <= FEW) return holders;
      return narrowNumber(holders, texts, { number: anchor, question: query.text });
    })
    .filter((holders) => holders.length > 0);
  const most = Math.max(FEW, texts.length * COMMON_ANCHOR);
  for (const holders of anchored) {
    if (holders.length > most) continue;
    // Of many, those that say more of the question come first.
    const least = holders.length > FEW ? LEAST_ANCHORED : 1;
    for (const index of holders)
      scores[index] = Math.max(least, Math.min(1, least + (1 - least) * (own[index] ?? 0)));
  }
  return { scores, anchored: [...anchored, ...rare] };
}

/** Open-addressing table from word hash to term number. */
interface TermTable {
  readonly count: number;
  readonly mask: number;
  readonly keys: Int32Array;
  readonly terms: Int32Array;
  readonly words: readonly string[];
  /** 1 for each way that some word of the query begins. */
  readonly begins: Uint8Array;
}

function tableOf(query: Query): TermTable {
  const words = [...query.terms, ...query.anchors.map((anchor) => longestRun(anchor))];
  let size = 64;
  while (size < words.length * 4) size *= 2;
  const keys = new Int32Array(size);
  const terms = new Int32Array(size).fill(-1);
  const begins = new Uint8Array(BEGINS);
  const seen: string[] = [];
  for (const word of words) {
    const { hash, begin } = hashOfWord(word);
    let slot = slotOf(hash, size - 1);
    while (terms[slot] !== -1 && keys[slot] !== hash) slot = (slot + 1) & (size - 1);
    if (terms[slot] !== -1) continue;
    keys[slot] = hash;
    terms[slot] = seen.length;
    begins[begin] = 1;
    seen.push(word);
  }
  return { count: seen.length, mask: size - 1, keys, terms, words: seen, begins };
}

function slotOf(hash: number, mask: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
}

function termOf(table: TermTable, hash: number): number {
  let slot = slotOf(hash, table.mask);
  for (;;) {
    const term = table.terms[slot] ?? -1;
    if (term === -1 || table.keys[slot] === hash) return term;
    slot = (slot + 1) & table.mask;
  }
}

interface Hits {
  /** The texts that hold each term, in order, with how often. */
  readonly textsOf: readonly number[][];
  readonly timesOf: readonly number[][];
  readonly lengths: Int32Array;
}

function collectHits(texts: readonly string[], table: TermTable): Hits {
  const textsOf: number[][] = Array.from({ length: table.count }, () => []);
  const timesOf: number[][] = Array.from({ length: table.count }, () => []);
  const lengths = new Int32Array(texts.length);
  let current = 0;
  const visit = (hash: number): void => {
    const term = termOf(table, hash);
    if (term === -1) return;
    const holders = textsOf[term];
    const times = timesOf[term];
    if (holders === undefined || times === undefined) return;
    const last = holders.length - 1;
    if (holders[last] === current) {
      times[last] = (times[last] ?? 0) + 1;
    } else {
      holders.push(current);
      times.push(1);
    }
  };
  const endText = (index: number, words: number): void => {
    lengths[index] = words;
    current = index + 1;
  };
  scanTexts(texts, { begins: table.begins, visit, endText });
  return { textsOf, timesOf, lengths };
}

/** A letter alone says nothing; an anchor made of such words is found by one of them. */
function isLetter(word: string | undefined): boolean {
  return word?.length === 1 && word < '\u00c0';
}

function bm25(hits: Hits, words: readonly string[], textCount: number): Float64Array {
  const scores = new Float64Array(textCount);
  const mean = meanOf(hits.lengths);
  for (let term = 0; term < words.length; term++) {
    if (isLetter(words[term])) continue;
    const holders = hits.textsOf[term] ?? [];
    const times = hits.timesOf[term] ?? [];
    const weight = Math.log(1 + (textCount - holders.length + 0.5) / (holders.length + 0.5));
    for (let at = 0; at < holders.length; at++) {
      const index = holders[at] ?? 0;
      const often = times[at] ?? 1;
      const relativeLength = (hits.lengths[index] ?? 0) / mean;
      const held = SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * relativeLength);
      scores[index] = (scores[index] ?? 0) + (weight * often * (SATURATION + 1)) / (often + held);
    }
  }
  return normalise(scores);
}

function meanOf(lengths: Int32Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return Math.max(1, sum / Math.max(1, lengths.length));
}

function normalise(scores: Float64Array): Float64Array {
  let best = 0;
  for (const score of scores) if (score > best) best = score;
  if (best === 0) return scores;
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / best;
  return scores;
}

/** A word in at most this share of the texts (or this few) is something specific that was asked for. */
const SPECIFIC_SHARE = 0.02;
const SPECIFIC_TEXTS = 10;
/** The best texts for each specific word are lifted, or the words that score highest would hide the others. */
const BEST_PER_TERM = 8;
const LIFTED_SCORE = 0.75;
const LIFTED_RANGE = 0.1;

function answerEachTerm(hits: Hits, words: readonly string[], scores: Float64Array): void {
  const most = Math.max(SPECIFIC_TEXTS, scores.length * SPECIFIC_SHARE);
  if (scores.length < 4 * SPECIFIC_TEXTS) return;
  const own = Float64Array.from(scores);
  for (const [term, holders] of hits.textsOf.entries()) {
    if (holders.length === 0 || holders.length > most || isLetter(words[term])) continue;
    const best = holders
      .toSorted((one, other) => (own[other] ?? 0) - (own[one] ?? 0) || one - other)
      .slice(0, BEST_PER_TERM);
    for (const index of best) {
      const lifted = LIFTED_SCORE + LIFTED_RANGE * (own[index] ?? 0);
      scores[index] = Math.max(scores[index] ?? 0, lifted);
    }
  }
}

function rareWords(hits: Hits, table: TermTable, scores: Float64Array): number[][] {
  const rare: number[][] = [];
  table.words.forEach((word, term) => {
    const holders = hits.textsOf[term] ?? [];
    if (word.length < RARE_WORD_LENGTH || holders.length === 0) return;
    if (holders.length > RARE_WORD_TEXTS || scores.length < 10 * RARE_WORD_TEXTS) return;
    for (const index of holders) scores[index] = Math.max(scores[index] ?? 0, RARE_WORD_SCORE);
    rare.push(holders);
  });
  return rare;
}

/** The texts that hold the anchor as it is spelled, in any case, not inside a longer word. */
function findHolders(
  anchor: string,
  texts: readonly string[],
  found: { readonly terms: TermTable; readonly hits: Hits },
): number[] {
  const term = termOf(found.terms, hashOfWord(longestRun(anchor)).hash);
  const candidates = found.hits.textsOf[term] ?? [];
  // Of options "-t" is another than "-T".
  if (OPTION.test(anchor)) return candidates.filter((index) => holds(texts[index] ?? '', anchor));
  const wanted = anchor.toLowerCase();
  return candidates.filter((index) => holds((texts[index] ?? '').toLowerCase(), wanted));
}

const OPTION = /^-[A-Za-z]$/;

function holds(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const isWithin =
      isWordBefore(text, at, wanted) ||
      isWordAfter(text, at + wanted.length, wanted) ||
      isFraction(text, at, wanted);
    if (!isWithin) return true;
  }
  return false;
}

function isWordBefore(text: string, at: number, wanted: string): boolean {
  const before = text.charCodeAt(at - 1);
  // "re-e" names no option.
  const isPart = isWordCode(wanted.charCodeAt(0)) || OPTION.test(wanted);
  return isPart && (isWordCode(before) || (before === HYPHEN && OPTION.test(wanted)));
}

const HYPHEN = 45;

function isWordAfter(text: string, end: number, wanted: string): boolean {
  return isWordCode(text.charCodeAt(end)) && isWordCode(wanted.charCodeAt(wanted.length - 1));
}

/** "555" is not named by "0.555", nor "41" by "1.41". */
function isFraction(text: string, at: number, wanted: string): boolean {
  return (
    text.charCodeAt(at - 1) === 46 &&
    isDigit(text.charCodeAt(at - 2)) &&
    isDigit(wanted.charCodeAt(0))
  );
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** ASCII letters and digits; NaN, outside the text, is none. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** The longest run of word characters in an anchor: rarer than the rest, so the cheapest to look for. */
function longestRun(anchor: string): string {
  let longest = '';
  for (const [run] of anchor.matchAll(
    /[A-Za-z0-9\u00c0-\u1fff]+|[\u3040-\u9fff\uac00-\ud7a3]{1,2}/g,
  )) {
    if (run.length > longest.length) longest = run;
  }
  return longest;
}
