// Hands an answer to the client, byte for byte, as it comes. The client's pace is the provider's pace, and either side
// going away ends the other at once.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { responseHeaders } from '../raw-headers.ts';
import type { Answer } from '../upstream/transport.ts';
import { writeHeadNow } from './write-head-now.ts';

/** ended: the client has all of it. cut: the provider broke off. abandoned: the client went away. */
export type RelayResult = 'ended' | 'cut' | 'abandoned';

export interface RelayOptions {
  readonly client: ServerResponse<IncomingMessage>;
  /** Gets a copy of every piece of the body. Must not throw. */
  readonly onBytes: (chunk: Buffer) => void;
}

/** Relays head and body; resolves when nothing more can happen to either. */
export function relay(answer: Answer, options: RelayOptions): Promise<RelayResult> {
  const { response, request } = answer;
  const { client } = options;
  return new Promise((resolve, reject) => {
    const cut = () => {
      if (response.complete) return;
      resolve('cut');
      cutOff(client);
    };
    client.once('finish', () => resolve('ended'));
    client.once('close', () => {
      if (client.writableFinished) return;
      resolve('abandoned');
      request.destroy();
    });
    response.on('error', cut).once('close', cut);
    if (client.destroyed) {
      request.destroy();
      return resolve('abandoned');
    }
    try {
      writeHead(response, client);
    } catch (error) {
      // Only an answer no HTTP server should give: a status below 100, a forbidden character in its head.
      request.destroy();
      return reject(error);
    }
    response.pipe(client);
    response.on('data', options.onBytes);
  });
}

function writeHead(response: IncomingMessage, client: ServerResponse<IncomingMessage>): void {
  const headers = responseHeaders(response.rawHeaders, {
    chunks: client.req.httpVersion !== '1.0',
  });
  client.sendDate = false;
  client.writeHead(response.statusCode ?? 0, response.statusMessage ?? '', headers);
  writeHeadNow(client);
}

/** What came before the cut still reaches the client; the end of the message never does. */
function cutOff(client: ServerResponse): void {
  if (client.socket === null) client.destroy();
  else client.socket.destroySoon();
}
