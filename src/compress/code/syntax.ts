// What the pure core sees of a parser: a place in a syntax tree, lent by whoever can load grammars.

export type CodeLanguage =
  | 'bash'
  | 'c-sharp'
  | 'cpp'
  | 'go'
  | 'java'
  | 'javascript'
  | 'php'
  | 'powershell'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'tsx'
  | 'typescript';

export interface SyntaxCursor {
  readonly nodeType: string;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly endPosition: { readonly row: number; readonly column: number };
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/** Parses a source and shows its tree to `read`; afterwards the tree is gone. Undefined: no grammar, or it gave up. */
export type ReadSyntax = <Reading>(
  source: string,
  language: CodeLanguage,
  read: (cursor: SyntaxCursor) => Reading,
) => Promise<Reading | undefined>;
