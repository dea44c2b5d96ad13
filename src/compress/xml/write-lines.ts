// The nodes of an XML text in the short form: a line each, and elements that say little several on one.
import type { Forms } from './element-form.ts';
import { ElementWriter } from './write-element.ts';
import type { XmlLayout, XmlNode } from './xml-node.ts';

/** Before a line that goes on with the text or the node above. */
export const GOES_ON = '|';
/** Before a node that stands on the line of what is before it. */
export const SAME_LINE = '+';
/** Between elements of the same name on one line. */
export const NEXT = ',';

/** Elements with more characters stand on a line of their own. */
const LONGEST_JOINED = 24;
const MOST_JOINED = 20;

export interface WriteOptions {
  readonly layout: XmlLayout;
  readonly forms: Forms;
}

/** The lines of the short form. */
export function writeLines(nodes: readonly XmlNode[], options: WriteOptions): readonly string[] {
  const { layout, forms } = options;
  const writer = new ElementWriter(forms, layout.quote);
  const lines: string[] = [];
  let joined: { name: string; depth: number; count: number } | undefined;
  nodes.forEach((node, at) => {
    const usualGap = at > 0 && layout.isBroken ? 1 : 0;
    const isUsual = node.gap === usualGap;
    const begin = beginOf(node, usualGap);
    if (node.kind === 'raw') {
      lines.push(begin + goOn(node.raw));
      joined = undefined;
      return;
    }
    const { name, words, hasColumns } = writer.write(node);
    const content = words.join(' ');
    const isLeaf = node.text === undefined && (nodes[at + 1]?.depth ?? 0) <= node.depth;
    const isShort =
      isLeaf &&
      hasColumns &&
      isUsual &&
      content.length <= LONGEST_JOINED &&
      !content.includes(layout.quote);
    const { depth } = node;
    if (isShort && joined?.name === name && joined.depth === depth && joined.count < MOST_JOINED) {
      joined.count++;
      lines.push(`${lines.pop() ?? ''}${NEXT} ${content}`);
      return;
    }
    lines.push(begin + [name, ...words].join(' ') + writeText(node.text));
    joined = isShort ? { name, depth, count: 1 } : undefined;
  });
  return lines;
}

/** One blank for each level; empty lines stand for those in the text. */
function beginOf({ gap, depth }: XmlNode, usualGap: number): string {
  const indent = ' '.repeat(depth);
  return gap < usualGap ? indent + SAME_LINE : '\n'.repeat(gap - usualGap) + indent;
}

export function writeText(text: string | undefined): string {
  if (text === undefined) return '';
  return text === '' || text.startsWith('\n') ? `:${goOn(text)}` : `: ${goOn(text)}`;
}

function goOn(text: string): string {
  return text.includes('\n') ? text.replaceAll('\n', `\n${GOES_ON}`) : text;
}
