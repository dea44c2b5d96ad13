// Answers a request for a WebSocket with plain HTTP, on the bare socket that Node hands over for it.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The status on which clients turn to server-sent events at once; others cost them several tries. */
export const USE_EVENTS = 426;

/** Writes the answer and closes the connection. */
export function refuseUpgrade(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ error: { message } });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
