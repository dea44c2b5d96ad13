// Answers of our own pages.
import type { ServerResponse } from 'node:http';
import { HeadroomError } from '../errors.ts';

export interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends what `make` gives; a store that cannot be read is a 503 with words, any other fault of ours a 500. */
export function send(response: ServerResponse, make: () => Answer): void {
  const { status = 200, type, body, headers } = attempt(make);
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

/** JSON with its content type. */
export function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}

function attempt(make: () => Answer): Answer {
  try {
    return make();
  } catch (error) {
    if (HeadroomError.isInstance(error)) {
      return json({ error: { code: error.code, message: error.message, hint: error.hint } }, 503);
    }
    const message = error instanceof Error ? error.message : String(error);
    return json({ error: { message: `A fault of ours: ${message}` } }, 500);
  }
}
