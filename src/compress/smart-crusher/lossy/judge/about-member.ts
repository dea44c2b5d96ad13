// How much a member of an object or a list says: names and numbers of the outermost first, links and hashes last.
import { ERROR, FAILURE, meaningOf } from '../../../log/lines/meaning.ts';
import type { Entry, Outline } from '../outline.ts';
import type { About, Judging } from './judging.ts';

/** Addresses are made of ids and names that stand elsewhere, hashes mean something to machines alone. */
const LINK = /^"?https?:\/\//;
const HASH = /^"?(?=(?:[A-Za-z_+/=-]*\d){4})(?:[\w+/=]{20,}|[\da-f]{8}(?:-[\da-f]{4,12}){4})"?$/;
export const OPAQUE_IMPORTANCE = 0.05;
const LINKS = 'link';
const OF_HEAD = 0.46;
const OF_TOTALS = 0.48;
/** A block with more members is a list of things, and so is a document with more blocks. */
const MOST_MEMBERS_OF_HEAD = 16;
const MOST_BLOCKS = 8;
const LONGEST_OF_HEAD = 200;

/** Few plain values in one of few blocks right below the outermost say what the document is about, numbers what it adds up to. */
function importanceOfHead({ entries }: Outline, { parent, depth, text }: Entry): number {
  const block = entries[parent];
  if (depth === 1 && block?.node.kind === 'object') {
    const isOneOfFew = block.children.length <= MOST_BLOCKS && text.length <= LONGEST_OF_HEAD;
    return isOneOfFew ? OF_HEAD : 0;
  }
  if (depth !== 2 || block?.node.kind !== 'object') return 0;
  const { children } = block;
  if (children.length > MOST_MEMBERS_OF_HEAD) return 0;
  if ((entries[block.parent]?.children.length ?? 0) > MOST_BLOCKS) return 0;
  if (children.some((child) => entries[child]?.kind !== 'line')) return 0;
  const numbers = children.filter((child) => isNumber(entries[child]));
  return numbers.length * 2 > children.length ? OF_TOTALS : OF_HEAD;
}

function isNumber(entry: Entry | undefined): boolean {
  return entry !== undefined && /^-?\d+(?:\.\d+)?$/.test(entry.text.slice(entry.lead.length));
}

/** A title, a state, a kind, an id that people use: words, or letters first. */
const NAME = /^(?!(?:true|false|null)$)"?[A-Za-z][\w .,:()/@+-]{1,58}"?$/;
/** A name says more than a number beside it. */
const FACTOR_OF_NAME = 1.4;

export function aboutMember(judging: Judging, entry: Entry): About {
  const shape = judging.shapeOf(entry);
  if ((meaningOf(entry.text) & (ERROR | FAILURE)) !== 0) return { importance: 0.5, shape };
  const importance = Math.max(
    LEAST_IMPORTANCE,
    0.5 / (entry.depth + 1),
    importanceOfHead(judging.outline, entry),
  );
  if (entry.lead === '' || entry.lead.length === entry.text.length) return { importance, shape };
  const start = entry.text.slice(entry.lead.length, entry.lead.length + LONGEST_PHRASE);
  if (LINK.test(start)) return { importance: OPAQUE_IMPORTANCE, shape: LINKS };
  if (HASH.test(start)) return { importance: OPAQUE_IMPORTANCE, shape };
  if (EMPTY.test(start)) return { importance: OPAQUE_IMPORTANCE, shape };
  if (!isName(start)) return { importance, shape };
  const later = LATER_NAME * Math.min(entry.place, MOST_PLACES);
  const ofRecord = 0.5 / (levelOf(judging.outline, entry) + 1) - later;
  return { importance: Math.max(importance, ofRecord) * FACTOR_OF_NAME, shape };
}

/** Of like records each is named before the second name of any is told. */
const LATER_NAME = 0.0015;
const MOST_PLACES = 20;

/** Says no more than that nothing is known. */
const EMPTY = /^(?:null|""|\[\]|\{\})$/;

/** Objects above: what a list holds stands no deeper for it. */
function levelOf({ entries }: Outline, { depth, parent }: Entry): number {
  let level = depth;
  for (let above = entries[parent]; above !== undefined; above = entries[above.parent])
    if (above.kind === 'block' && above.node.kind === 'array') level--;
  return level;
}

export function isName(value: string): boolean {
  return NAME.test(value) && !HASH.test(value);
}

/** Of a member however deep. */
const LEAST_IMPORTANCE = 0.12;

export const LONGEST_PHRASE = 60;
