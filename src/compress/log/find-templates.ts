// Lines that say the same with other values, wherever they stand: what they share is listed once, each line keeps its head
// and its values. Columns that hardly change belong to the template.
import { estimateTokens } from '../../tokens/estimate.ts';
import { COLUMNS, LEAST_LINES, readColumns, type LineGroup } from './columns.ts';
import { endOfHead } from './lines/line-head.ts';
import { MOST_SEGMENTS, segmentMark } from './notation.ts';

export interface Templated {
  readonly lines: readonly string[];
  readonly templates: readonly string[];
  /** 1 for each line that has a mark. */
  readonly marked: Uint8Array;
}

const MARK_TOKENS = 2;
const LEAST_SAVING_TOKENS = 12;
/** Lines that share fewer letters do not say the same. */
const LEAST_LETTERS = 8;

/** Puts a mark and the values in the place of what lines share; `slot` stands for a value in a template. */
export function findTemplates(
  lines: readonly string[],
  groups: readonly LineGroup[],
  signs: { readonly sign: string; readonly slot: string },
): Templated {
  const found = new Map<string, Member[]>();
  for (const group of groups) collect(group, lines, { slot: signs.slot, found });
  const templates = worthListing(found);
  const written = [...lines];
  const marked = new Uint8Array(lines.length);
  templates.forEach((template, index) => {
    const mark = segmentMark(signs.sign, index);
    for (const { line, stable } of found.get(template) ?? []) {
      const whole = lines[line] ?? '';
      written[line] = whole.slice(0, endOfHead(whole)) + mark + valuesOf(whole, stable);
      marked[line] = 1;
    }
  });
  return { lines: written, templates, marked };
}

/** A line that is to be written as its values, and which of its columns are none. */
interface Member extends Pick<LineGroup, 'stable'> {
  readonly line: number;
}

function collect(
  { members, stable }: LineGroup,
  lines: readonly string[],
  into: { readonly slot: string; readonly found: Map<string, Member[]> },
): void {
  const { slot, found } = into;
  let template: string | undefined;
  let sharing: Member[] = [];
  for (const index of members) {
    const line = lines[index] ?? '';
    readColumns(line);
    // Most lines of a group say the same as the one before them.
    if (template === undefined || !isOfTemplate(line, stable, { template, slot })) {
      template = templateOf(line, stable, slot);
      sharing = found.get(template) ?? [];
      found.set(template, sharing);
    }
    sharing.push({ line: index, stable });
  }
}

/** The line whose columns were read last, a slot in the place of each value. */
function templateOf(line: string, stable: Uint8Array, slot: string): string {
  let template = '';
  let from = endOfHead(line);
  for (let column = 0; column < COLUMNS.count; column++) {
    if (stable[column] === 1) continue;
    template += line.slice(from, COLUMNS.starts[column]) + slot;
    from = COLUMNS.ends[column] ?? 0;
  }
  return template + line.slice(from);
}

/** Whether that is the template of the line whose columns were read last. No string is made to find out. */
function isOfTemplate(
  line: string,
  stable: Uint8Array,
  { template, slot }: { readonly template: string; readonly slot: string },
): boolean {
  const sign = slot.charCodeAt(0);
  let at = 0;
  let from = endOfHead(line);
  for (let column = 0; column <= COLUMNS.count; column++) {
    if (stable[column] === 1) continue;
    const isEnd = column === COLUMNS.count;
    const start = isEnd ? line.length : (COLUMNS.starts[column] ?? 0);
    for (; from < start; from++, at++) {
      if (line.charCodeAt(from) !== template.charCodeAt(at)) return false;
    }
    if (isEnd) break;
    if (template.charCodeAt(at++) !== sign) return false;
    from = COLUMNS.ends[column] ?? 0;
  }
  return at === template.length;
}

/** The values of a line, each with a blank in front. */
function valuesOf(line: string, stable: Uint8Array): string {
  readColumns(line);
  let values = '';
  for (let column = 0; column < COLUMNS.count; column++) {
    if (stable[column] !== 1)
      values += ` ${line.slice(COLUMNS.starts[column], COLUMNS.ends[column])}`;
  }
  return values;
}

function worthListing(found: ReadonlyMap<string, readonly Member[]>): string[] {
  const rated: { readonly template: string; readonly saving: number }[] = [];
  for (const [template, { length: count }] of found) {
    if (count < LEAST_LINES) continue;
    const tokens = estimateTokens(template);
    const saving = count * (tokens - MARK_TOKENS) - tokens - MARK_TOKENS;
    if (saving >= LEAST_SAVING_TOKENS && lettersIn(template) >= LEAST_LETTERS)
      rated.push({ template, saving });
  }
  return rated
    .sort((one, other) => other.saving - one.saving)
    .slice(0, MOST_SEGMENTS)
    .map(({ template }) => template);
}

function lettersIn(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const lower = text.charCodeAt(at) | 32;
    if ((lower >= 97 && lower <= 122) || lower > 127) letters++;
  }
  return letters;
}
