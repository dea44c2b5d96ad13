// A client may close its sending side with the end of its request, and wait for the answer (`nc -N` does). One that has gone away
// looks the same, until something is written to it. Law: the first gets its answer, and for the second the provider stops working.
import type { Server, ServerResponse } from 'node:http';

/** Clients that have stopped sending are not taken for gone by themselves. */
export function keepHalfClosed(server: Server): void {
  // Of every Node so far, but not in its documentation.
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
}

/**
 * The system of a client that is gone answers that nobody reads, at once or from far away, and the write after that fails. A client
 * may go away later on, too.
 */
const ASK_AGAIN_MS = [1, 50];
const ASK_EVERY_MS = 1_000;

/** Finds out whether a client that stops sending before its answer is over still reads. */
export function watchHalfClosed(response: ServerResponse): void {
  const { socket } = response.req;
  let timer: NodeJS.Timeout | undefined;
  const ask = (times: number): void => {
    // From here on the answer itself is what is written.
    if (response.headersSent || response.destroyed) return;
    response.writeProcessing();
    timer = setTimeout(ask, ASK_AGAIN_MS[times] ?? ASK_EVERY_MS, times + 1).unref();
  };
  const onEnd = (): void => {
    // Node closes the connection behind an answer that is complete.
    if (response.writableEnded) return;
    if (canBeAsked(response)) ask(0);
    else socket.destroy();
  };
  socket.once('end', onEnd);
  response.once('close', () => {
    socket.off('end', onEnd);
    clearTimeout(timer);
  });
  if (socket.readableEnded) onEnd();
}

/** An answer that has begun may be silent for minutes and cannot be interrupted; HTTP/1.0 knows no words before the answer. */
function canBeAsked({ headersSent, req }: ServerResponse): boolean {
  return !headersSent && req.httpVersion === '1.1';
}
