// Which conversation a request belongs to.
import type { IncomingMessage } from 'node:http';

/** Clients that number their sessions do it in one of these. */
const SESSION_HEADERS = ['x-claude-code-session-id', 'session-id', 'x-session-id'] as const;

/** The client's own session id; undefined where it sends none. */
export function conversationOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  return SESSION_HEADERS.map((name) => request.headers[name]).find(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
