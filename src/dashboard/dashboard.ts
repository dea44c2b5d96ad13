// `GET /dashboard` and what it asks for: the page itself, its figures, and the texts of a request.
import type { Page } from '../proxy/proxy-options.ts';
import { hourlyCsv } from '../telemetry/hourly-csv.ts';
import { askedWindow } from './asked-window.ts';
import { assetPages } from './assets.ts';
import { eventsPage } from './change-feed.ts';
import type { Figures } from './figures.ts';
import { type Answer, json, send } from './send.ts';
import { timelineOf } from './timeline.ts';

const MOST_ROWS = 200;
const MOST_MINUTES_AHEAD = 14 * 60;

/** All pages of the dashboard. Texts of the user are among them: only for proxies whose pages are nobody else's. */
export function dashboardPages(figures: Figures, now: () => number): readonly Page[] {
  const page = (path: string, answer: (query: URLSearchParams) => Answer): Page => ({
    path,
    answer: (_request, response, query) => send(response, () => answer(query)),
  });
  return [
    ...assetPages(),
    eventsPage(figures, now),
    page('/dashboard/data', (query) => overview(figures, query, now())),
    page('/dashboard/export.csv', (query) => hours(figures, query, now())),
    page('/dashboard/turns', (query) => json(figures.turns(query.get('conversation') ?? ''))),
    page('/dashboard/texts', (query) => {
      const id = Number(query.get('id'));
      return Number.isSafeInteger(id) && id > 0 ? json(figures.texts(id)) : bad('id is a number');
    }),
  ];
}

/** The report, its course over time, and the last requests of that time. */
function overview(figures: Figures, query: URLSearchParams, nowMs: number): Answer {
  const asked = askedWindow(query, nowMs);
  if ('problem' in asked) return bad(asked.problem);
  const { report, ...parts } = figures.overview(asked.sinceMs);
  const recent = figures.recent(MOST_ROWS);
  return json({
    nowMs,
    report,
    timeline: timelineOf(parts, {
      fromMs: asked.sinceMs ?? report.window.firstMs ?? nowMs,
      untilMs: Math.max(nowMs, report.window.lastMs ?? 0),
      zoneMs: minutesAhead(query) * 60_000,
    }),
    requests: recent.filter(({ atMs }) => atMs >= (asked.sinceMs ?? 0)),
    isUnused: recent.length === 0,
  });
}

function minutesAhead(query: URLSearchParams): number {
  const minutes = Math.round(Number(query.get('ahead')));
  return Math.abs(minutes) <= MOST_MINUTES_AHEAD ? minutes : 0;
}

function hours(figures: Figures, query: URLSearchParams, nowMs: number): Answer {
  const asked = askedWindow(query, nowMs);
  if ('problem' in asked) return bad(asked.problem);
  return {
    type: 'text/csv; charset=utf-8',
    body: hourlyCsv(figures.tally(asked.sinceMs)),
    headers: { 'content-disposition': 'attachment; filename="headroom.csv"' },
  };
}

function bad(problem: string): Answer {
  return json({ error: { message: problem } }, 400);
}
