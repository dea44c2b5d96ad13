// Gathers the words of a page into lines: headings, list items, table rows, code as it stands. Knows nothing of tags.

export interface PageLine {
  readonly text: string;
  /** Where it stands in the page: offsets, the end not included. */
  readonly from: number;
  readonly to: number;
  /** Inside of what the page is about. */
  readonly isMain: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A longer paragraph is written as lines of whole sentences. */
const LONGEST_LINE = 500;
const SHORTEST_LINE = 160;

/** Lines of a page while it is read. */
export class PageText {
  readonly lines: PageLine[] = [];
  isMain = false;
  /** Stands in front of the next line only: "## ", "- ". */
  mark = '';
  /** Stands in front of all lines. */
  indent = '';
  /** Blanks and line ends count. */
  isRaw = false;
  private parts: string[] = [];
  private span: { from: number; to: number } | undefined;
  private needsBlank = false;
  private wantsGap = false;

  add(text: string, span: Span): void {
    if (this.span === undefined) this.span = { from: span.from, to: span.to };
    this.span.to = span.to;
    if (this.isRaw) {
      this.parts.push(text);
      return;
    }
    const collapsed = text.replaceAll(/[ \t\n\r\f\u00a0]+/g, ' ');
    const trimmed = collapsed.trim();
    if (collapsed.startsWith(' ')) this.needsBlank = true;
    if (trimmed === '') return;
    this.word(trimmed);
    if (collapsed.endsWith(' ')) this.needsBlank = true;
  }

  /** How much is on the current line: a position for `insert`. */
  get position(): number {
    return this.parts.length;
  }

  /** What was added since a position. */
  since(position: number): string {
    return this.parts.slice(position).join('').trim();
  }

  /** Puts text in front of what was added since a position. */
  insert(position: number, text: string): void {
    const part = this.parts[position];
    if (part === undefined) return;
    const blank = part.startsWith(' ') ? ' ' : '';
    this.parts[position] = blank + text + part.slice(blank.length);
  }

  /** Directly behind the last word. */
  append(text: string): void {
    this.parts.push(text);
  }

  space(): void {
    this.needsBlank = true;
  }

  /** Ends the current line without writing it. */
  take(): { readonly text: string; readonly span: Span | undefined } {
    const taken = { text: this.parts.join('').trim(), span: this.span };
    this.parts = [];
    this.span = undefined;
    this.needsBlank = false;
    return taken;
  }

  /** Ends the current line. */
  end(): void {
    const { span } = this;
    const raw = this.parts.join('');
    this.parts = [];
    this.span = undefined;
    this.needsBlank = false;
    if (span === undefined) return;
    if (this.isRaw) this.writeRaw(raw, span);
    else if (raw.trim() !== '') this.write(raw.trim(), span);
  }

  /** The next line has an empty one before it. */
  gap(): void {
    this.end();
    this.wantsGap = true;
  }

  write(text: string, span: Span): void {
    const { isMain } = this;
    if (this.wantsGap && this.lines.length > 0) {
      this.lines.push({ text: '', from: span.from, to: span.from, isMain });
    }
    this.wantsGap = false;
    for (const line of sentencesOf(text)) {
      this.lines.push({ text: this.indent + this.mark + line, ...span, isMain });
      this.mark = '';
    }
  }

  private word(text: string): void {
    const isFirst = this.parts.length === 0;
    this.parts.push(this.needsBlank && !isFirst ? ` ${text}` : text);
    this.needsBlank = false;
  }

  private writeRaw(raw: string, span: Span): void {
    const lines = raw.replaceAll('\r', '').replace(/^\n/, '').split('\n');
    while (lines.at(-1)?.trim() === '') lines.pop();
    if (lines.length === 0) return;
    const isMain = this.isMain;
    const isFenced = lines.length > 1;
    if (this.wantsGap || isFenced)
      this.lines.push({ text: isFenced ? '```' : '', ...span, isMain });
    this.wantsGap = false;
    // Each line has its own place only by count: entities may hide the exact offset.
    for (const text of lines) this.lines.push({ text, ...span, isMain });
    if (isFenced) this.lines.push({ text: '```', ...span, isMain });
  }
}

/** Cuts behind sentences, so that each line is of a length to be chosen by itself. */
function sentencesOf(text: string): readonly string[] {
  if (text.length <= LONGEST_LINE) return [text];
  const lines: string[] = [];
  let from = 0;
  let at = 0;
  for (;;) {
    at = text.indexOf('. ', Math.max(at, from + SHORTEST_LINE));
    if (at === -1) break;
    at++;
    if (!/[\w")\]]/.test(text[at - 2] ?? '') || !/[A-Z"'(\d]/.test(text[at + 1] ?? '')) continue;
    lines.push(text.slice(from, at));
    from = at + 1;
  }
  lines.push(text.slice(from));
  return lines.filter((line) => line !== '');
}
