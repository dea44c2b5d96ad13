// What a reader needs of a page: what can be clicked or filled in, headings, texts. Wrappers go, and texts of one item or row share
// a line.
import { isElement, type PageElement, type PageLine } from './page-line.ts';
import { parentsOf, type PageTree } from './page-tree.ts';
import { textsInside } from './shared-names.ts';

export interface PageEntry {
  readonly depth: number;
  readonly role: string;
  /** Of an element: without its ref where nobody acts on it. */
  readonly element: PageElement | undefined;
  /** Instead of an element: what is written. */
  readonly words: string;
  /** Indexes of the lines of the text that it shows, ascending. */
  readonly shows: readonly number[];
  /** Index of the entry that it stands in. */
  readonly parent: number | undefined;
}

const ACTED_ON = new Set(
  `link button textbox searchbox checkbox radio combobox listbox option menuitem menuitemcheckbox menuitemradio tab switch slider
  spinbutton treeitem`.split(/\s+/),
);
/** Say something about what is inside them even without a name. */
const LANDMARKS = new Set(
  `RootWebArea navigation main banner contentinfo complementary region form search dialog alertdialog alert status table grid tree
  tablist menu iframe Iframe figure`.split(/\s+/),
);
const ITEMS = new Set(['listitem', 'row', 'article', 'paragraph']);
const SHOWN_WITH_ROLE = /^(?:heading|\/.*)$/;
/** Characters together on one line. */
const MOST_TOGETHER = 240;
const LONGEST_PARAGRAPH = 1_200;
/** Nobody looks for words in a longer one. */
const LONGEST_NAME = 2_000;
const BETWEEN = ' | ';

export function isActedOn({ role, isPointer }: PageElement): boolean {
  return isPointer || ACTED_ON.has(role);
}

/** The entries of a tree, in order. */
export function entriesOf(tree: PageTree): readonly PageEntry[] {
  const lines = tree.lines.map(({ line }) => line);
  return new EntryWriter(tree, lines).write();
}

/** How what is inside an element is written. */
interface Open {
  readonly depth: number;
  readonly parent: number | undefined;
  /** Texts of one item share a line. */
  readonly item: Item;
}

interface Item {
  readonly isNamed: boolean;
  /** Its texts are pieces of sentences. */
  readonly isProse?: boolean;
  /** Index of its first entry: the others stand below it. */
  first?: number;
}

class EntryWriter {
  private readonly tree: PageTree;
  private readonly lines: readonly PageLine[];
  private readonly inside: readonly (string | undefined)[];
  private readonly entries: PageEntry[] = [];
  private readonly open: Open[] = [];
  private readonly parents: Int32Array;
  /** Of the last entry, if it is words that others may join. */
  private lastItem: Item | undefined;

  constructor(tree: PageTree, lines: readonly PageLine[]) {
    this.tree = tree;
    this.lines = lines;
    this.parents = parentsOf(lines);
    this.inside = textsInside(lines, this.parents);
  }

  write(): readonly PageEntry[] {
    this.lines.forEach((line, at) => {
      const around = this.open[this.parents[at] ?? -1] ?? TOP;
      this.open.push(isElement(line) ? this.addElement(line, at, around) : this.addRaw(at, around));
    });
    return this.entries;
  }

  private addRaw(at: number, around: Open): Open {
    const line = this.lines[at];
    const item = { isNamed: false };
    if (line !== undefined && !isElement(line)) this.addWords(line.raw, at, { ...around, item });
    return around;
  }

  private addElement(element: PageElement, at: number, around: Open): Open {
    const { role, name, value } = element;
    const inner = { ...around, item: this.itemOf(element, around) };
    if (this.isSaidAround(element, at)) return inner;
    if (isActedOn(element)) return this.addEntry(this.named(element, at), at, around);
    const isSilent = isBlank(name === '' ? (value ?? '') : name);
    if (LANDMARKS.has(role) || (SHOWN_WITH_ROLE.test(role) && !isSilent))
      return this.addEntry({ ...element, ref: '' }, at, around);
    if (isSilent) return inner;
    if (name !== '' && value === undefined && !this.isLeaf(at))
      return this.addEntry({ ...element, ref: '' }, at, around);
    this.addWords(wordsOf(element), at, { ...around, item: itemOfText(element, around, inner) });
    return inner;
  }

  /** Within an item all is of the item; elsewhere what stands in the same wrapper belongs together. */
  private itemOf({ role }: PageElement, { item }: Open): Item {
    if (ITEMS.has(role)) return { isNamed: true, isProse: role === 'paragraph' };
    return item.isNamed ? item : { isNamed: false };
  }

