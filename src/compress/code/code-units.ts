// Cuts code into what is kept or folded as one: lines outside of functions one by one, bodies in stretches.
import type { CompressContext } from '../compressor.ts';
import { indentOf } from '../indent.ts';
import type { Unit } from '../select/choose-units.ts';
import type { Piece } from '../select/gaps.ts';
import type { Body, Rows } from './find-bodies.ts';

/** What is chosen from, in order; together it is the whole text. */
export interface CodeUnits {
  /** Signatures, types, imports and the names of files must stay. */
  readonly units: readonly Unit[];
  readonly pieces: readonly Piece[];
}

interface Sources {
  /** Without line numbers; `shown` is how they are printed. */
  readonly lines: readonly string[];
  readonly shown: readonly string[];
  /** In order, none inside another. */
  readonly bodies: readonly Body[];
  /** Rows of the headings in a dump of several files. */
  readonly headings: ReadonlySet<number>;
}

const HEADING = 0.7;
const SIGNATURE = 0.6;
const TYPE_HEAD = 0.62;
const IMPORT = 0.44;
const DECLARATION = 0.42;
const NAMED_VALUE = 0.5;
const DOCUMENTATION = 0.36;
const CLOSING = 0.1;
const BODY = 0.06;
/** Of a function that the question spells out, up to so many tokens. */
const ASKED_BODY = 0.65;
const ASKED_TOKENS = 1_200;
const OUTLINE = new Set([HEADING, SIGNATURE, TYPE_HEAD, IMPORT]);
/** Stretches of a body: up to a blank line, or this long. */
const LONGEST_STRETCH = 10;
/** Lines of one list or comment, before the rest of it counts little. */
const LONG_RUN = 12;
const REST_OF_RUN = 0.08;

type About = Pick<Unit, 'importance'> & { readonly parent: number | undefined };

/** Cuts the sources. */
export function codeUnits(sources: Sources, context: CompressContext): CodeUnits {
  const units: Unit[] = [];
  const pieces: Piece[] = [];
  const { lines, shown } = sources;
  const add = (from: number, to: number, { importance, parent }: About): void => {
    const text = linesOf(lines, from, to);
    const piece = lines === shown ? text : linesOf(shown, from, to);
    const cost = context.estimate(piece) + 1;
    const must = OUTLINE.has(importance);
    units.push(
      parent === undefined
        ? { text, cost, importance, must }
        : { text, cost, importance, must, parent },
    );
    pieces.push({ text: piece, from: from + 1, to: to + 1 });
  };
  let parent: number | undefined;
  let indent = -1;
  let length = 0;
  let next = 0;
  for (let row = 0; row < lines.length; row++) {
    const body = sources.bodies[next];
    if (body !== undefined && row >= body.head) {
      next++;
      add(row, body.from - 1, { importance: SIGNATURE, parent });
      addBody({ body, sources, context, signature: units.length - 1 }, add);
      row = body.to;
      indent = -1;
      continue;
    }
    const line = lines[row] ?? '';
    const isHeading = sources.headings.has(row);
    if (isHeading) parent = units.length;
    const own = indentOf(line);
    length = own === indent ? length + 1 : 1;
    indent = own;
    const importance = isHeading ? HEADING : importanceOf(line, length);
    add(row, row, { importance, parent: isHeading ? undefined : parent });
  }
  return { units, pieces };
}

function linesOf(lines: readonly string[], from: number, to: number): string {
  return from === to ? (lines[from] ?? '') : lines.slice(from, to + 1).join('\n');
}

const IMPORTS =
  /^\s*(?:import\b|from .* import|use |using |#\s*include|require\b|package |const .* = require\()/;
const TYPE =
  /^(?: {0,4}|\t)(?:(?:export|default|declare|public|private|protected|internal|static|final|abstract|sealed|data|pub(?:\([a-z]+\))?|unsafe|typedef|template ?<[^>]{0,80}>) ?)*(?:class|struct|enum|interface|trait|impl|union|record|protocol|module|namespace|type|object)\b(?! ?[=(,;:.]).{2,300}$/;
/** With its body on the same line, or without one. */
const SHORT_FUNCTION =
  /^\s*(?:(?:export|default|public|private|protected|static|async|pub(?:\([a-z]+\))?|const|unsafe) )*(?:fn|func|def|function|fun) \S/;
const CONSTANT =
  /^(?:export |public |static |pub )*(?:const|let|var|final|#\s*define|[A-Z][A-Z_0-9]+ ?=) ?\S/;
const COMMENT = /^\s*(?:\/\/|\/?\*|#(?!\s*(?:include|define|if|endif|pragma|!?\[))|--|;;|"""|''')/;
const SILENT = /^[^0-9A-Za-z]*$/;

function importanceOf(line: string, runLength: number): number {
  if (line.trim() === '') return 0;
  if (SILENT.test(line)) return CLOSING;
  if (TYPE.test(line)) return TYPE_HEAD;
  if (SHORT_FUNCTION.test(line)) return SIGNATURE;
  if (runLength > LONG_RUN) return REST_OF_RUN;
  if (IMPORTS.test(line)) return IMPORT;
  if (CONSTANT.test(line)) return NAMED_VALUE;
  return COMMENT.test(line) ? DOCUMENTATION : DECLARATION;
}

function addBody(
  found: {
    readonly body: Body;
    readonly sources: Sources;
    readonly context: CompressContext;
    readonly signature: number;
  },
  add: (from: number, to: number, about: About) => void,
): void {
  const { body, sources, context, signature } = found;
  const { lines } = sources;
  let left = isAskedFor(linesOf(lines, body.head, body.from - 1), context) ? ASKED_TOKENS : 0;
  for (const { from, to } of stretchesOf(body, lines)) {
    const isDocumentation = from === body.from && COMMENT.test(lines[from] ?? '');
    const importance = left > 0 ? ASKED_BODY : isDocumentation ? DOCUMENTATION : BODY;
    if (left > 0) left -= context.estimate(linesOf(lines, from, to));
    add(from, to, { importance, parent: signature });
  }
}

function isAskedFor(signature: string, { query }: CompressContext): boolean {
  return query?.anchors.some((anchor) => namesFunction(signature, anchor)) === true;
}

/** "Widget.render()" asks for render. */
function namesFunction(signature: string, anchor: string): boolean {
  const name = /(\w{3,})\W*$/.exec(anchor)?.[1];
  return name !== undefined && signature.includes(name);
}

/** Documentation first, then up to a blank line at a time. */
function* stretchesOf(body: Rows, lines: readonly string[]): Generator<Rows> {
  let from = body.from;
  for (let row = body.from; row <= body.to; row++) {
    const isLast = row === body.to;
    const isBlank = (lines[row] ?? '').trim() === '';
    if (!isLast && !isBlank && row - from + 1 < LONGEST_STRETCH) continue;
    yield { from, to: row };
    from = row + 1;
  }
}
