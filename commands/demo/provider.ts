// A provider on loopback that answers every request with a short stream, and keeps what it was sent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CachedUsage } from './prompt-cache.ts';

export interface DemoProvider {
  readonly url: string;
  /** The last body that arrived, and what it cost. */
  last(): { readonly body: string; readonly usage: CachedUsage };
  close(): void;
}

/** Starts it on a free port; `price` is asked about every body that arrives. */
export async function startDemoProvider(
  price: (body: string) => CachedUsage,
): Promise<DemoProvider> {
  let last: ReturnType<DemoProvider['last']> | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      last = { body, usage: price(body) };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(answer(last.usage));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    last: () => {
      if (last === undefined) throw new Error('The demo provider was sent nothing.');
      return last;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(usage: CachedUsage): string {
  const start = {
    type: 'message_start',
    message: {
      id: 'msg_demo',
      type: 'message',
      role: 'assistant',
      content: [],
      usage: {
        input_tokens: 0,
        cache_read_input_tokens: usage.cacheRead,
        cache_creation_input_tokens: usage.cacheWrite,
        output_tokens: 1,
      },
    },
  };
  const end = {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 20 },
  };
  return [start, end, { type: 'message_stop' }]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}
