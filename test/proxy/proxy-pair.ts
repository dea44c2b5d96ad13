// A proxy in front of a fake provider, with everything it reported, and a client that sends and reads raw bytes.
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { WIRE_FORMATS } from '../../src/compose/providers.ts';
import type { Pipeline } from '../../src/pipeline/prepared.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { azure } from '../../src/providers/azure.ts';
import { chatgpt } from '../../src/providers/chatgpt.ts';
import { gemini } from '../../src/providers/gemini.ts';
import { openai } from '../../src/providers/openai.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { type RunningProxy, startProxy } from '../../src/proxy/listener.ts';
import type { ProxyOptions } from '../../src/proxy/proxy-options.ts';
import {
  type FakeUpstream,
  type FakeUpstreamOptions,
  type Script,
  startFakeUpstream,
} from '../helpers/fake-upstream.ts';

export interface ProxyPair {
  readonly upstream: FakeUpstream;
  readonly proxy: RunningProxy;
  readonly exchanges: readonly Exchange[];
  /** The next exchange that was not asked for yet. */
  nextExchange(): Promise<Exchange>;
  readonly log: readonly string[];
}

export interface PairOptions extends Partial<ProxyOptions> {
  readonly script?: Script;
  readonly upstreamOptions?: FakeUpstreamOptions;
  /** Instead of the fake provider's own address. */
  readonly baseUrl?: string;
}

/** Starts both, and closes both when the test is over. */
export async function startPair(options: PairOptions = {}): Promise<ProxyPair> {
  const { script, upstreamOptions, baseUrl, ...proxyOptions } = options;
  const upstream = await startFakeUpstream(script, upstreamOptions);
  const address = { baseUrl: baseUrl ?? upstream.url };
  const exchanges: Exchange[] = [];
  const waiting: (() => void)[] = [];
  const log: string[] = [];
  const proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    providers: [anthropic, openai, gemini, chatgpt, azure].map((make) => make(address)),
    wireFormats: WIRE_FORMATS,
    compress: true,
    pipeline: identity,
    log: (level, message) => log.push(`${level} ${message}`),
    ...proxyOptions,
    onExchange: async (exchange) => {
      exchanges.push(exchange);
      waiting.shift()?.();
      await proxyOptions.onExchange?.(exchange);
    },
  });
  onTestFinished(async () => {
    await proxy.close({ graceMs: 0 });
    await upstream.close();
  });
  let asked = 0;
  return {
    upstream,
    proxy,
    exchanges,
    log,
    nextExchange: async () => {
      const at = asked;
      asked += 1;
      while (exchanges.length <= at) await new Promise<void>((resolve) => waiting.push(resolve));
      return exchanges[at] as Exchange;
    },
  };
}

/** Changes nothing. */
export const identity: Pipeline = {
  prepare: ({ bytes }) => Promise.resolve({ bytes, changed: false, segments: [] }),
};

/** Makes one known word longer or shorter. */
export const replacing = (word: string, by: string): Pipeline => ({
  prepare: ({ bytes }) => {
    const text = bytes.toString('latin1');
    const changed = text.includes(word);
    return Promise.resolve({
      bytes: changed ? Buffer.from(text.replaceAll(word, by), 'latin1') : bytes,
      changed,
      model: 'test-model',
      segments: [],
    });
  },
});

export interface RawClient {
  readonly socket: Socket;
  send(bytes: string | Buffer): void;
  /** Everything that has come so far. */
  received(): Buffer;
  /** Resolves when the text has come. */
  until(text: string): Promise<string>;
  /** Resolves with everything when the connection is gone. */
  readonly closed: Promise<Buffer>;
}

/** A client that writes what it is told, byte for byte. */
export async function connectRaw(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('error', () => undefined);
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  const closed = new Promise<Buffer>((resolve) =>
    socket.once('close', () => resolve(Buffer.concat(pieces))),
  );
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  onTestFinished(() => void socket.destroy());
  const received = () => Buffer.concat(pieces);
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    received,
    closed,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const all = received().toString('latin1');
          if (!all.includes(text)) return;
          socket.off('data', look);
          resolve(all);
        };
        socket.on('data', look);
        void closed.then((all) => reject(new Error(`closed after: ${all.toString('latin1')}`)));
        look();
      }),
  };
}

/** A whole HTTP/1.1 request as text. */
export function rawRequest(
  line: string,
  headers: readonly (readonly [string, string])[],
  body = '',
): string {
  return `${line} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Waits for something that has no event of its own. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}
