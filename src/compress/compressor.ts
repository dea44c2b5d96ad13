// The contract of a compressor: a text in, a shorter text out. It knows nothing of wire formats, handles, markers or storage.
import type { ReadSyntax } from './code/syntax.ts';
import type { Query } from './relevance/query.ts';
import type { Explain } from './select/kept-because.ts';

/** What a text can be, by its content. */
export const CONTENT_KINDS = [
  'json',
  'log',
  'search',
  'listing',
  'diff',
  'code',
  'table',
  'html',
  'page',
  'xml',
  'config',
  'prose',
  'text',
] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** Profiles change budgets, never correctness. `lossless` never drops a fact. */
export type Profile = 'lossless' | 'balanced' | 'aggressive';

/** exact: the text alone gives the original back. presentation: it reads the same. lossy: something is missing. */
export type Fidelity = 'exact' | 'presentation' | 'lossy';

export type CompressorName = string;
export type CountTokens = (text: string) => number;

/** A run of units that a reader of the short text can no longer see. Positions count from 1 and refer to the original. */
export interface Omission {
  readonly unit: 'line' | 'row' | 'character';
  readonly from: number;
  readonly to: number;
  /** A few words on what is missing: "118 INFO lines of 3 shapes". */
  readonly about?: string;
}

export interface Compressed {
  readonly text: string;
  /** Absent or empty: nothing was lost. */
  readonly lost?: readonly Omission[];
}

export interface CompressContext {
  readonly kind: ContentKind;
  readonly tool?: string;
  /** The tool's input, parsed; undefined when there is none or it is not JSON. */
  readonly toolInput?: Readonly<Record<string, unknown>>;
  /** The user's words at first sight, prepared for scoring. Undefined: no usable question, budgets are wider already. */
  readonly query?: Query;
  readonly profile: Profile;
  /** Estimated tokens a lossy form should come out at. What is lossless needs it only to know when to give up. */
  readonly budgetTokens: number;
  /** Fast and deterministic, within about 15 %. Use it to rank and to budget; the engine counts the winner. */
  readonly estimate: CountTokens;
  /** A lossy form is made if this one stays over the budget: a lossless one that will not get there may give up early. */
  readonly lossyFollows?: boolean;
  /** Lines of the whole text above the part that is given; marks count from its begin. */
  readonly linesBefore?: number;
  readonly signal: AbortSignal;
  /** Somebody wants to know why units stay. It changes nothing about which do. */
  readonly explain?: Explain | undefined;
  /** Remembers what was read out of the text, for compressors that look at the same one; without it they read anew. */
  readonly readOnce?: ReadOnce;
  /** Lends syntax trees of code; absent where no grammar can be loaded. */
  readonly readSyntax?: ReadSyntax;
}

export type ReadOnce = <Reading>(read: (text: string) => Reading, text: string) => Reading;

export interface Compressor {
  readonly name: CompressorName;
  readonly accepts: readonly ContentKind[];
  /**
   * exact: `expand(compress(x).text) === x`, run and compared before every use. presentation: what a reader sees is the
   * same, but bytes are gone (for terminal output the number of lines is unchanged); the original is stored, no marker.
   * lossy: `lost` says what is missing.
   */
  readonly fidelity: Fidelity;
  /** Pure: same text and context, same answer. Undefined: nothing worth doing. */
  compress(
    text: string,
    context: CompressContext,
  ): Compressed | undefined | Promise<Compressed | undefined>;
  /** `compress` runs `expand` on what it gives and gives nothing else than what comes back: it need not be run again. */
  readonly isProven?: true;
  /** The inverse. Present exactly when `fidelity` is `exact`. */
  expand?(text: string): string;
}
