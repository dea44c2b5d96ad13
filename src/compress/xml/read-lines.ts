// The inverse of the short form's lines: back to nodes.
import type { Forms } from './element-form.ts';
import { ElementReader } from './read-element.ts';
import { GOES_ON, SAME_LINE, type WriteOptions } from './write-lines.ts';
import type { XmlLayout, XmlNode } from './xml-node.ts';

/** The nodes that were written on these lines. */
export function readLines(lines: readonly string[], options: WriteOptions): readonly XmlNode[] {
  const reader = new LineReader(options.layout, options.forms);
  for (let at = 0; at < lines.length;) at = reader.read(lines, at);
  return reader.nodes;
}

class LineReader {
  readonly nodes: XmlNode[] = [];
  private readonly elements: ElementReader;
  private readonly layout: XmlLayout;
  private emptyLines = 0;

  constructor(layout: XmlLayout, forms: Forms) {
    this.layout = layout;
    this.elements = new ElementReader(forms);
  }

  /** Reads what begins at a line, and says where the next begins. */
  read(lines: readonly string[], at: number): number {
    const first = lines[at] ?? '';
    let next = at + 1;
    if (first === '') {
      this.emptyLines++;
      return next;
    }
    while (lines[next]?.startsWith(GOES_ON) === true) next++;
    const rest = lines
      .slice(at + 1, next)
      .map((line) => `\n${line.slice(GOES_ON.length)}`)
      .join('');
    const depth = first.length - first.trimStart().length;
    const isGlued = first.startsWith(SAME_LINE, depth);
    this.add(first.slice(depth + (isGlued ? SAME_LINE.length : 0)), rest, { depth, isGlued });
    return next;
  }

  private add(
    content: string,
    rest: string,
    { depth, isGlued }: { readonly depth: number; readonly isGlued: boolean },
  ): void {
    const usualGap = this.nodes.length > 0 && this.layout.isBroken ? 1 : 0;
    const gap = isGlued ? 0 : usualGap + this.emptyLines;
    this.emptyLines = 0;
    if (content.startsWith('<')) {
      this.nodes.push({ kind: 'raw', depth, gap, raw: content + rest });
      return;
    }
    this.elements.read(content).forEach(({ text, ...element }, index) => {
      this.nodes.push({
        kind: 'element',
        depth,
        gap: index === 0 ? gap : this.layout.isBroken ? 1 : 0,
        ...element,
        ...(text !== undefined && { text: text + rest }),
      });
    });
  }
}
