// What is asked about one text, and what comes of it.
import type { ReadSyntax } from './code/syntax.ts';
import type { ContentKind, CountTokens, Fidelity, Omission, Profile } from './compressor.ts';
import type { KeptUnit } from './select/kept-because.ts';

export interface TextJob {
  readonly text: string;
  readonly tool?: string;
  /** Raw JSON text of the tool's input. */
  readonly toolInput?: string;
  readonly question?: string;
  readonly profile: Profile;
  /** False when nothing lossy may be sent: no way to retrieve. */
  readonly mayLose: boolean;
  /** The replacement also says why its units were kept. It changes nothing else. */
  readonly explain?: boolean;
}

export interface Replacement {
  readonly action: 'replace';
  readonly text: string;
  /** Compressors in the order they were applied, joined by "+". */
  readonly by: string;
  readonly kind: ContentKind;
  readonly fidelity: Fidelity;
  readonly lost: readonly Omission[];
  /** Estimates, not counts. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** What a lossy compressor kept, and why. Only when asked for. */
  readonly kept?: readonly KeptUnit[];
}

export type TextResult =
  | Replacement
  | {
      readonly action: 'keep';
      readonly reason: 'no-compressor' | 'not-smaller' | 'compressor-failed' | 'compressor-timeout';
      readonly kind?: ContentKind;
    };

export interface TextTools {
  /** Loads the exact counter; asked only when an estimate is too close to call. */
  readonly loadCounter: () => Promise<CountTokens>;
  readonly signal: AbortSignal;
  /** Lends syntax trees; without it code is folded by indentation. */
  readonly readSyntax?: ReadSyntax;
  /** Told about a compressor that threw or whose inverse did not give the text back. */
  readonly onFault?: (compressor: string, error: unknown) => void;
}
