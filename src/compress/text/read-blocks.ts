// Cuts a text into blocks that are kept or dropped as one: headings, paragraphs, list items, settings, code, table rows.
import { columnOf, indentOf } from '../indent.ts';
import { headingFinder, type FindHeading } from './find-headings.ts';

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'item'
  | 'setting'
  | 'comment'
  /** A setting that is switched off: "# port 80". */
  | 'off'
  | 'code'
  | 'row'
  /** Bytes as letters and digits: keys, signatures, certificates. */
  | 'encoded'
  | 'blank';

export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** First and last line, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** Of headings. */
  readonly level: number;
  /** Opens or closes a block of code. */
  readonly isFence?: true;
  /** The block this one stands under: its heading, or the less indented one above. */
  readonly parent?: number;
}

/** A longer paragraph is cut, so that one hit does not cost a page. */
const LONGEST_BLOCK_LINES = 8;
const LONGEST_BLOCK_CHARACTERS = 900;

/** The blocks of a text, in order; together they are the whole text. */
export function readBlocks(lines: readonly string[]): readonly Block[] {
  const reader = { lines, findHeading: headingFinder(lines) };
  const blocks: Block[] = [];
  const place = new Outline();
  let isInFence = false;
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const isFence = isFenceLine(line);
    const raw = isInFence || isFence ? codeBlock(lines, at, isFence) : textBlock({ ...reader, at });
    if (isFence) isInFence = !isInFence;
    const { parent } = place.add(blocks.length, raw, columnOf(line));
    const text = raw.count === 1 ? line : lines.slice(at, at + raw.count).join('\n');
    const block: Block = {
      kind: raw.kind,
      text,
      from: at + 1,
      to: at + raw.count,
      level: raw.level,
      ...(isFence && { isFence }),
    };
    blocks.push(parent === undefined ? block : { ...block, parent });
    at += raw.count;
  }
  return blocks;
}

interface RawBlock {
  readonly kind: BlockKind;
  readonly count: number;
  readonly level: number;
}

interface Position {
  readonly lines: readonly string[];
  readonly findHeading: FindHeading;
  readonly at: number;
}

function isFenceLine(line: string): boolean {
  const start = indentOf(line);
  return line.startsWith('```', start) || line.startsWith('~~~', start);
}

/** Lines of a fenced block one by one: code is asked for by the line. */
function codeBlock(lines: readonly string[], at: number, isFence: boolean): RawBlock {
  const kind = !isFence && isBlank(lines[at] ?? '') ? 'blank' : 'code';
  return { kind, count: 1, level: 0 };
}

function textBlock(position: Position): RawBlock {
  const { lines, at, findHeading } = position;
  const line = lines[at] ?? '';
  if (isBlank(line)) return { kind: 'blank', count: 1, level: 0 };
  const heading = findHeading(at);
  if (heading !== undefined) {
    const count = withDate(lines, at + heading.lines) - at;
    return { kind: 'heading', count, level: heading.level };
  }
  if (opensBracket(lines, at)) return { kind: 'paragraph', count: 1, level: 0 };
  const kind = kindOfLine(line);
  if (kind === 'encoded') return { kind, count: lengthOfEncoded(lines, at), level: 0 };
  if (kind === 'setting' || kind === 'row' || kind === 'off') return { kind, count: 1, level: 0 };
  return { kind, count: lengthOfBlock(position, kind), level: 0 };
}

/** ":release-date: 2026-03-01", "Released May 3, 2024": of a release the date alone. */
const DATED =
  /^\W{0,3}(?:release[ -]?date|released|date|published|unreleased)?\W{0,4}(?:\d{4}-\d\d-\d\d\b|\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}\b)/i;
const LONGEST_DATED = 60;

/** Where a heading ends whose text goes up to `end`: the date that stands alone below it belongs to it. */
function withDate(lines: readonly string[], end: number): number {
  const at = isBlank(lines[end] ?? '') ? end + 1 : end;
  const line = lines[at] ?? '';
  return line.length <= LONGEST_DATED && DATED.test(line) ? at + 1 : end;
}

