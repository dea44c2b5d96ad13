// A document of rows that somebody has at hand: its nodes are known, so that nothing has to be parsed, and a value that
// many rows share is one node.
import { mayHoldJson, type JsonNode, type JsonScalar } from './parse-json.ts';
import type { JsonDocument } from './read-document.ts';
import { nextShape, rootShape, type Shape } from './shape.ts';
import { unfoldStrings } from './unfold-strings.ts';

/** Makes the document of an array of records with the given keys, as written. */
export class RecordsBuilder {
  private readonly keys: readonly string[];
  private readonly pieces: string[] = [];
  private readonly rows: JsonNode[] = [];
  private readonly suspects: JsonScalar[] = [];
  private readonly root = rootShape();
  private readonly members: JsonNode[] = [];
  private count = 0;
  private shape: Shape = this.root;
  private start = 0;
  /** Characters of the pieces, and of the JSON. */
  private at = 0;
  private length = 2;

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  /** Puts a value, as written, into the text. It can be the member of several records. */
  addValue(lexeme: string): JsonScalar {
    const start = this.at;
    this.write(lexeme);
    const node: JsonScalar = { kind: kindOf(lexeme), start, end: this.at };
    if (mayHoldJson(lexeme, 0, lexeme.length)) this.suspects.push(node);
    return node;
  }

  openRecord(): void {
    this.start = this.at;
    this.shape = this.root;
    this.count = 0;
  }

  /** A member of the open record, by the place of its key. */
  addMember(column: number, value: JsonScalar): void {
    const key = this.keys[column] ?? '""';
    this.shape = nextShape(this.shape, key);
    this.members[this.count++] = value;
    this.length += key.length + value.end - value.start + ':'.length;
  }

  closeRecord(): void {
    const { start, shape, count } = this;
    this.length += '{}'.length + Math.max(0, count - 1);
    // Rows are told apart by their places.
    this.write(',');
    const items = this.members.slice(0, count);
    this.addRow({ kind: 'object', start, end: this.at, shape, items });
  }

  /** A row that is a value. */
  addRow(row: JsonNode): void {
    if (this.rows.length > 0) this.length++;
    if (row.kind !== 'object') this.length += row.end - row.start;
    this.rows.push(row);
  }

  /** Where the next row starts in the text of the document. */
  get place(): number {
    return this.at;
  }

  build(): JsonDocument {
    const { suspects, rows, length } = this;
    const text = this.pieces.join('');
    // The array is as long as it would be written; its rows and values lie in the text.
    const root: JsonNode = { kind: 'array', start: 0, end: length, items: rows };
    const unfolded = unfoldStrings({ text, suspects });
    const made = { length };
    return { text, ...unfolded, root, isStream: false, start: 0, end: text.length, open: 0, made };
  }

  private write(piece: string): void {
    this.pieces.push(piece);
    this.at += piece.length;
  }
}

function kindOf(lexeme: string): JsonScalar['kind'] {
  const code = lexeme.charCodeAt(0);
  if (code === 34) return 'string';
  return code === 45 || (code >= 48 && code <= 57) ? 'number' : 'literal';
}
