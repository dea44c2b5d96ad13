// Reads a page into lines of text. A stream of tags, no tree: linear, and deep nesting costs nothing.
import type { Parser } from 'htmlparser2';
import { BLOCKS, isFurniture, isMain, SPACED, uselessPart, type Attributes } from './page-parts.ts';
import { PageText, type PageLine, type Span } from './page-text.ts';
import { PageTables } from './page-tables.ts';

export interface Page {
  readonly lines: readonly PageLine[];
  /** Parts that were left out, with a word on why. */
  readonly dropped: ReadonlyArray<Span & { readonly about: string }>;
  /** Characters of text in what was taken for furniture. */
  readonly skippedLength: number;
}

export interface ReadOptions {
  readonly parser: typeof Parser;
  /** Menus, footers and the like are left out. */
  readonly skipsFurniture: boolean;
  /** Whether the address behind a link is worth its tokens. */
  readonly keepsLink: (address: string, text: string) => boolean;
  readonly signal: AbortSignal;
}

/** Characters between two looks at the signal. */
const CHUNK = 16_384;
/** The parser's work grows with the depth; no page that anybody reads is nested like this. */
const DEEPEST = 1_000;

/** Reads a page; undefined if it was told to stop, or if it is nested beyond reason. */
export function readPage(html: string, options: ReadOptions): Page | undefined {
  const reader = new PageReader(options);
  const parser = new options.parser({
    onopentag: (name, attributes) => reader.open(name, attributes, spanOf(parser)),
    onclosetag: (name) => reader.close(name, spanOf(parser)),
    ontext: (text) => reader.text(text, spanOf(parser)),
  });
  for (let at = 0; at < html.length; at += CHUNK) {
    if (options.signal.aborted || reader.depth > DEEPEST) return undefined;
    parser.write(html.slice(at, at + CHUNK));
  }
  parser.end();
  return reader.finish();
}

function spanOf(parser: Parser): Span {
  return { from: parser.startIndex, to: parser.endIndex + 1 };
}

interface OpenElement {
  readonly name: string;
  readonly wasMain: boolean;
  /** What to do when it ends. */
  readonly end?: () => void;
}

interface Skipped {
  readonly depth: number;
  readonly from: number;
  readonly about: string;
}

const FURNITURE = 'navigation';

class PageReader {
  private readonly out = new PageText();
  private readonly tables = new PageTables(this.out);
  private readonly stack: OpenElement[] = [];
  private readonly dropped: (Span & { about: string })[] = [];
  private readonly lists: { readonly isOrdered: boolean; items: number }[] = [];
  private skipped: Skipped | undefined;
  private skippedLength = 0;
  private readonly options: ReadOptions;

  constructor(options: ReadOptions) {
    this.options = options;
  }

  get depth(): number {
    return this.stack.length;
  }

  open(name: string, attributes: Attributes, span: Span): void {
    const wasMain = this.out.isMain;
    if (this.skipped !== undefined) {
      this.stack.push({ name, wasMain });
      return;
    }
    const about = this.reasonToSkip(name, attributes);
    if (about !== undefined) {
      this.skipped = { depth: this.stack.length, from: span.from, about };
      this.stack.push({ name, wasMain });
      return;
    }
    const end = this.start(name, attributes);
    if (isMain(name, attributes)) this.out.isMain = true;
    this.stack.push({ name, wasMain, ...(end !== undefined && { end }) });
  }

  close(name: string, span: Span): void {
    while (this.stack.length > 0) {
      const element = this.stack.pop();
      if (element === undefined) return;
      this.leave(element, span);
      if (element.name === name) return;
    }
  }

  text(text: string, span: Span): void {
    if (this.skipped === undefined) this.out.add(text, span);
    else if (this.skipped.about === FURNITURE) this.skippedLength += text.trim().length;
  }

  finish(): Page {
    this.out.end();
    const { dropped, skippedLength } = this;
    return { lines: this.out.lines, dropped, skippedLength };
  }

