// What is known while the entries of an outline are judged.
import type { JsonNode } from '../../document/parse-json.ts';
import type { RowForm } from '../../table/row-form.ts';
import type { Entry, Outline } from '../outline.ts';
import type { RowJudgement } from './judge-rows.ts';

export interface Judging {
  readonly outline: Outline;
  readonly judgements: Map<RowForm, RowJudgement>;
  readonly ranks: Uint8Array;
  readonly shapeOf: (entry: Entry) => number;
  /** Alarming passages of each long value so far. */
  readonly alarms: Map<JsonNode, number>;
}

/** What an entry is worth, and what others it says the same as. */
export interface About {
  readonly importance: number;
  readonly shape?: string | number;
}
