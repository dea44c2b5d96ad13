// What detection looks at: a bounded stretch of the text, without colours, transport wrapping and line-number gutter.
import { withoutGutter } from '../without-gutter.ts';

export interface Sample {
  /** Begin of the text, trimmed. */
  readonly head: string;
  /** Lines that hold something: of the head, and of the tail of a long text. */
  readonly lines: readonly string[];
  /** The lines stood behind consecutive numbers, which were taken off. */
  readonly numbered: boolean;
}

const HEAD_LENGTH = 65_536;
const TAIL_LENGTH = 8_192;
const MOST_LINES = 1_200;
/** A longer line is data or generated text; its begin says what it is. */
const LONGEST_LINE = 2_000;

/** Cuts a sample out of a text, in time that does not depend on the text's length. */
export function sampleOf(text: string): Sample {
  const head = text.slice(0, HEAD_LENGTH);
  const headLines = linesOf(head).slice(0, MOST_LINES);
  const tailLines =
    text.length > HEAD_LENGTH + TAIL_LENGTH ? linesOf(text.slice(-TAIL_LENGTH)) : [];
  const lines = [...headLines, ...tailLines.slice(1)].filter((line) => !isWrapping(line));
  const bare = withoutGutter(lines);
  return {
    head: head.slice(0, LONGEST_LINE * 2).trimStart(),
    lines: (bare ?? lines).filter((line) => line.trim() !== ''),
    numbered: bare !== undefined,
  };
}

/** The share of lines that match. 0 for no lines. */
export function shareOf(lines: readonly string[], test: (line: string) => boolean): number {
  if (lines.length === 0) return 0;
  let count = 0;
  for (const line of lines) if (test(line)) count++;
  return count / lines.length;
}

/** Whether more than this share of the lines match: asked of as few lines as settle it. False for no lines. */
export function isShareAbove(
  lines: readonly string[],
  share: number,
  test: (line: string) => boolean,
): boolean {
  const { length } = lines;
  let count = 0;
  for (let index = 0; index < length; index++) {
    if (test(lines[index] ?? '')) {
      count++;
      if (count / length > share) return true;
    } else if ((count + length - index - 1) / length <= share) {
      return false;
    }
  }
  return false;
}

const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)/g;

function linesOf(text: string): readonly string[] {
  const plain = text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
  const lines = plain.includes('\r') ? plain.split(/\r?\n/) : plain.split('\n');
  return lines.map((line) => line.slice(0, LONGEST_LINE));
}

/** Lines that clients put around a tool's output. */
const WRAPPING =
  /^(?:Chunk ID: |Wall time: |Process exited with code |Original token count: |Total output lines: |Output:$|Script completed$|Warning: truncated output|<\/?(?:untrusted_context|file|content|output|path|type)>|<(?:path|type)>.*<\/(?:path|type)>$|<shellId: |Process Group PGID: |Exit code \d+$|Found \d+ )/;

function isWrapping(line: string): boolean {
  return WRAPPING.test(line);
}
