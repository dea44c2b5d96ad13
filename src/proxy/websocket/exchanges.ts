// The requests on one WebSocket, in the order in which they were asked: each event of the provider belongs to the first
// that is not over.
import type { JsonDocument } from '../../json/document.ts';
import { member, readNumber, readString } from '../../json/read.ts';
import type { TokenUsage, WireFormat } from '../../wire/wire-format.ts';
import type { Exchange } from '../exchange.ts';
import type { ExchangeDraft } from '../exchange-draft.ts';
import { NO_TOKENS } from '../answer/tap.ts';

export interface SocketExchanges {
  asked(draft: ExchangeDraft): void;
  heard(event: JsonDocument): void;
  /** The connection is gone: what is not over was broken off. */
  end(whoLeft: 'client' | 'provider'): void;
}

export interface ExchangeWatch {
  readonly report: (exchange: Exchange) => Promise<void>;
  /** Gets a promise for every exchange, which resolves when it is over and reported. */
  readonly onRunning: (exchange: Promise<void>) => void;
}

interface Open {
  readonly draft: ExchangeDraft;
  readonly over: (exchange: Exchange) => void;
  usage?: TokenUsage;
  isAnswered: boolean;
}

/** Events that end a response. */
const ENDINGS = new Set([
  'response.completed',
  'response.failed',
  'response.incomplete',
  'response.cancelled',
  'error',
]);

const OK = 200;
/** An error that names no status of its own. */
const FAILED = 500;

/** Hands every exchange to `report` when it is over. */
export function createSocketExchanges(
  wire: WireFormat,
  { report, onRunning }: ExchangeWatch,
): SocketExchanges {
  const open: Open[] = [];
  return {
    asked: (draft) => {
      const exchange = new Promise<Exchange>((over) =>
        open.push({ draft, over, isAnswered: false }),
      );
      onRunning(exchange.then(report));
    },
    heard: (event) => {
      const [current] = open;
      if (current === undefined) return;
      const type = readString(event, member(event.root, 'type')) ?? '';
      if (!current.isAnswered) current.draft.answered(statusOf(event, type));
      current.isAnswered = true;
      const usage = wire.usage(event);
      if (usage !== undefined) current.usage = { ...(current.usage ?? NO_TOKENS), ...usage };
      if (!ENDINGS.has(type)) return;
      open.shift();
      current.over(current.draft.finish({ usage: current.usage }));
    },
    end: (whoLeft) => {
      const end = whoLeft === 'client' ? { aborted: true } : { cut: true };
      for (const { draft, usage, over } of open.splice(0)) over(draft.finish({ ...end, usage }));
    },
  };
}

function statusOf(event: JsonDocument, type: string): number {
  if (type !== 'error') return OK;
  const { root } = event;
  const named = member(root, 'status') ?? member(member(root, 'error'), 'status');
  return readNumber(event, named) ?? FAILED;
}
