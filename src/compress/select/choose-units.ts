// Chooses which units (lines, rows, hits) of a text stay within a budget.
import type { Query } from '../relevance/query.ts';

export interface Unit {
  readonly text: string;
  /** Estimated tokens, including what its line end or separator costs. */
  readonly cost: number;
  /** 0 to 1: errors, failures, rare values, declarations. Given by the compressor, which knows the kind. */
  readonly importance: number;
  /** Stays even beyond the budget. */
  readonly must?: boolean;
  /** Index of the heading this unit stands under (file, hunk, section, error headline), smaller than its own index. */
  readonly parent?: number;
  /** Units of the same shape say the same with other values; repeats are worth less and one of each shape is covered. */
  readonly shape?: string;
}

export interface ChooseOptions {
  readonly budgetTokens: number;
  readonly query?: Query;
  /** Units kept at either end whatever they say. */
  readonly head?: number;
  readonly tail?: number;
  /** Units kept around a chosen one. */
  readonly contextBefore?: number;
  readonly contextAfter?: number;
}
