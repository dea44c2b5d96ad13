// Makes turns of a conversation that is written down in order: what came for the model, then what it answered.
import type { TokenUsage } from '../wire/wire-format.ts';
import type { Turn } from './turn.ts';
import type { JsonObject } from './value.ts';

export interface AnswerBegin {
  readonly atMs: number;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}

export interface TurnBuilder {
  /** Something that the next request sends. */
  send(...items: readonly JsonObject[]): void;
  /** A request was sent with all that stands before. */
  begin(about: AnswerBegin): void;
  /** What the model said, in the form in which the next request repeats it. */
  answer(...items: readonly JsonObject[]): void;
  /** What the provider counted for the answer. */
  count(usage: TokenUsage, id?: string): void;
  readonly isCounted: boolean;
  /** Turns that still stand, the one that is being answered included. */
  readonly standing: number;
  /** Only so many turns still stand. */
  keep(turns: number): void;
  /** The turns that are complete now, once. */
  take(): readonly Turn[];
  end(): readonly Turn[];
}

/** For one conversation; `about` is asked for each turn. */
export function createTurnBuilder(
  about: () => Pick<Turn, 'conversation' | 'wire' | 'provider'> & { readonly project?: string },
): TurnBuilder {
  let done: Turn[] = [];
  let pending: JsonObject[] = [];
  let answered: JsonObject[] = [];
  let open: { turn: Turn; usage?: TokenUsage; id?: string } | undefined;
  let standing = 0;
  let keeps: number | undefined;

  function finish(): void {
    if (open === undefined) return;
    const { turn, usage, id } = open;
    done.push({ ...turn, ...(id !== undefined && { id }), ...(usage !== undefined && { usage }) });
    open = undefined;
  }

  return {
    send: (...items) => void pending.push(...items),
    begin({ atMs, id, model }) {
      finish();
      const added = keeps === undefined ? [...answered, ...pending] : pending;
      const turn: Turn = {
        ...about(),
        atMs,
        added,
        ...(id !== undefined && { id }),
        ...(model !== undefined && { model }),
        ...(keeps !== undefined && { keeps }),
      };
      open = { turn };
      standing = (keeps ?? standing) + 1;
      keeps = undefined;
      pending = [];
      answered = [];
    },
    answer: (...items) => void answered.push(...items),
    count(usage, id) {
      if (open !== undefined) open = { ...open, usage, ...(id !== undefined && { id }) };
    },
    get isCounted() {
      return open?.usage !== undefined;
    },
    get standing() {
      return keeps ?? standing;
    },
    keep(turns) {
      finish();
      keeps = Math.min(turns, keeps ?? standing);
      pending = [];
      answered = [];
    },
    take() {
      const taken = done;
      done = [];
      return taken;
    },
    end() {
      finish();
      return this.take();
    },
  };
}
