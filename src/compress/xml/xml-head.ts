// What stands above the short form: how it is read, what elements have in common, and how the text was laid out.
import { OWN_NAME, readForm, writeForm, type ElementForm } from './element-form.ts';
import type { XmlLayout } from './xml-node.ts';

/** What the inverse has to know besides the lines. */
export interface Written extends XmlLayout {
  readonly openCount: number;
  readonly hasCrLf: boolean;
}

const USUAL: Written = {
  isBroken: true,
  step: '  ',
  flatLevels: 0,
  attributeGap: ' ',
  quote: '"',
  emptyEnd: '/>',
  openCount: 0,
  hasCrLf: false,
};

export const START = '[XML, written shorter: ';
const ABOUT = 'an element a line, inner ones one blank further in, no end tags, text behind ": "';
const OF_LAYOUT = /; original layout (\{.*\})[\]:]$/;

export interface Head {
  readonly forms: readonly ElementForm[];
  /** Absent: there is no way back. */
  readonly written?: Written;
  /** As they are written below. */
  readonly lines: readonly string[];
}

/** The lines above the short form. */
export function writeHead({ forms, written = USUAL, lines }: Head): readonly string[] {
  const unusual = Object.entries(written).filter(
    ([name, value]) => value !== Object.entries(USUAL).find(([usual]) => usual === name)?.[1],
  );
  const layout = JSON.stringify(Object.fromEntries(unusual));
  const parts = [
    ABOUT,
    ...SIGNS.filter(({ isUsed }) => isUsed(forms, lines)).map(({ meaning }) => meaning),
    ...(unusual.length === 0 ? [] : [`original layout ${layout}`]),
  ];
  const first = START + parts.join('; ');
  if (forms.length === 0) return [`${first}]`];
  return [`${first}:`, ...forms.map(writeForm)].map((line, at) =>
    at === forms.length ? `${line}]` : line,
  );
}

const AS_ABOVE = 'a=…: as in the x above where not named';

interface Sign {
  readonly meaning: string;
  isUsed(forms: readonly ElementForm[], lines: readonly string[]): boolean;
}

const SIGNS: readonly Sign[] = [
  {
    meaning: '<x a b=1> below: values of x in this order, b is 1 where x does not say b=…',
    isUsed: (forms) => forms.length > 0,
  },
  { meaning: 'a?: only where named', isUsed: hasRole('named') },
  { meaning: AS_ABOVE, isUsed: hasRole('above') },
  {
    meaning: 'a^begin: ^ before a value of a stands for begin',
    isUsed: (forms) =>
      forms.some(({ attributes }) => attributes.some(({ prefix }) => prefix !== undefined)),
  },
  {
    meaning: "@: the element's own name",
    isUsed: (forms) =>
      forms.some(({ attributes }) => attributes.some(({ usual }) => usual === OWN_NAME)),
  },
  {
    meaning: '+: on the line of the tag before it',
    isUsed: (_, lines) => lines.some((line) => /^\n* *\+/.test(line)),
  },
  {
    meaning: 'x*: says all it has',
    isUsed: (_, lines) => lines.some((line) => /^\n* *\+?[^\s:]+\*(?:[ :]|$)/m.test(line)),
  },
];

function hasRole(role: 'named' | 'above'): Sign['isUsed'] {
  return (forms) => forms.some(({ attributes }) => attributes.some((one) => one.role === role));
}

/** The inverse; undefined where no head begins at the line. `next` is the line below the head. */
export function readHead(
  lines: readonly string[],
  at: number,
): { readonly forms: readonly ElementForm[]; readonly written: Written; readonly next: number } {
  const first = lines[at] ?? '';
  const unusual: unknown = JSON.parse(OF_LAYOUT.exec(first)?.[1] ?? '{}');
  const written: Written = { ...USUAL, ...(typeof unusual === 'object' ? unusual : {}) };
  let next = at + 1;
  if (first.endsWith(']')) return { forms: [], written, next };
  const forms: ElementForm[] = [];
  for (let isLast = false; !isLast && next < lines.length; next++) {
    const line = lines[next] ?? '';
    isLast = line.endsWith('>]');
    forms.push(readForm(isLast ? line.slice(0, -1) : line));
  }
  return { forms, written, next };
}

/** Whether equal lines of two texts in the short form say the same: they are read by one head, and each line by itself. */
export function areReadAlike(one: string, other: string): boolean {
  const head = headIn(one);
  return head === headIn(other) && !head.includes(AS_ABOVE);
}

function headIn(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(START));
  if (start < 0) return '';
  const length = lines.slice(start).findIndex((line) => line.endsWith(']'));
  return lines.slice(start, start + length + 1).join('\n');
}