const ITEM = /^\s*(?:[-*+•o]|\d{1,3}[.)]|\(?[a-z]\))\s+\S/;
/** "port = 80", "port: 80", "export PORT=80". */
const SETTING = /^\s*(?:export )?["']?[\w./@-]{1,60}["']?\s?[=:](?:\s|$|\S+$)/;
/** "maxclients 10000", "bind 127.0.0.1", "appendonly no": a name and one or two values, no sentence. */
const PLAIN_SETTING = /^[a-z][\w-]{2,50} +(?:\S+|"[^"]*"|\S+ \S+)$/;

/** Numbers and addresses name no settings: what stands behind them is one of many rows. */
const NUMBERED = /^\s*(?:\d+|(?=[\da-f]*\d)[\da-f]{4,16}):\s+\S/;

/** The name has a joint, or the value is no word of a sentence. */
const OFF =
  /^# ?(?:[a-z]+[-_][\w-]+ \S+|[a-z]\w+ (?:yes|no|on|off|true|false|["'/]\S*|-?\d\S*)|[\w.-]+ ?= ?\S+)$/;

/** "9d:7e:62:22:da:de:18:27". */
const HEX_ROW = /^\s*(?:[\da-fA-F]{2}[: ]){5,}(?:[\da-fA-F]{2})?\s*$/;
const BASE64_ROW = /^\s*(?=[^\d]*\d)(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[A-Za-z\d+/]{40,}={0,2}\s*$/;
const SHORTEST_ROW = 40;

/** Most lines are known to be none by a character or two. */
function isEncoded(line: string): boolean {
  const start = indentOf(line);
  const third = line.charCodeAt(start + 2);
  if (third === COLON || third === BLANK) return HEX_ROW.test(line);
  if (line.length - start < SHORTEST_ROW) return false;
  const blank = line.indexOf(' ', start);
  return (blank === -1 || blank - start >= SHORTEST_ROW) && BASE64_ROW.test(line);
}

const BLANK = 32;
const COLON = 58;

function lengthOfEncoded(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && isEncoded(lines[end] ?? '')) end++;
  return end - at;
}

/** Whether a line at the margin opens a bracket whose content is indented below: it declares what that belongs to. */
function opensBracket(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const last = line.at(-1);
  if (last !== '(' && last !== '{' && last !== '[') return false;
  return line.length <= LONGEST_OPENING && /^\w/.test(line) && /^\s/.test(lines[at + 1] ?? '');
}

const LONGEST_OPENING = 200;

function kindOfLine(line: string): BlockKind {
  const head = line.slice(0, 400);
  if (isEncoded(head)) return 'encoded';
  if (head.charCodeAt(0) === 35) return OFF.test(head) ? 'off' : 'comment';
  if (head.trimStart().startsWith('|')) return 'row';
  if (ITEM.test(head)) return 'item';
  if (SETTING.test(head) || PLAIN_SETTING.test(head))
    return NUMBERED.test(head) ? 'row' : 'setting';
  return 'paragraph';
}

/** Over the lines that go on at the same or, for items, a deeper indentation. */
function lengthOfBlock(position: Position, kind: BlockKind): number {
  const { lines, at, findHeading } = position;
  const indent = columnOf(lines[at] ?? '');
  let characters = (lines[at] ?? '').length;
  let end = at + 1;
  for (; end < lines.length && end - at < LONGEST_BLOCK_LINES; end++) {
    const line = lines[end] ?? '';
    characters += line.length;
    if (isBlank(line) || characters > LONGEST_BLOCK_CHARACTERS) break;
    if (isFenceLine(line) || findHeading(end) !== undefined || opensBracket(lines, end)) break;
    const next = columnOf(line);
    if (kind === 'item' ? next <= indent : next !== indent) break;
    if (kindOfLine(line) !== (kind === 'item' ? 'paragraph' : kind)) break;
  }
  return kind === 'paragraph' && end - at > LEAST_CUT
    ? endOfSentence(lines, at, end) - at
    : end - at;
}

/** A paragraph of more lines is cut behind its first sentence, which says what it is about. */
const LEAST_CUT = 4;
const LONGEST_SENTENCE_LINES = 4;
const SENTENCE_END = /[.!?][)"'”’]?(?:$|\s{1,3}["'(“‘]?[A-Z])/;

function endOfSentence(lines: readonly string[], start: number, end: number): number {
  const last = Math.min(end - 2, start + LONGEST_SENTENCE_LINES);
  for (let at = start; at < last; at++) {
    if (SENTENCE_END.test((lines[at] ?? '').slice(0, LONGEST_BLOCK_CHARACTERS))) return at + 1;
  }
  return end;
}

/** Knows under which block the next one stands. */
class Outline {
  private readonly headings: { readonly index: number; readonly level: number }[] = [];
  private readonly indents: { readonly index: number; readonly indent: number }[] = [];

  add(index: number, block: RawBlock, indent: number): { readonly parent: number | undefined } {
    if (block.kind === 'blank') return { parent: undefined };
    if (block.kind === 'heading') return { parent: this.addHeading(index, block.level) };
    if (block.kind === 'code') return { parent: this.headings.at(-1)?.index };
    while ((this.indents.at(-1)?.indent ?? -1) >= indent) this.indents.pop();
    const parent = this.indents.at(-1)?.index ?? this.headings.at(-1)?.index;
    this.indents.push({ index, indent });
    return { parent };
  }

  private addHeading(index: number, level: number): number | undefined {
    while ((this.headings.at(-1)?.level ?? 0) >= level) this.headings.pop();
    const parent = this.headings.at(-1)?.index;
    this.headings.push({ index, level });
    this.indents.length = 0;
    return parent;
  }
}

function isBlank(line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    if (line.charCodeAt(at) > 32) return false;
  }
  return true;
}
