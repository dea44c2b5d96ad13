// Takes a request body into memory, up to a limit. Beyond it, what was read is handed back so that the rest can follow it.
import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly status: 'whole'; readonly bytes: Buffer }
  | { readonly status: 'too-large'; readonly head: readonly Buffer[] }
  /** The client went away first. */
  | { readonly status: 'cut' };

/** Reads a body to its end or to the limit; a source over the limit is left paused. */
export function readBody(source: IncomingMessage, limitBytes: number): Promise<ReadBody> {
  if (Number(source.headers['content-length'] ?? 0) > limitBytes) {
    return Promise.resolve({ status: 'too-large', head: [] });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const settle = (result: ReadBody) => {
      source.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut);
      resolve(result);
    };
    const onEnd = () => settle({ status: 'whole', bytes: Buffer.concat(chunks) });
    const onCut = () => settle({ status: 'cut' });
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) return;
      source.pause();
      settle({ status: 'too-large', head: chunks });
    };
    source.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  });
}
