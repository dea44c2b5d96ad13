// What a line weighs by its own words, and by how rare its kind is.
import { ONLY_VALUES } from '../lines/find-shapes.ts';
import { CHATTER, ERROR, FAILURE, SUCCESS, SUMMARY, TROUBLE, WARNING } from '../lines/meaning.ts';
import { findPlace } from '../lines/place.ts';
import type { LogLines } from '../lines/read-lines.ts';
import { REPORT } from './log.ts';
import { isTitle, ownShape } from './titles.ts';

/** Reports and totals without a word that other lines hold do not say the same: "1 passed", "3 failed". */
export function shapeOf(line: string, shape: number, meaning: number): number {
  if ((meaning & (REPORT | SUMMARY)) === 0) return shape;
  return shape === ONLY_VALUES || LABELLED_PLACE.test(line) ? ownShape(line) : shape;
}

/** "Error Trace:  cart/cart_test.go:12": all it says is where. */
const LABELLED_PLACE = /^\s*[A-Z][A-Za-z ]{0,30}:\s+[^\s:]+:\d+(?::\d+)?\s*$/;

export function importanceOf(line: string, meaning: number): number {
  const isChatter = (meaning & CHATTER) !== 0;
  if ((meaning & SUMMARY) !== 0) return 0.95;
  if ((meaning & ERROR) !== 0) return isChatter ? 0.5 : 1;
  if ((meaning & FAILURE) !== 0) return isChatter ? 0.5 : 0.95;
  if ((meaning & WARNING) !== 0) return isChatter ? 0.3 : 0.62;
  if ((meaning & SUCCESS) !== 0) return 0;
  if ((meaning & TROUBLE) !== 0) return isChatter ? 0.2 : 0.45;
  if (isTitle(line)) return 0.8;
  if (isPrinted(line)) return PRINTED;
  if (TEX_PLACE.test(line)) return PRINTED;
  if (RESET.test(line)) return PRINTED;
  if (RELEASE.test(line)) return RELEASED;
  const isDiagnostic = (findPlace(line)?.message ?? '') !== '';
  return isDiagnostic ? DIAGNOSTIC : 0;
}

/** "Kafka version: 3.7.1": which release of a program wrote the log. */
const RELEASE = /\b[Vv]ersion ?[:=]? ?["']?v?\d+\.\d/;
const RELEASED = 0.5;

/** "cart_test.go:12: got 4, want 5" reports something even without a word for it. */
const DIAGNOSTIC = 0.5;

/** `write(2, "no such cup")` in a trace of system calls: what the traced program itself said. */
function isPrinted(line: string): boolean {
  const at = line.indexOf('write(');
  if (at === -1) return false;
  const stream = line.charCodeAt(at + 6);
  return (stream === 49 || stream === 50) && /^[,<]/.test(line.slice(at + 7, at + 8));
}

const PRINTED = 0.6;

/** "l.14 \\[ x^2^": the line of the source at which TeX stopped, some lines below the error. */
const TEX_PLACE = /^l\.\d+ /;

/** A connection that was refused or cut off, as tcpdump prints it. */
const RESET = /: Flags \[R\.?\],/;

/** Among diagnostics of the same weight the rare ones come first; a report weighs enough without it. */
export function joinWeights(base: number, rarity: number): number {
  const most = Math.max(base, rarity);
  if (base === 0 || most >= MOST_JOINED) return most;
  return Math.min(MOST_JOINED, most + Math.min(base, rarity) * 0.3);
}

const MOST_JOINED = 0.6;

/** Lines of a kind seen once or a few times stand out, if most lines are of kinds seen often. */
export function rarityOf(size: number): number {
  if (size > 4) return 0;
  return [0, 0.45, 0.4, 0.32, 0.25][size] ?? 0;
}

export function rareShapeWeight({ shapes, sizes }: LogLines): number {
  let rare = 0;
  let all = 0;
  for (let index = 0; index < shapes.length; index++) {
    if (shapes[index] === 0) continue;
    all++;
    if ((sizes[index] ?? 0) <= 4) rare++;
  }
  return Math.max(0.2, 1 - rare / Math.max(1, all));
}
