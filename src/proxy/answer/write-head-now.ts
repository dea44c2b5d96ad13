// Sends the head of a message before its body. Not by `flushHeaders`: Node encodes the head as UTF-8 there, and a header
// byte above 0x7f would arrive as two (its other ways of sending a head use latin1, as it was read).
import type { OutgoingMessage } from 'node:http';

const NOTHING = Buffer.alloc(0);

/** Writes what has been set as the head, byte for byte. */
export function writeHeadNow(message: OutgoingMessage): void {
  message.write(NOTHING);
}
