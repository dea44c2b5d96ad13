// Carries frames between two WebSockets. Law: frames keep their order and their kind, the slower side sets the pace, and
// either side's end is the other's.
import type { RawData, WebSocket } from 'ws';

export interface FrameRelay {
  readonly client: WebSocket;
  readonly provider: WebSocket;
  /** What leaves for a text frame of the client. Must not reject. */
  readonly onClientText: (frame: Buffer) => Promise<Buffer>;
  /** Gets a look at every text frame of the provider. Must not throw. */
  readonly onProviderText: (frame: Buffer) => void;
}

/** Bytes waiting to be sent at which the sender of more is asked to wait. */
const HIGH_WATER_BYTES = 1024 * 1024;

/** Relays two paused connections until one is gone, and says which. */
export function relayFrames(relay: FrameRelay): Promise<'client' | 'provider'> {
  const { client, provider } = relay;
  let earlier = Promise.resolve();
  client.on('message', (data, isBinary) => {
    const frame = bytesOf(data);
    // One frame at a time: what comes while it is looked at waits in the socket.
    client.pause();
    earlier = earlier.then(async () => {
      const bytes = isBinary ? frame : await relay.onClientText(frame);
      pass(bytes, { from: client, to: provider, isBinary });
    });
  });
  provider.on('message', (data, isBinary) => {
    const frame = bytesOf(data);
    if (!isBinary) relay.onProviderText(frame);
    provider.pause();
    pass(frame, { from: provider, to: client, isBinary });
  });
  client.on('ping', (data) => ifOpen(provider, () => provider.ping(data)));
  provider.on('ping', (data) => ifOpen(client, () => client.ping(data)));
  return new Promise((resolve) => {
    const leave = (side: 'client' | 'provider', code: number, reason: Buffer) => {
      resolve(side);
      // What the client asked last is sent before it is said to be gone.
      if (side === 'client') void earlier.then(() => end(provider, code, reason));
      else end(client, code, reason);
    };
    client.on('error', () => undefined).once('close', (...how) => leave('client', ...how));
    provider.on('error', () => undefined).once('close', (...how) => leave('provider', ...how));
    // One may be gone before anybody listened.
    if (client.readyState === client.CLOSED) leave('client', ABNORMAL, NO_REASON);
    else if (provider.readyState === provider.CLOSED) leave('provider', ABNORMAL, NO_REASON);
    provider.resume();
    client.resume();
  });
}

/** `ws` gives one buffer for the binary type it starts with; the others are for callers who ask. */
function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

interface Way {
  readonly from: WebSocket;
  readonly to: WebSocket;
  readonly isBinary: boolean;
}

function pass(bytes: Buffer, { from, to, isBinary }: Way): void {
  const resume = () => from.resume();
  if (to.readyState !== to.OPEN) return;
  to.send(bytes, { binary: isBinary, compress: false }, resume);
  if (to.bufferedAmount < HIGH_WATER_BYTES) resume();
}

function ifOpen(socket: WebSocket, act: () => void): void {
  if (socket.readyState === socket.OPEN) act();
}

/** Codes that say how a connection ended but cannot be sent. */
const NO_STATUS = 1005;
const ABNORMAL = 1006;
const NEVER_SENT = new Set([1004, ABNORMAL, 1015]);
const NO_REASON = Buffer.alloc(0);

function end(socket: WebSocket, code: number, reason: Buffer): void {
  socket.resume();
  if (NEVER_SENT.has(code)) socket.terminate();
  else if (code === NO_STATUS) socket.close();
  else socket.close(code, reason);
}
