// What a text is by how it was asked for.

export type OriginUse =
  'file-read' | 'edit' | 'search' | 'listing' | 'shell' | 'skill' | 'fetch' | 'retrieval' | 'other';

export interface Origin {
  readonly use: OriginUse;
  /** The agent may quote these bytes later (an edit, a rule to follow): nothing of them may be lost. */
  readonly exact: boolean;
  readonly path?: string;
  /** The command line, for a shell. */
  readonly command?: string;
}
