// Reads server-sent events out of a byte stream (WHATWG HTML, 9.2.6), wherever the chunks happen to be cut. Works on bytes,
// so a character split between two chunks is whole again by the time anybody looks. Memory stays bounded.

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** What keeping a line costs besides its text: a flood of empty lines must reach the limit too. */
const LINE_COST_BYTES = 64;
const COLON = 0x3a;
const SPACE = 0x20;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DATA = Buffer.from('data');
const NEW_LINE = Buffer.from('\n');

export interface SseReader {
  write(chunk: Buffer): void;
  /** The stream is over: hands out an event that was not closed by an empty line. */
  end(): void;
}

export interface SseReaderOptions {
  /** Events with more data than this are skipped. */
  readonly maxEventBytes: number;
  /** Gets the data of each event that has any, its lines joined by line feeds. */
  readonly onData: (data: Buffer) => void;
}

interface State {
  /** Pieces of a line whose end has not come yet. */
  pieces: Buffer[];
  pieceBytes: number;
  dataLines: Buffer[];
  dataBytes: number;
  isTooLarge: boolean;
  isFirstLine: boolean;
  endedWithCarriageReturn: boolean;
}

/** Reads events until `end`. */
export function createSseReader(options: SseReaderOptions): SseReader {
  const state: State = {
    pieces: [],
    pieceBytes: 0,
    dataLines: [],
    dataBytes: 0,
    isTooLarge: false,
    isFirstLine: true,
    endedWithCarriageReturn: false,
  };
  return {
    write: (chunk) => readChunk(state, chunk, options),
    end: () => {
      if (state.pieceBytes > 0) endLine(state, options);
      endEvent(state, options);
    },
  };
}

function readChunk(state: State, chunk: Buffer, options: SseReaderOptions): void {
  let start = 0;
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at];
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
    const isSecondHalf = byte === LINE_FEED && at === start && state.endedWithCarriageReturn;
    if (!isSecondHalf) {
      addPiece(state, chunk.subarray(start, at), options);
      endLine(state, options);
    }
    state.endedWithCarriageReturn = byte === CARRIAGE_RETURN;
    start = at + 1;
  }
  if (start < chunk.length) {
    addPiece(state, chunk.subarray(start), options);
    state.endedWithCarriageReturn = false;
  }
}

function addPiece(state: State, piece: Buffer, options: SseReaderOptions): void {
  if (piece.length === 0) return;
  state.pieceBytes += piece.length;
  if (state.pieceBytes > options.maxEventBytes) state.isTooLarge = true;
  if (state.isTooLarge) state.pieces = [];
  else state.pieces.push(piece);
}

function endLine(state: State, options: SseReaderOptions): void {
  const isEmpty = state.pieceBytes === 0;
  const line = withoutMark(state, state.pieces);
  state.pieces = [];
  state.pieceBytes = 0;
  if (isEmpty) endEvent(state, options);
  else addLine(state, line, options);
}

function withoutMark(state: State, pieces: readonly Buffer[]): Buffer {
  const line = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
  const isMarked = state.isFirstLine && line.subarray(0, 3).equals(BYTE_ORDER_MARK);
  state.isFirstLine = false;
  return isMarked ? line.subarray(3) : line;
}

/** Keeps the value of a `data` line. Comments and other fields say nothing about tokens. */
function addLine(state: State, line: Buffer, options: SseReaderOptions): void {
  if (state.isTooLarge || !line.subarray(0, DATA.length).equals(DATA)) return;
  if (line.length > DATA.length && line[DATA.length] !== COLON) return;
  const from = DATA.length + (line[DATA.length + 1] === SPACE ? 2 : 1);
  const value = line.subarray(from);
  state.dataBytes += value.length + LINE_COST_BYTES;
  if (state.dataBytes > options.maxEventBytes) state.isTooLarge = true;
  else state.dataLines.push(value);
}

function endEvent(state: State, options: SseReaderOptions): void {
  const { dataLines, isTooLarge } = state;
  state.dataLines = [];
  state.dataBytes = 0;
  state.isTooLarge = false;
  if (isTooLarge || dataLines.length === 0) return;
  options.onData(joinLines(dataLines));
}

function joinLines(lines: readonly Buffer[]): Buffer {
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return only;
  return Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [NEW_LINE, line])));
}
