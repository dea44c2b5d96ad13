// Nodes as the XML text that they were read from.
import {
  endGap,
  gapText,
  type Gap,
  type XmlElement,
  type XmlLayout,
  type XmlNode,
} from './xml-node.ts';

interface Open {
  readonly name: string;
  readonly depth: number;
  lastInner: Gap;
}

/** The text of nodes; so many elements around the last one stay open. */
export function printXml(nodes: readonly XmlNode[], layout: XmlLayout, openCount: number): string {
  const open: Open[] = [];
  let text = '';
  const closeTo = (count: number): void => {
    while (open.length > count) {
      const { name, depth, lastInner } = open.pop() ?? NOTHING;
      text += `${gapText(endGap(lastInner), depth, layout)}</${name}>`;
    }
  };
  nodes.forEach((node, at) => {
    closeTo(node.depth);
    const around = open.at(-1);
    if (around !== undefined) around.lastInner = node.gap;
    text += gapText(node.gap, node.depth, layout);
    if (node.kind === 'raw') {
      text += node.raw;
      return;
    }
    const hasInner = (nodes[at + 1]?.depth ?? 0) > node.depth;
    text += printTag(node, layout, hasInner);
    if (hasInner) open.push({ name: node.name, depth: node.depth, lastInner: 0 });
  });
  closeTo(openCount);
  return text;
}

const NOTHING: Open = { name: '', depth: 0, lastInner: 0 };

function printTag(element: XmlElement, layout: XmlLayout, hasInner: boolean): string {
  const { name, attributes, values, text } = element;
  const { quote, attributeGap, emptyEnd } = layout;
  let tag = `<${name}`;
  attributes.forEach((attribute, at) => {
    tag += `${attributeGap}${attribute}=${quote}${values[at] ?? ''}${quote}`;
  });
  if (text !== undefined) return `${tag}>${text}</${name}>`;
  return tag + (hasInner ? '>' : emptyEnd);
}
