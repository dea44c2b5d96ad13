// How an XML text is written, by the first of its tags.
import type { XmlLayout } from './xml-node.ts';

const SAMPLE = 32_768;
const START_TAG = /(\n[ \t]*)?<([A-Za-z_][\w.:-]*)(?:(\s+)[\w.:-]+=(["'])[^<]*?)?(\s*\/)?>/g;

/** The layout that most tags follow. */
export function findLayout(xml: string): XmlLayout {
  const tags = [...xml.slice(0, SAMPLE).matchAll(START_TAG)];
  const broken = tags.filter(([, lineStart]) => lineStart !== undefined).length;
  const isBroken = broken > tags.length / 2;
  return {
    isBroken,
    ...indentation(isBroken ? tags : []),
    attributeGap: mostOf(tags.map((tag) => tag[3])) ?? ' ',
    quote: mostOf(tags.map((tag) => tag[4])) === "'" ? "'" : '"',
    emptyEnd: /^\s/.test(mostOf(tags.map((tag) => tag[5])) ?? '') ? ' />' : '/>',
  };
}

function indentation(tags: readonly RegExpExecArray[]): Pick<XmlLayout, 'step' | 'flatLevels'> {
  const indents = tags.flatMap(([, lineStart]) => lineStart?.slice(1) ?? []);
  const step = indents.find((indent) => indent !== '') ?? '';
  // Above the first one that is indented stand the root, and those that are no further in.
  const flat = indents.slice(0, indents.indexOf(step)).length;
  const rootIsBroken = tags[0]?.[1] !== undefined;
  return { step, flatLevels: step === '' ? 0 : Math.max(0, flat - (rootIsBroken ? 1 : 0)) };
}

function mostOf(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0];
}
