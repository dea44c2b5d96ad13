// `GET /stats`: the report of `headroom perf --json`, over HTTP.
import type { Page } from '../proxy/proxy-options.ts';
import { askedWindow } from './asked-window.ts';
import type { Figures } from './figures.ts';
import { json, send } from './send.ts';

/** `?hours=N`, `?days=N` (7) or `?all`. */
export function statsPage(figures: Figures, now: () => number): Page {
  return {
    path: '/stats',
    answer: (_request, response, query) =>
      send(response, () => {
        const asked = askedWindow(query, now());
        if ('problem' in asked) return json({ error: { message: asked.problem } }, 400);
        return json(figures.report(asked.sinceMs));
      }),
  };
}
