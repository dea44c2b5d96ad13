// Why a unit stays: told to whoever asks for an explanation, and nowhere else.

export type KeptBecause =
  /** The compressor said so: the newest entry, the declaration, the error. */
  | 'must stay'
  | 'first or last'
  | 'importance'
  /** The question spells out a name, path or number in it. */
  | 'named in the question'
  | 'question'
  | 'around'
  /** A little of both, or the first of its shape. */
  | 'coverage'
  | 'heading'
  /** Nothing speaks for it, but there was room. */
  | 'room'
  /** Cheaper than the mark that would stand for it. */
  | 'no gap';

export interface KeptUnit {
  readonly text: string;
  readonly because: KeptBecause;
}

/** Called once by each selection that leaves something out, with what stays. */
export type Explain = (kept: readonly KeptUnit[]) => void;