  /** What has no name is called by its text. */
  private named(element: PageElement, at: number): PageElement {
    const text = this.inside[at] ?? '';
    const isNameless = element.name === '' && element.value === undefined;
    return isNameless && !isBlank(text) && !/["\\]/.test(text)
      ? { ...element, name: `"${text}"` }
      : element;
  }

  private addEntry(element: PageElement, at: number, around: Open): Open {
    const { depth, role } = { ...element, depth: around.depth };
    this.takeBack(plainText(element.name), around);
    const shows = this.linesAt(at);
    const parent = this.parentIn(around);
    this.entries.push({ depth, role, element: { ...element, depth }, words: '', shows, parent });
    this.lastItem = undefined;
    const item = around.item.isNamed ? around.item : { isNamed: false };
    return { depth: depth + 1, parent: this.entries.length - 1, item };
  }

  private addWords(words: string, at: number, around: Open): void {
    const last = this.entries.at(-1);
    const shows = this.linesAt(at);
    const { depth, item } = around;
    const isProse = item.isProse === true || this.isGoingOn(at);
    const most = isProse ? LONGEST_PARAGRAPH : MOST_TOGETHER;
    // A label behind what it names.
    if (last?.element !== undefined && plainText(last.element.name) === words) return;
    const isTogether = item === this.lastItem && (last?.words.length ?? 0) + words.length <= most;
    if (isTogether && last?.depth === depth) {
      const between = isProse ? ' ' : BETWEEN;
      const both = { words: last.words + between + words, shows: [...last.shows, ...shows] };
      this.entries[this.entries.length - 1] = { ...last, ...both };
      return;
    }
    const parent = this.parentIn(around);
    this.entries.push({ depth, role: 'text', element: undefined, words, shows, parent });
    this.lastItem = item;
  }

  /** A label before what it names. */
  private takeBack(name: string, { depth, item }: Open): void {
    const last = this.entries.at(-1);
    if (last === undefined || last.element !== undefined || last.depth !== depth) return;
    if (last.words === name) {
      this.entries.pop();
      if (item.first === this.entries.length) delete item.first;
    } else if (last.words.endsWith(BETWEEN + name))
      this.entries[this.entries.length - 1] = {
        ...last,
        words: last.words.slice(0, -name.length - BETWEEN.length),
        shows: last.shows.slice(0, -1),
      };
  }

  private parentIn({ item, parent }: Open): number | undefined {
    const { first } = item;
    if (!item.isNamed) return parent;
    item.first ??= this.entries.length;
    return first ?? parent;
  }

  /** Whether the name of an element around holds all that it says, or it is hidden from who cannot see. */
  private isSaidAround(element: PageElement, at: number): boolean {
    if (isActedOn(element) || element.role.startsWith('/')) return false;
    const own = this.inside[at];
    const text = plainText(element.name === '' ? (element.value ?? own ?? '') : element.name);
    if (text === '') return false;
    for (let up = this.parents[at] ?? -1; up >= 0; up = this.parents[up] ?? -1) {
      const line = this.lines[up];
      if (line === undefined || !isElement(line)) continue;
      // The title of a page, or of a part of it, says nothing of the words in it.
      if (LANDMARKS.has(line.role)) return false;
      if (isActedOn(line) && HIDDEN.test(element.attributes)) return true;
      const name = line.name === '' && isActedOn(line) ? (this.inside[up] ?? '') : line.name;
      if (name !== '') return name.length <= LONGEST_NAME && plainText(name).includes(text);
    }
    return false;
  }

  private isLeaf(at: number): boolean {
    return (this.lines[at + 1]?.depth ?? 0) <= (this.lines[at]?.depth ?? 0);
  }

  /** Whether it stands in a sentence with the text above: a blank between them is written out. */
  private isGoingOn(at: number): boolean {
    return /^"?\s/.test(this.rawText(at)) || /\s"?$/.test(this.rawText(at - 1));
  }

  private rawText(at: number): string {
    const line = this.lines[at];
    if (line === undefined || !isElement(line)) return '';
    return line.name === '' ? (line.value ?? '') : line.name;
  }

  private linesAt(at: number): readonly number[] {
    const { start = 0, end = 0 } = this.tree.lines[at] ?? {};
    return Array.from({ length: end - start }, (_, step) => start + step);
  }
}

const HIDDEN = /\[aria-hidden\]/;
const TOP: Open = { depth: 0, parent: undefined, item: { isNamed: false } };

/** What an item, a paragraph among them, says itself is of it; other texts belong to what they stand in. */
function itemOfText({ role }: PageElement, around: Open, inner: Open): Item {
  return ITEMS.has(role) ? inner.item : around.item;
}

function wordsOf({ role, name, value }: PageElement): string {
  const words = plainText(name === '' ? (value ?? '') : name);
  return role === 'img' || role === 'image' ? `img "${words}"` : words;
}

function plainText(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1').trim();
}

/** Icons of a font have code points for private use. */
function isBlank(text: string): boolean {
  return /^["'\s\ue000-\uf8ff\u200b]*$/.test(text);
}
