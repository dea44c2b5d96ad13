// Reads the frame and block headers of zstd data (RFC 8878, 3.1) to know its unpacked size before anything is unpacked.
// fzstd believes what a header says and allocates it; this is what keeps a few hostile bytes from costing gigabytes.

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a5;
const MAX_BLOCK_BYTES = 128 * 1024;
/** What every decoder should support, and no server exceeds by default. */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024;
/** fzstd moves its whole window after each block of a frame without a declared size. */
const MAX_BLOCKS = 4096;
const RAW = 0;
const RLE = 1;
const RESERVED = 3;

export interface ZstdSurvey {
  /** The data unpacks to at most this. */
  readonly maxBytes: number;
  readonly frames: number;
}

/** Undefined when the data is damaged, cut off, or asks for too large a window. */
export function surveyZstd(bytes: Buffer): ZstdSurvey | undefined {
  let [maxBytes, frames, at] = [0, 0, 0];
  while (at < bytes.length) {
    const frame = readFrame(bytes, at);
    if (frame === undefined || frame.end > bytes.length) return undefined;
    maxBytes += frame.bound;
    frames += 1;
    at = frame.end;
  }
  return frames === 0 ? undefined : { maxBytes, frames };
}

interface Frame {
  readonly bound: number;
  readonly end: number;
}

function readFrame(bytes: Buffer, start: number): Frame | undefined {
  if (start + 8 > bytes.length) return undefined;
  const magic = bytes.readUInt32LE(start);
  if (magic >>> 4 === SKIPPABLE_MAGIC) {
    return { bound: 0, end: start + 8 + bytes.readUInt32LE(start + 4) };
  }
  const header = magic === MAGIC ? readHeader(bytes, start + 4) : undefined;
  const blocks = header && readBlocks(bytes, header.end);
  if (header === undefined || blocks === undefined) return undefined;
  const { contentBytes } = header;
  if (contentBytes === undefined && blocks.count > MAX_BLOCKS) return undefined;
  return { bound: contentBytes ?? blocks.bound, end: blocks.end + (header.hasChecksum ? 4 : 0) };
}

interface FrameHeader {
  /** What the frame says it unpacks to. */
  readonly contentBytes: number | undefined;
  readonly hasChecksum: boolean;
  readonly end: number;
}

function readHeader(bytes: Buffer, start: number): FrameHeader | undefined {
  const descriptor = bytes[start] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(isSingleSegment) : 1 << sizeFlag;
  const sizeStart = start + 1 + Number(!isSingleSegment) + dictionaryBytes;
  const end = sizeStart + sizeBytes;
  // A dictionary is agreed on elsewhere, and we have none.
  if (end > bytes.length || dictionaryBytes > 0) return undefined;
  if (!isSingleSegment && windowBytes(bytes[start + 1] ?? 0) > MAX_WINDOW_BYTES) return undefined;
  const contentBytes = sizeBytes === 0 ? undefined : readSize(bytes, sizeStart, sizeBytes);
  return { contentBytes, hasChecksum: (descriptor & 4) !== 0, end };
}

function windowBytes(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function readSize(bytes: Buffer, start: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(start));
  return bytes.readUIntLE(start, length) + (length === 2 ? 256 : 0);
}

function readBlocks(bytes: Buffer, start: number) {
  let [at, bound, count, isLast] = [start, 0, 0, false];
  while (!isLast) {
    if (at + 3 > bytes.length) return undefined;
    const header = bytes.readUIntLE(at, 3);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === RESERVED || size > MAX_BLOCK_BYTES) return undefined;
    isLast = (header & 1) !== 0;
    bound += type === RAW || type === RLE ? size : MAX_BLOCK_BYTES;
    at += 3 + (type === RLE ? 1 : size);
    count += 1;
  }
  return { bound, count, end: at };
}
