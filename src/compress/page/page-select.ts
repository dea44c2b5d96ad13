// `page-select`, lossy: of a page what can be acted on, headings and texts; of a long one what fits the question. Wrappers, and what
// an agent would click plain texts by, are left out.
import type { CompressContext, Compressed, Compressor, Omission } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { clipTexts } from '../select/clip-line.ts';
import { joinKept } from '../select/gaps.ts';
import { withoutGutter } from '../without-gutter.ts';
import { entriesOf, isActedOn, type PageEntry } from './page-entries.ts';
import { writeHead } from './page-head.ts';
import { isElement, type Dialect } from './page-line.ts';
import { readPageTree, type PageTree } from './page-tree.ts';
import { cutUrlPrefix, findUrlPrefix } from './url-prefix.ts';

export const pageSelect: Compressor = {
  name: 'page-select',
  accepts: ['page'],
  fidelity: 'lossy',
  compress(text, context) {
    const numbered = text.split('\n');
    const tree = readPageTree(withoutGutter(numbered) ?? numbered);
    if (tree === undefined) return undefined;
    const selected = select(tree, context);
    return selected.text.length < text.length ? selected : undefined;
  },
};

/** A picture may stand in an address, and a chapter in a name. */
const LONGEST_ENTRY = 1_500;
const NOTE = 'without wrappers and refs of plain text';

function select(tree: PageTree, context: CompressContext): Compressed {
  const { dialect, above, below } = tree;
  const entries = entriesOf(tree);
  const elements = entries.flatMap(({ element }) => element ?? []);
  const prefix = findUrlPrefix(elements);
  const whole = entries.map((entry) => writeEntry(entry, dialect, prefix));
  const { texts } = clipTexts(whole, {
    longest: LONGEST_ENTRY,
    words: context.query?.anchors ?? [],
    terms: context.query?.terms,
  });
  const units = unitsOf(entries, texts, context);
  const kept = chooseUnits(units, {
    budgetTokens: context.budgetTokens,
    contextBefore: 1,
    contextAfter: 2,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
  const pieces = entries.map(({ shows }, at) => {
    const [first = 0] = shows;
    return { text: texts[at] ?? '', from: first + 1, to: (shows.at(-1) ?? first) + 1 };
  });
  const shown = joinKept(pieces, kept, {
    describe: (from, to) => describe(entries.slice(from, to)),
  });
  const cut = elements.map((element) => cutUrlPrefix(element, prefix));
  const head = writeHead({ dialect, lines: cut, urlPrefix: prefix, note: NOTE });
  return {
    text: [...above, head, shown.text, ...below].join('\n'),
    lost: lostLines(
      tree,
      [...kept].filter((at) => texts[at] === whole[at]).flatMap((at) => entries[at]?.shows ?? []),
    ),
  };
}

function writeEntry(
  { element, words, depth }: PageEntry,
  dialect: Dialect,
  prefix: string,
): string {
  const indent = ' '.repeat(depth);
  if (element === undefined) return indent + words;
  const cut = cutUrlPrefix(element, prefix);
  return indent + (isElement(cut) ? dialect.writeShort(cut) : '');
}

function unitsOf(
  entries: readonly PageEntry[],
  texts: readonly string[],
  context: CompressContext,
): readonly Unit[] {
  let heading: number | undefined;
  const isAside = asides(entries);
  return entries.map((entry, at) => {
    const text = texts[at] ?? '';
    const parent = entry.role === 'heading' ? entry.parent : laterOf(entry.parent, heading);
    if (entry.role === 'heading') heading = at;
    return {
      text,
      cost: context.estimate(text) + 1,
      importance: isAside[at] === true ? ASIDE : importanceOf(entry),
      isFleeting: isAside[at] === true,
      shape: `${entry.role} ${entry.depth}`,
      parent,
    };
  });
}

/** With fewer entries a menu is shown like the rest. */
const LONG_MENU = 40;
const MENUS = new Set(['navigation', 'contentinfo', 'complementary', 'banner']);
const ASIDE = 0.08;

/** Of each entry whether it stands in a long menu: one of a site, beside what the page is about. */
function asides(entries: readonly PageEntry[]): readonly boolean[] {
  const menuOf: (number | undefined)[] = [];
  const sizes = new Map<number, number>();
  entries.forEach(({ role, parent }, at) => {
    const menu = MENUS.has(role) ? at : menuOf[parent ?? -1];
    menuOf.push(menu);
    if (menu !== undefined) sizes.set(menu, (sizes.get(menu) ?? 0) + 1);
  });
  return menuOf.map((menu, at) => menu !== at && (sizes.get(menu ?? -1) ?? 0) > LONG_MENU);
}

/** The nearer one of what it stands in and the heading above. */
function laterOf(parent: number | undefined, heading: number | undefined): number | undefined {
  if (parent === undefined || heading === undefined) return parent ?? heading;
  return Math.max(parent, heading);
}

const BY_ROLE: Readonly<Record<string, number>> = {
  alert: 0.9,
  alertdialog: 0.9,
  dialog: 0.8,
  status: 0.7,
  heading: 0.45,
  textbox: 0.45,
  searchbox: 0.45,
  combobox: 0.45,
  checkbox: 0.4,
  radio: 0.4,
  button: 0.35,
  tab: 0.35,
  link: 0.2,
};
const ACTED_ON = 0.25;
const LANDMARK = 0.2;
const TEXT = 0.1;
/** In what state it is, is news. */
const STATE =
  /\[(?:active|checked|disabled|invalid|selected|pressed)|(?:^| )(?:focused|checked|disabled|selected|invalid)\b/;
const TROUBLE = /\b(?:error|failed|failure|invalid|required|denied|warning|not found)\b/i;

function importanceOf({ role, element, words }: PageEntry): number {
  if (element === undefined) return TROUBLE.test(words) ? 0.6 : TEXT;
  const byRole = BY_ROLE[role] ?? (isActedOn(element) ? ACTED_ON : LANDMARK);
  return STATE.test(element.attributes) ? Math.min(1, byRole + 0.2) : byRole;
}

const MOST_NAMED = 3;

/** "link ×12, button ×3" */
function describe(entries: readonly PageEntry[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { role, element } of entries) {
    if (element !== undefined && isActedOn(element)) counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  const most = [...counts].toSorted((one, other) => other[1] - one[1]).slice(0, MOST_NAMED);
  return most.length === 0
    ? undefined
    : most.map(([role, count]) => `${role} ×${count}`).join(', ');
}

/** Every line of the tree that is not shown, or not whole. */
function lostLines(tree: PageTree, shows: readonly number[]): readonly Omission[] {
  const shown = new Set(shows);
  const lost: { unit: 'line'; from: number; to: number }[] = [];
  const first = tree.lines[0]?.start ?? 0;
  const end = tree.lines.at(-1)?.end ?? 0;
  for (let line = first; line < end; line++) {
    if (shown.has(line)) continue;
    const last = lost.at(-1);
    if (last?.to === line) last.to = line + 1;
    else lost.push({ unit: 'line', from: line + 1, to: line + 1 });
  }
  return lost;
}
