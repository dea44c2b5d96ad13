// The user's words, prepared for scoring.

export interface Query {
  readonly text: string;
  /** Lower-cased words and identifier parts, without stop words. */
  readonly terms: ReadonlySet<string>;
  /** Spelled-out anchors that must stay where they occur: paths, quoted strings, ids, identifiers, numbers of 3+ digits. */
  readonly anchors: readonly string[];
}
