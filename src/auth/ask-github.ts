// One request to GitHub with exactly the headers it is given. A redirect is not followed: it could carry a token elsewhere.
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { HeadroomError } from '../errors.ts';

export interface GithubRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface GithubAnswer {
  readonly status: number;
  readonly text: string;
}

/** Throws `GITHUB_UNREACHABLE`, which names the host and never a header; aborted: the reason of the signal. */
export type AskGithub = (request: GithubRequest) => Promise<GithubAnswer>;

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER_BYTES = 1_000_000;

export interface AskOptions {
  /** Opens the connections, where they have to take a way of their own. */
  readonly agentFor?: ((address: string) => http.Agent) | undefined;
}

/** A way to ask; every request has a connection of its own. */
export function createAskGithub({ agentFor }: AskOptions = {}): AskGithub {
  return async (request) => {
    try {
      return await exchangeMessages(request, agentFor?.(request.url) ?? false);
    } catch (error) {
      request.signal?.throwIfAborted();
      const { host } = new URL(request.url);
      const message = `${host} cannot be reached: ${reason(error)}.`;
      throw new HeadroomError('GITHUB_UNREACHABLE', message, {
        hint: 'Check the network, and HTTPS_PROXY where a company has one, and try again.',
      });
    }
  };
}

/** The parsed body of an answer; an empty object when it is not one. */
export function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function exchangeMessages(
  { method, url, headers, body, signal }: GithubRequest,
  agent: http.Agent | false,
) {
  const target = new URL(url);
  const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  return new Promise<GithubAnswer>((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method,
      headers: ['Host', target.host, ...headers.flat(), ...length],
      setHost: false,
      agent,
      ...(signal !== undefined && { signal }),
    });
    const timer = setTimeout(() => request.destroy(failure('ETIMEDOUT')), TIMEOUT_MS);
    request.once('close', () => clearTimeout(timer)).on('error', reject);
    request.once('response', (response) => collect({ request, response, resolve, reject }));
    request.end(body);
  });
}

function collect(exchange: {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  readonly resolve: (answer: GithubAnswer) => void;
  readonly reject: (error: unknown) => void;
}): void {
  const { request, response, resolve, reject } = exchange;
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  response.on('error', reject).on('data', (piece: Buffer) => {
    pieces.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes > LARGEST_ANSWER_BYTES) request.destroy(failure('ANSWER_TOO_LARGE'));
  });
  response.once('end', () => {
    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') });
  });
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The code alone: a message may repeat what was sent. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'the connection failed';
}
