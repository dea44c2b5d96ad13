// A look at a response while it streams past: how many tokens it says it cost. Gets a copy of the bytes, keeps little of
// it, and can neither change nor delay nor fail the response.
import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from '../../json/parse.ts';
import type { TokenUsage, WireFormat } from '../../wire/wire-format.ts';
import { encodingName } from '../encoding/decode-body.ts';
import { createSseReader } from './sse-events.ts';
import { createUnpacker, type Unpacker } from '../encoding/unpack-copy.ts';

export interface UsageTap {
  write(chunk: Buffer): void;
  /** What the response said, once all of it was read; undefined when it said nothing. Never rejects. */
  end(): Promise<TokenUsage | undefined>;
}

export interface TapOptions {
  readonly wire: WireFormat;
  /** Of the response. */
  readonly headers: IncomingHttpHeaders;
  readonly onError: (error: unknown) => void;
}

const MAX_EVENT_BYTES = 1024 * 1024;
const MAX_JSON_BYTES = 8 * 1024 * 1024;

const NO_TAP: UsageTap = { write: () => undefined, end: () => Promise.resolve(undefined) };
/** What an answer costs of which nothing is known yet. */
export const NO_TOKENS: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
};

interface Reader {
  write(bytes: Buffer): void;
  end(): void;
}

/** A tap for one response. */
export function createUsageTap(options: TapOptions): UsageTap {
  let usage: TokenUsage | undefined;
  const reader = createReader(options.headers['content-type'], (json) => {
    const found = readUsage(options.wire, json);
    if (found !== undefined) usage = { ...(usage ?? NO_TOKENS), ...found };
  });
  if (reader === undefined) return NO_TAP;
  const guarded = guard(reader, options.onError);
  const unpacker = createUnpacker(encodingName(options.headers['content-encoding']), guarded.write);
  if (unpacker === undefined) return NO_TAP;
  return { write: unpacker.write, end: () => finish(unpacker, guarded, () => usage) };
}

async function finish(
  unpacker: Unpacker,
  reader: Reader,
  usage: () => TokenUsage | undefined,
): Promise<TokenUsage | undefined> {
  await unpacker.end();
  reader.end();
  return usage();
}

type OnJson = (json: Buffer) => void;

function createReader(contentType: string | undefined, onJson: OnJson): Reader | undefined {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/event-stream') {
    return createSseReader({ maxEventBytes: MAX_EVENT_BYTES, onData: onJson });
  }
  const isJson = type === 'application/json' || type.endsWith('+json');
  return isJson ? createBodyReader(onJson) : undefined;
}

function createBodyReader(onJson: OnJson): Reader {
  let pieces: Buffer[] = [];
  let sizeBytes = 0;
  return {
    write: (piece) => {
      sizeBytes += piece.length;
      if (sizeBytes > MAX_JSON_BYTES) pieces = [];
      else pieces.push(piece);
    },
    end: () => {
      if (sizeBytes <= MAX_JSON_BYTES) onJson(Buffer.concat(pieces));
    },
  };
}

function readUsage(wire: WireFormat, json: Buffer): Partial<TokenUsage> | undefined {
  const parsed = parseJson(json);
  return parsed.ok ? wire.usage(parsed.document) : undefined;
}

/** The one place where a failing tap is caught: it is told once, and then the tap is blind. */
function guard(reader: Reader, onError: (error: unknown) => void): Reader {
  let isBlind = false;
  const attempt = (step: () => void) => {
    if (isBlind) return;
    try {
      step();
    } catch (error) {
      isBlind = true;
      onError(error);
    }
  };
  return {
    write: (bytes) => attempt(() => reader.write(bytes)),
    end: () => attempt(() => reader.end()),
  };
}
