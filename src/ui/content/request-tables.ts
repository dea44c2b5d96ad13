// Tables of requests, of the turns of a conversation, and of the texts of a request.
import { explainReason } from '../../telemetry/format/explain-reason.ts';
import type { TextPair } from '../../telemetry/recent-requests.ts';
import type { RequestLine } from '../../telemetry/request-line.ts';
import {
  countCell,
  left,
  msCell,
  optional,
  right,
  shareCell,
  textCell,
  timeCell,
  usdCell,
} from './cells.ts';
import type { ShownCell, ShownRow, ShownTable } from './shown-table.ts';
import type { PageTarget } from '../state.ts';

const MIDDLE = [right('new'), right('sent'), right('less'), right('saved'), right('wait')];

/** Requests as they came in, the newest first; a row opens its conversation. */
export function requestsTable(requests: readonly RequestLine[], nowMs: number): ShownTable {
  return {
    columns: [
      left('model'),
      left('time'),
      ...MIDDLE,
      right('status'),
      optional(left('agent')),
      optional(left('project')),
      optional(left('because')),
    ],
    rows: requests.map((request) => ({
      key: String(request.id),
      tone: toneOf(request),
      opens: targetOf(request),
      cells: [
        textCell(request.model ?? request.provider),
        timeCell(request.atMs, nowMs),
        ...figureCells(request),
        statusCell(request),
        textCell(request.agent),
        textCell(request.project),
        textCell(becauseOf(request)),
      ],
    })),
    whenEmpty: 'No requests in this time. Start an agent: headroom wrap claude',
  };
}

function targetOf({ id, conversation }: RequestLine): PageTarget {
  return conversation === null
    ? { kind: 'texts', requestId: id }
    : { kind: 'turns', conversation, requestId: id };
}

/** Turns of a conversation; a row opens its texts. */
export function turnsTable(turns: readonly RequestLine[], nowMs: number): ShownTable {
  return {
    columns: [
      left('turn'),
      left('time'),
      ...MIDDLE,
      right('status'),
      right('cache read'),
      optional(right('written')),
      optional(right('plain')),
      optional(right('output')),
      optional(right('first byte')),
    ],
    rows: turns.map((turn, index) => ({
      key: String(turn.id),
      tone: toneOf(turn),
      opens: { kind: 'texts', requestId: turn.id },
      cells: [
        { text: `${index + 1}`, sortBy: index },
        timeCell(turn.atMs, nowMs),
        ...figureCells(turn),
        statusCell(turn),
        ...usageCells(turn),
        msCell(turn.firstByteMs),
      ],
    })),
    whenEmpty: 'The turns of this conversation cannot be read any more.',
  };
}

/** Texts that a request replaced; a row opens before and after. */
export function textsTable(texts: readonly TextPair[], requestId: number): ShownTable {
  return {
    columns: [
      left('tool'),
      left('compressor'),
      right('before'),
      right('after'),
      right('less'),
      left('original'),
    ],
    rows: texts.map((text, index) => ({
      key: String(index),
      opens: { kind: 'text', requestId, index },
      cells: [
        textCell(text.tool),
        textCell(text.by),
        countCell(text.tokensBefore),
        countCell(text.tokensAfter),
        shareCell(shareOf(text)),
        textCell(originalOf(text)),
      ],
    })),
    whenEmpty: 'No text was replaced for the first time in this request.',
  };
}

function originalOf({ handle, before }: TextPair): string {
  if (handle === undefined) return 'in what is sent';
  return before === undefined ? 'evicted' : handle;
}

function shareOf({ tokensBefore, tokensAfter }: TextPair): number | null {
  return tokensBefore === 0 ? null : (tokensBefore - tokensAfter) / tokensBefore;
}

function figureCells({ newInput, netSavedUsd, waitMs }: RequestLine): readonly ShownCell[] {
  return [
    countCell(newInput.tokensBefore),
    countCell(newInput.tokensAfter),
    shareCell(newInput.savedShare),
    usdCell(netSavedUsd),
    msCell(waitMs),
  ];
}

function usageCells({ usage }: RequestLine): readonly ShownCell[] {
  if (usage === null) return [1, 2, 3, 4].map(() => textCell(null));
  const { cacheRead, cacheWrite5m, cacheWrite1h, input, output } = usage;
  return [cacheRead, cacheWrite5m + cacheWrite1h, input, output].map(countCell);
}

function statusCell({ status, aborted }: RequestLine): ShownCell {
  return { text: aborted ? 'aborted' : String(status), sortBy: status };
}

/** A rewritten prefix is a fault of ours and is said before anything else. */
function becauseOf({ prefixRewritesByUs, reason, purpose }: RequestLine): string {
  if (prefixRewritesByUs > 0) return 'PREFIX REWRITTEN BY US';
  if (reason !== null) return explainReason(reason) || reason;
  return purpose === 'send' ? '' : 'passed through';
}

function toneOf(request: RequestLine): NonNullable<ShownRow['tone']> {
  if (request.status >= 400 || request.prefixRewritesByUs > 0) return 'bad';
  return request.purpose === 'send' ? 'plain' : 'dim';
}
