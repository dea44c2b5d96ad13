// What the tools need from the rest of the house. It is opened at the first call, so that listing tools stays fast.
import type { RetrieveRequest } from '../ccr/retrieve.ts';

export interface RetrievedText {
  readonly text: string;
  /** What a reader must know besides the text. */
  readonly note?: string;
}

export interface CompressRequest {
  readonly text: string;
  readonly question?: string;
  readonly tool?: string;
}

export type CompressAnswer =
  | { readonly action: 'keep'; readonly reason: string; readonly handle?: string }
  | {
      readonly action: 'replace';
      /** With its marker, where something was lost. */
      readonly text: string;
      readonly by: string;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      readonly handle?: string;
    };

export interface McpParts {
  /** The text, cut to `maxTokens` as `count` counts them. Throws `HANDLE_NOT_FOUND` for a handle that is not in the store, `BAD_OPTION` for a slice that cannot be read. */
  retrieve(request: RetrieveRequest): Promise<RetrievedText>;
  /** A whole original that is not handed out. Throws `HANDLE_NOT_FOUND`. */
  original(handle: string): Promise<string>;
  /** Stores the original before it answers. */
  compress(request: CompressRequest): Promise<CompressAnswer>;
  /** A few lines on what was saved. */
  stats(): Promise<string>;
  close(): Promise<void>;
}
