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
    for (const { line, values } of found.get(template) ?? []) {
      const whole = lines[line] ?? '';
      written[line] = whole.slice(0, endOfHead(whole)) + mark + values;
      marked[line] = 1;
    }
  });
  return { lines: written, templates, marked };
}

interface Member {
  readonly line: number;
  /** Each with a blank in front. */
  readonly values: string;
}

function collect(
  group: LineGroup,
  lines: readonly string[],
  into: { readonly slot: string; readonly found: Map<string, Member[]> },
): void {
  for (const index of group.members) {
    const line = lines[index] ?? '';
    readColumns(line);
    let template = '';
    let values = '';
    let from = endOfHead(line);
    for (let column = 0; column < COLUMNS.count; column++) {
      if (group.stable[column] === 1) continue;
      const start = COLUMNS.starts[column] ?? 0;
      const end = COLUMNS.ends[column] ?? 0;
      template += line.slice(from, start) + into.slot;
      values += ' ' + line.slice(start, end);
      from = end;
    }
    template += line.slice(from);
    const members = into.found.get(template);
    if (members === undefined) into.found.set(template, [{ line: index, values }]);
    else members.push({ line: index, values });
  }
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
