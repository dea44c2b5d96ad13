// The few answers the proxy gives in its own name: whether it lives, whether it is ready, and refusals.
import type { ServerResponse } from 'node:http';
import { pathOf } from '../providers/choose-provider.ts';
import type { ProxyHealth } from './proxy-options.ts';

export interface ControlContext {
  readonly version: string | undefined;
  readonly startedAtMs: number;
  readonly health: () => ProxyHealth;
}

const CONTROL_PATHS = new Set(['/livez', '/readyz', '/health']);

/** Whether a request is for the proxy itself, not for a provider. */
export function isControl(method: string | undefined, target: string): boolean {
  return (method === 'GET' || method === 'HEAD') && CONTROL_PATHS.has(pathOf(target));
}

/** Answers a control request. `/readyz` tells by its status, `/livez` and `/health` answer 200 as long as they can. */
export function answerControl(
  response: ServerResponse,
  target: string,
  context: ControlContext,
): void {
  const path = pathOf(target);
  const health = path === '/livez' ? undefined : context.health();
  const isUnready = health?.ready === false;
  writeJson(response, path === '/readyz' && isUnready ? 503 : 200, {
    service: 'headroom-proxy',
    status: isUnready ? 'not-ready' : 'healthy',
    ...(context.version !== undefined && { version: context.version }),
    pid: process.pid,
    uptimeSeconds: Math.round((Date.now() - context.startedAtMs) / 1000),
    ...health,
  });
}

/** Answers before anything of the request was looked at; the connection is not used again. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close');
  writeJson(response, status, { error: { message } });
}

function writeJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
