// What the current page holds: a table, lines, or a text twice. Nothing here is drawn yet.
import { formatCount } from '../../telemetry/format/format-number.ts';
import type { TextPair } from '../../telemetry/recent-requests.ts';
import type { RequestLine } from '../../telemetry/request-line.ts';
import { healthLines, type ShownLine } from './health-lines.ts';
import { HELP_LINES } from './help-lines.ts';
import { printable } from '../../telemetry/format/printable.ts';
import { REPORT_TABLES } from './report-tables.ts';
import { requestsTable, textsTable, turnsTable } from './request-tables.ts';
import { sortRows, type ShownTable } from './shown-table.ts';
import { sideBySide, type SideLine } from './side-by-side.ts';
import type { Snapshot, SnapshotSource } from '../snapshot.ts';
import {
  currentPage,
  UNSORTED,
  type DashboardState,
  type PageTarget,
  type Sorting,
} from '../state.ts';
import { sideWidth } from '../parts/text-panel.tsx';

export type PageContent = { readonly title: string | undefined } & (
  | { readonly kind: 'table'; readonly table: ShownTable; readonly sorting: Sorting }
  | { readonly kind: 'lines'; readonly lines: readonly ShownLine[] }
  | { readonly kind: 'text'; readonly lines: readonly SideLine[] }
);

/** What a page needs from the store besides the snapshot. */
export interface PageData {
  readonly turns: readonly RequestLine[];
  readonly texts: readonly TextPair[];
}

/** Reads what a page needs. */
export function readPage(source: SnapshotSource, page: PageTarget): PageData {
  return {
    turns: page.kind === 'turns' ? source.turns(page.conversation) : [],
    texts: page.kind === 'texts' || page.kind === 'text' ? source.texts(page.requestId) : [],
  };
}

/** The content of the page on top, for a screen of this width. */
export function pageContent(
  state: DashboardState,
  { snapshot, data }: { readonly snapshot: Snapshot; readonly data: PageData },
  width: number,
): PageContent {
  if (state.isHelpShown) return { kind: 'lines', title: 'Keys', lines: HELP_LINES };
  const page = currentPage(state);
  switch (page.kind) {
    case 'views':
      return viewContent(state, snapshot);
    case 'turns': {
      const title = `Conversation ${printable(page.conversation).slice(0, 12)}, ${countOf(data.turns.length, 'turn')}`;
      return plainTable(title, turnsTable(data.turns, snapshot.atMs));
    }
    case 'texts': {
      const title = `Texts that request ${page.requestId} was the first to replace`;
      return plainTable(title, textsTable(data.texts, page.requestId));
    }
    case 'text':
      return textContent(data.texts[page.index], width);
  }
}

function viewContent({ view, sorting: all }: DashboardState, snapshot: Snapshot): PageContent {
  if (view === 'health') return { kind: 'lines', title: undefined, lines: healthLines(snapshot) };
  const sorting = all[view] ?? UNSORTED;
  const table =
    view === 'requests'
      ? requestsTable(snapshot.requests, snapshot.atMs)
      : REPORT_TABLES[view](snapshot.report);
  const rows = sortRows(table.rows, sorting);
  return { kind: 'table', title: undefined, table: { ...table, rows }, sorting };
}

function plainTable(title: string, table: ShownTable): PageContent {
  return { kind: 'table', title, table, sorting: UNSORTED };
}

function textContent(text: TextPair | undefined, width: number): PageContent {
  if (text === undefined) return missing('This text');
  const { tool, by, tokensBefore, tokensAfter, before, after } = text;
  const counts = `${formatCount(tokensBefore)} -> ${formatCount(tokensAfter)} tokens`;
  const title = `${printable(tool ?? 'text')} by ${printable(by)}, ${counts}: before | after`;
  if (after === undefined) return { ...missing('What was sent'), title };
  const told =
    before ??
    (text.handle === undefined
      ? 'No original is kept: what is sent gives it back whole.'
      : 'The original was evicted from the store.');
  return { kind: 'text', title, lines: sideBySide(told, after, sideWidth(width)) };
}

function missing(what: string): PageContent {
  const text = `${what} cannot be read any more.`;
  return { kind: 'lines', title: 'Text', lines: [{ text, tone: 'dim' }] };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
