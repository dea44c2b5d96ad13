// The body of an upstream request, which may have to be written twice: once to a pooled socket that turns out to be dead,
// once to a fresh one. What was already taken from the client is held back for that, up to a limit.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { writeHeadNow } from '../answer/write-head-now.ts';

export interface OutgoingBody {
  /** Writes everything and ends the request; called once per attempt. */
  writeTo(request: ClientRequest): void;
  canReplay(): boolean;
  /** The answer has begun: there will be no other attempt. */
  settle(): void;
  /** The answer is over: what the client still has to say is read and dropped. */
  release(): void;
  /** Written so far. */
  sizeBytes(): number;
}

/** A body that is there already. */
export function wholeBody(bytes: Buffer): OutgoingBody {
  return {
    writeTo: (request) => request.end(bytes),
    canReplay: () => true,
    settle: () => undefined,
    release: () => undefined,
    sizeBytes: () => bytes.length,
  };
}

export interface StreamedBodyOptions {
  readonly source: IncomingMessage;
  /** What was read from the source before anybody knew that it would be streamed. */
  readonly head?: readonly Buffer[];
  /** How much may be held back for another attempt. */
  readonly replayBytes: number;
}

/** A body that goes from the client to the provider as it arrives, no faster than the provider takes it. */
export function streamedBody(options: StreamedBodyOptions): OutgoingBody {
  const { source, head = [], replayBytes } = options;
  let held: Buffer[] | undefined = [...head];
  let written = sumOf(head);
  let current: ClientRequest | undefined;
  const settle = () => {
    held = undefined;
  };
  source.on('data', (chunk: Buffer) => {
    written += chunk.length;
    if (written > replayBytes) held = undefined;
    held?.push(chunk);
  });
  source.pause();
  return {
    writeTo: (request) => {
      if (current !== undefined) source.unpipe(current);
      current = request;
      writeHeadNow(request);
      for (const chunk of held ?? []) request.write(chunk);
      if (written > replayBytes) settle();
      source.pipe(request);
    },
    canReplay: () => held !== undefined,
    settle,
    release: () => {
      if (current !== undefined) source.unpipe(current);
      source.resume();
    },
    sizeBytes: () => written,
  };
}

function sumOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
