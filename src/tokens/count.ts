// Exact o200k counts (of texts beyond 2 MB: of an even sample). The only file that knows the tokenizer library.
import { createRequire } from 'node:module';
import { createPieceCounter } from './merge-tokens.ts';
import { createPieceMemo } from './piece-memo.ts';
import { endByPattern, endOfPiece, UNKNOWN } from './split-pieces.ts';
import { bytesIn, createEncoder } from './utf8.ts';
import { type RankedTokens, TokenTable } from './token-table.ts';

/** Longest unbroken run that reaches the tokenizer: its merging is quadratic in the length of a run. */
const LONGEST_RUN = 512;
/** Of a longer text an even sample is counted, and the rest inferred: within 1 %, and it ends in about a second. */
const LONGEST_COUNTED = 2_000_000;
const SAMPLED = 1_000_000;
const BLOCK = 16_384;

export type CountTokens = (text: string) => number;

let counter: Promise<CountTokens> | undefined;

/** Loads the o200k_base tokenizer once (about 150 ms) and gives the function that counts. */
export function loadTokenCounter(): Promise<CountTokens> {
  counter ??= Promise.resolve().then(createCounter);
  return counter;
}

function createCounter(): CountTokens {
  const countPiece = createPieceMemo(createPieceCounter(readTable()));
  const toBytes = createEncoder();
  const countPart: CountTokens = (part) => {
    const { bytes, length } = toBytes(part);
    let tokens = 0;
    let character = 0;
    for (let at = 0, end = 0; at < length; at = end) {
      end = endOfPiece(bytes, at, length);
      if (end === UNKNOWN) {
        const characterEnd = endByPattern(part, character);
        end = at + bytesIn(part, character, characterEnd);
        character = characterEnd;
      } else character += end - at;
      tokens += countPiece(bytes, at, end);
    }
    return tokens;
  };
  const countWhole: CountTokens = (text) =>
    partsOf(text).reduce((tokens, part) => tokens + countPart(part), 0);
  return (text) =>
    text.length <= LONGEST_COUNTED ? countWhole(text) : countSample(text, countWhole);
}

const TOKENS = 'gpt-tokenizer/bpeRanks/o200k_base';

/** Required, not imported: a module that was imported keeps its 200,000 strings (some 12 MB) for ever. */
function readTable(): TokenTable {
  const require = createRequire(import.meta.url);
  const library = require(TOKENS) as { readonly default: RankedTokens };
  const table = new TokenTable(library.default);
  Reflect.deleteProperty(require.cache, require.resolve(TOKENS));
  return table;
}

function countSample(text: string, count: CountTokens): number {
  const step = Math.floor((text.length * BLOCK) / SAMPLED);
  let tokens = 0;
  let read = 0;
  for (let at = 0; at < text.length; at += step) {
    const block = text.slice(at, at + BLOCK);
    tokens += count(block);
    read += block.length;
  }
  return Math.round((tokens * text.length) / read);
}

/** Cuts unbroken runs so that counting stays linear; costs at most 0.1 % of accuracy on base64, nothing on prose. */
function partsOf(text: string): readonly string[] {
  if (!hasLongRun(text)) return [text];
  const parts: string[] = [];
  let partStart = 0;
  let runStart = 0;
  let runIsSpace = false;
  for (let at = 0; at < text.length; at++) {
    const isSpace = isSpaceCode(text.charCodeAt(at));
    if (isSpace !== runIsSpace) {
      runStart = at;
      runIsSpace = isSpace;
    } else if (at - runStart >= LONGEST_RUN && !isLowSurrogate(text.charCodeAt(at))) {
      parts.push(text.slice(partStart, at));
      partStart = runStart = at;
    }
  }
  if (partStart < text.length) parts.push(text.slice(partStart));
  return parts;
}

/** Looks back from where a run that begins at `start` would be too long: in most texts at a word in every hundred. */
function hasLongRun(text: string): boolean {
  let start = 0;
  while (start + LONGEST_RUN <= text.length) {
    let at = start + LONGEST_RUN - 1;
    const isSpace = isSpaceCode(text.charCodeAt(at));
    while (at > start && isSpaceCode(text.charCodeAt(at - 1)) === isSpace) at--;
    if (at === start) return true;
    start = at;
  }
  return false;
}

function isSpaceCode(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
