// `GET /dashboard/events`: says that there is something new, as server-sent events. The store is looked at once a second, because other
// processes write to it too, and only while somebody listens.
import type { ServerResponse } from 'node:http';
import type { Page } from '../proxy/proxy-options.ts';
import type { Figures } from './figures.ts';

export const LOOK_EVERY_MS = 1_000;
const MOST_LISTENERS = 50;
/** A retrieval may be committed a little after the time that it carries. */
const LATE_MS = 10_000;

/** A page that stays open until its client leaves; each change is one `change` event with the number of the last request. */
export function eventsPage(figures: Figures, now: () => number): Page {
  const listeners = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  let seen = { request: 0, retrieval: 0 };

  function look(): void {
    const found = newest();
    if (found.request === seen.request && found.retrieval === seen.retrieval) return;
    seen = found;
    for (const response of listeners) tell(response, found.request);
  }

  function newest(): typeof seen {
    try {
      const retrieval = Math.max(seen.retrieval, figures.lastRetrieval(now() - LATE_MS));
      return { request: figures.lastRequest(), retrieval };
    } catch {
      // A store that cannot be read has nothing new.
      return seen;
    }
  }

  function leave(response: ServerResponse): void {
    listeners.delete(response);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    path: '/dashboard/events',
    answer(request, response) {
      if (listeners.size >= MOST_LISTENERS) return void response.writeHead(503).end();
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      if (request.method === 'HEAD') return void response.end();
      look();
      listeners.add(response);
      response.on('close', () => leave(response));
      response.write(': listening\n\n');
      timer ??= setInterval(look, LOOK_EVERY_MS).unref();
    },
  };
}

/** A client that does not read gets no more; it asks for everything when it comes back. */
function tell(response: ServerResponse, lastRequest: number): void {
  if (!response.writableNeedDrain) {
    response.write(`event: change\ndata: {"lastRequest":${lastRequest}}\n\n`);
  }
}