  private leave(element: OpenElement, span: Span): void {
    if (this.skipped !== undefined) {
      if (this.stack.length > this.skipped.depth) return;
      const { from, about } = this.skipped;
      this.dropped.push({ from, to: Math.max(from + 1, span.to), about });
      this.skipped = undefined;
    }
    element.end?.();
    if (BLOCKS.has(element.name)) this.break(element.name);
    this.out.isMain = element.wasMain;
  }

  private reasonToSkip(name: string, attributes: Attributes): string | undefined {
    const useless = uselessPart(name, attributes);
    if (useless !== undefined) return useless;
    const isSkipped = this.options.skipsFurniture && isFurniture(name, attributes);
    return isSkipped ? FURNITURE : undefined;
  }

  private break(name: string): void {
    if (this.tables.isInCell) this.out.space();
    else if (SPACED.has(name) && this.lists.length === 0) this.out.gap();
    else this.out.end();
  }

  /** Begins an element; gives what to do at its end. */
  private start(name: string, attributes: Attributes): (() => void) | undefined {
    if (BLOCKS.has(name)) this.break(name);
    const heading = /^h([1-6])$/.exec(name)?.[1];
    if (heading !== undefined && !this.tables.isInCell) return this.startHeading(Number(heading));
    return Object.hasOwn(this.starts, name) ? this.starts[name]?.(attributes) : undefined;
  }

  private readonly starts: Readonly<
    Record<string, ((attributes: Attributes) => (() => void) | undefined) | undefined>
  > = {
    title: () => this.startTitle(),
    br: () => {
      if (this.tables.isInCell) this.out.space();
      else if (this.out.isRaw) this.out.append('\n');
      else this.out.end();
      return undefined;
    },
    a: (attributes) => this.startLink(attributes['href'] ?? ''),
    img: (attributes) => this.image(attributes['alt'] ?? ''),
    ul: () => this.startList(false),
    ol: () => this.startList(true),
    li: () => this.startItem(),
    dd: () => this.startIndented(),
    pre: () => this.startCode(),
    table: () => this.tables.startTable(),
    tr: () => this.tables.startRow(),
    td: () => this.tables.startCell(),
    th: () => this.tables.startCell(),
  };

  private startHeading(level: number): () => void {
    this.out.gap();
    this.out.mark = `${'#'.repeat(level)} `;
    return () => {
      this.out.end();
      this.out.mark = '';
    };
  }

  /** It stands outside of the main part and says what that is about. */
  private startTitle(): () => void {
    this.out.isMain = true;
    return this.startHeading(1);
  }

  private startLink(address: string): (() => void) | undefined {
    if (address === '' || this.out.isRaw) return undefined;
    const { position } = this.out;
    return () => {
      const text = this.out.since(position);
      if (text === '' || !this.options.keepsLink(address, text)) return;
      this.out.insert(position, '[');
      this.out.append(`](${address})`);
    };
  }

  private image(alternative: string): undefined {
    const text = alternative.trim();
    if (text.length > 3) this.out.add(` [${text}] `, { from: 0, to: 0 });
    return undefined;
  }

  private startList(isOrdered: boolean): () => void {
    this.lists.push({ isOrdered, items: 0 });
    return () => {
      this.lists.pop();
    };
  }

  private startItem(): () => void {
    const list = this.lists.at(-1);
    const { indent } = this.out;
    if (list !== undefined) list.items++;
    this.out.indent = '  '.repeat(Math.max(0, this.lists.length - 1));
    this.out.mark = list?.isOrdered === true ? `${list.items}. ` : '- ';
    return () => {
      if (!this.tables.isInCell) this.out.end();
      this.out.mark = '';
      this.out.indent = indent;
    };
  }

  private startIndented(): () => void {
    const { indent } = this.out;
    this.out.indent = `${indent}  `;
    return () => {
      this.out.end();
      this.out.indent = indent;
    };
  }

  private startCode(): (() => void) | undefined {
    if (this.tables.isInCell) return undefined;
    this.out.isRaw = true;
    return () => {
      this.out.end();
      this.out.isRaw = false;
    };
  }
}
