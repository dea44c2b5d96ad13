// The span tree of a JSON body: where every value starts and ends, in bytes. Nothing is decoded until asked for.

export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'literal';
  /** Byte offsets into the body, end exclusive. A string's span includes its quotes. */
  readonly start: number;
  readonly end: number;
  readonly members?: ReadonlyArray<readonly [name: string, value: JsonNode]>;
  readonly items?: readonly JsonNode[];
}

export interface JsonDocument {
  readonly bytes: Buffer;
  readonly root: JsonNode;
}

/** Replaces bytes [start, end) by the UTF-8 of `insert`. An empty range inserts. Splices of one body never overlap. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** Why a body could not be read as a span tree. */
export type ParseFailure = 'not-json' | 'invalid-utf8' | 'duplicate-key' | 'too-deep';
export type ParseResult =
  | { readonly ok: true; readonly document: JsonDocument }
  | { readonly ok: false; readonly reason: ParseFailure };
